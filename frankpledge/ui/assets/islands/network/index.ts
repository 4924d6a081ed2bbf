// <frank-network>: the still network made movable. Everything it says also stands in the page's tables.
import type { NetworkPayload } from "../payloads.d.ts";
import { beside, centred, moved, type View, zoomed } from "./view.ts";

const STEP = 0.15;
const ZOOM = 1.4;

class FrankNetwork extends HTMLElement {
  connectedCallback(): void {
    const source = document.getElementById(this.getAttribute("payload") ?? "");
    const payload = JSON.parse(source?.textContent ?? "null") as NetworkPayload | null;
    const frame = this.querySelector<HTMLElement>(".frank-network__frame");
    const drawing = this.querySelector<SVGSVGElement>(".frank-network__drawing");
    if (payload === null || frame === null || drawing === null || this.hasAttribute("data-running")) return;
    this.setAttribute("data-running", "");
    this.#run(payload, frame, drawing);
  }

  #run(payload: NetworkPayload, frame: HTMLElement, drawing: SVGSVGElement): void {
    const { width, height } = drawing.viewBox.baseVal;
    const whole: View = { x: 0, y: 0, width, height };
    let view = whole;
    const show = (next: View): void => {
      view = next;
      drawing.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
      drawing.classList.toggle("frank-network__drawing--near", view.width < whole.width);
    };
    const find = this.#finder(payload);
    const buttons = this.#buttons({
      "Zoom in": () => show(zoomed(view, whole, ZOOM)),
      "Zoom out": () => show(zoomed(view, whole, 1 / ZOOM)),
      "Show all": () => {
        show(whole);
        choose(-1);
      },
    });
    frame.before(find.whole, buttons);
    frame.setAttribute("aria-label", `Movable picture: ${payload.title}. Arrow keys move it, plus and minus zoom.`);

    const shapes = [...drawing.querySelectorAll<SVGGElement>("[data-node]")];
    const names = [...drawing.querySelectorAll<SVGTextElement>("[data-name]")];
    const lines = [...drawing.querySelectorAll<SVGLineElement>("[data-tie]")];
    const choose = (node: number): void => {
      const near = beside(node, payload.ties);
      shapes.forEach((shape, at) => {
        shape.classList.toggle("frank-network__faint", node >= 0 && at !== node && !near.nodes.has(at));
        shape.classList.toggle("frank-network__chosen", at === node);
      });
      names.forEach((name) => {
        const at = Number(name.dataset["name"]);
        name.classList.toggle("frank-network__faint", node >= 0 && at !== node && !near.nodes.has(at));
      });
      lines.forEach((line, at) => line.classList.toggle("frank-network__faint", node >= 0 && !near.ties.has(at)));
      find.box.value = node < 0 ? "" : String(node);
      this.#tell(find.told, payload, node, near.nodes);
    };
    find.box.addEventListener("change", () => {
      const node = find.box.value === "" ? -1 : Number(find.box.value);
      choose(node);
      const shape = shapes[node];
      if (shape !== undefined && view.width < whole.width) {
        const box = shape.getBBox();
        show(centred(view, whole, { x: box.x + box.width / 2, y: box.y + box.height / 2 }));
      }
    });
    drawing.addEventListener("click", (event) => {
      const shape = (event.target as Element).closest<SVGGElement>("[data-node]");
      if (shape !== null) choose(shapes.indexOf(shape));
    });
    frame.addEventListener("keydown", (event) => {
      const act: Record<string, () => View> = {
        ArrowLeft: () => moved(view, whole, -STEP, 0),
        ArrowRight: () => moved(view, whole, STEP, 0),
        ArrowUp: () => moved(view, whole, 0, -STEP),
        ArrowDown: () => moved(view, whole, 0, STEP),
        "+": () => zoomed(view, whole, ZOOM),
        "=": () => zoomed(view, whole, ZOOM),
        "-": () => zoomed(view, whole, 1 / ZOOM),
        "0": () => whole,
      };
      const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : act[event.key];
      // While the whole is shown the arrows are the page's own.
      if (next === undefined || (event.key.startsWith("Arrow") && view.width >= whole.width)) return;
      event.preventDefault();
      show(next());
    });
    this.#drag(drawing, (across, down) => show(moved(view, whole, across, down)));
  }

  #drag(drawing: SVGSVGElement, move: (across: number, down: number) => void): void {
    drawing.addEventListener("pointermove", (event) => {
      if ((event.buttons & 1) === 0 || event.pointerType === "touch") return;
      const box = drawing.getBoundingClientRect();
      move(-event.movementX / box.width, -event.movementY / box.height);
    });
  }

  #tell(place: HTMLElement, payload: NetworkPayload, node: number, near: ReadonlySet<number>): void {
    const chosen = payload.nodes[node];
    place.textContent = "";
    if (chosen === undefined) return;
    const names = [...near].map((at) => payload.nodes[at]?.name ?? "").sort((a, b) => a.localeCompare(b, "en-GB"));
    const tied = names.length === 0 ? "Tied to nobody." : `Tied to ${names.slice(0, 12).join(", ")}${names.length > 12 ? ` and ${names.length - 12} more` : ""}.`;
    place.textContent = `${chosen.name}. ${chosen.told} ${tied}`;
    if (chosen.href !== "") {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = chosen.href;
      link.textContent = `Open ${chosen.name}`;
      place.append(" ", link);
    }
  }

  #buttons(acts: Record<string, () => void>): HTMLElement {
    const row = document.createElement("div");
    row.className = "frank-network__buttons";
    for (const [words, act] of Object.entries(acts)) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "govuk-button govuk-button--secondary";
      button.textContent = words;
      button.addEventListener("click", act);
      row.append(button);
    }
    return row;
  }

  #finder(payload: NetworkPayload): { whole: HTMLElement; box: HTMLSelectElement; told: HTMLElement } {
    const id = `${this.getAttribute("payload") ?? "network"}-find`;
    const whole = document.createElement("div");
    whole.className = "frank-network__find";
    const label = document.createElement("label");
    label.className = "govuk-label";
    label.htmlFor = id;
    label.textContent = "Find in the picture";
    const box = document.createElement("select");
    box.className = "govuk-select";
    box.id = id;
    box.append(new Option("Choose a node", ""));
    const named = payload.nodes
      .map((node, at) => [node.name, String(at)] as const)
      .sort(([a], [b]) => a.localeCompare(b, "en-GB", { numeric: true }));
    box.append(...named.map(([name, at]) => new Option(name, at)));
    const told = document.createElement("p");
    told.className = "frank-network__told";
    told.setAttribute("role", "status");
    whole.append(label, box, told);
    return { whole, box, told };
  }
}

customElements.define("frank-network", FrankNetwork);
