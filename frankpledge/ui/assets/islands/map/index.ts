// <frank-map>: the still map made movable. Everything it says also stands in the table inside it.
import L from "leaflet";
import "leaflet/dist/leaflet.css";

import type { MapArea, MapPayload } from "../payloads.d.ts";
import { features, NO_FIGURE, sentence, shadeOf } from "./layers.ts";

const LINE = { weight: 0.8, color: "#ffffff", fillOpacity: 1 };
const CHOSEN = { weight: 3, color: "#14232a" };

// The hatching of the still drawing, as the canvas takes it.
function hatching(): string {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  if (pen === null) return NO_FIGURE;
  pen.fillStyle = NO_FIGURE;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = "#7b8a8e";
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const start of [-8, 0, 8]) {
    pen.moveTo(start, 8);
    pen.lineTo(start + 8, 0);
  }
  pen.stroke();
  // Leaflet hands a fill to the canvas as it is, so a pattern will do where it asks for a colour.
  return (pen.createPattern(tile, "repeat") ?? NO_FIGURE) as unknown as string;
}

type Shape = L.Path & { feature: { properties: MapArea } };

class FrankMap extends HTMLElement {
  connectedCallback(): void {
    const source = document.getElementById(this.getAttribute("payload") ?? "");
    const payload = JSON.parse(source?.textContent ?? "null") as MapPayload | null;
    if (payload === null || payload.areas.length === 0 || this.hasAttribute("data-running")) return;
    this.setAttribute("data-running", "");
    this.#draw(payload);
  }

  #draw(payload: MapPayload): void {
    const frame = document.createElement("div");
    frame.className = "frank-map__live";
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", `Movable map: ${payload.title}. Arrow keys move it, plus and minus zoom.`);
    const find = this.#finder(payload);
    this.prepend(find.whole, frame);

    const map = L.map(frame, {
      preferCanvas: true,
      renderer: L.canvas({ padding: 0.5 }),
      zoomSnap: 0.25,
      attributionControl: false,
      scrollWheelZoom: false,
      fadeAnimation: false,
      zoomAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    });
    const hatched = hatching();
    const style = (area: MapArea): L.PathOptions =>
      area.value === null
        ? { ...LINE, color: "#7b8a8e", fillColor: hatched }
        : { ...LINE, fillColor: shadeOf(area, payload.breaks) };
    const shapes = new Map<string, Shape>();
    const layer = L.geoJSON(features(payload), {
      style: (feature) => (feature === undefined ? LINE : style(feature.properties)),
      onEachFeature: (feature, shape) => {
        shapes.set(feature.properties.code, shape as Shape);
        shape.bindTooltip(sentence(feature.properties, payload.unit), { sticky: true });
        shape.on("click", () => choose(feature.properties.code));
      },
    }).addTo(map);
    map.fitBounds(layer.getBounds(), { padding: [8, 8] });

    const choose = (code: string): void => {
      layer.resetStyle();
      const shape = shapes.get(code);
      find.box.value = code;
      if (shape === undefined) {
        find.told.textContent = "";
        return;
      }
      shape.setStyle(CHOSEN);
      shape.bringToFront();
      this.#tell(find.told, shape.feature.properties, payload.unit);
    };
    find.box.addEventListener("change", () => choose(find.box.value));
    // A frame that was hidden while the page was laid out does not know its own size yet.
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(frame);
  }

  #tell(place: HTMLElement, area: MapArea, unit: string): void {
    place.textContent = sentence(area, unit);
    if (area.href !== "") {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = area.href;
      link.textContent = `Open ${area.name}`;
      place.append(". ", link);
    }
  }

  #finder(payload: MapPayload): { whole: HTMLElement; box: HTMLSelectElement; told: HTMLElement } {
    const id = `${this.getAttribute("payload") ?? "map"}-find`;
    const whole = document.createElement("div");
    whole.className = "frank-map__find";
    const label = document.createElement("label");
    label.className = "govuk-label";
    label.htmlFor = id;
    label.textContent = "Find on the map";
    const box = document.createElement("select");
    box.className = "govuk-select";
    box.id = id;
    box.append(new Option("Choose an area", ""));
    const named = [...payload.areas].sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
    box.append(...named.map((area) => new Option(area.name, area.code)));
    const told = document.createElement("p");
    told.className = "frank-map__told";
    told.setAttribute("role", "status");
    whole.append(label, box, told);
    return { whole, box, told };
  }
}

customElements.define("frank-map", FrankMap);
