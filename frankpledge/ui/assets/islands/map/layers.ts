// What the map works out without a page: classes, shades, sentences and GeoJSON. Pure.
import type { Feature, FeatureCollection, MultiPolygon, Position } from "geojson";

import type { MapArea, MapPayload } from "../payloads.d.ts";

// The same five as SHADES in frankpledge/ui/maps.py, where the still drawing gets them.
export const SHADES = ["#e4efed", "#a8cfc9", "#5fa6a2", "#26757a", "#0c4450"] as const;
export const NO_FIGURE = "#ffffff";

/** Which class a value falls in, counted from 0: a value on a break belongs above it. */
export function classOf(value: number, breaks: readonly number[]): number {
  return breaks.filter((cut) => value >= cut).length;
}

/** The colour of an area. What has no figure is white, never the lowest class. */
export function shadeOf(area: MapArea, breaks: readonly number[]): string {
  if (area.value === null) return NO_FIGURE;
  return SHADES[Math.min(classOf(area.value, breaks), SHADES.length - 1)] ?? NO_FIGURE;
}

/** What is said of an area, aloud and in its label. */
export function sentence(area: MapArea, unit: string): string {
  return area.value === null ? `${area.name}: ${area.label}` : `${area.name}: ${area.label} (${unit})`;
}

function signedArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = ring[(index + 1) % ring.length] ?? [];
    return sum + (x * nextY - nextX * y);
  }, 0);
}

function contains(ring: readonly Position[], [x = 0, y = 0]: Position): boolean {
  return ring.reduce((inside, [ax = 0, ay = 0], index) => {
    const [bx = 0, by = 0] = ring[(index + 1) % ring.length] ?? [];
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside;
  }, false);
}

/** Loops as polygons with holes: a loop that starts inside a larger one is a hole in it. */
export function polygons(rings: MapArea["rings"]): Position[][][] {
  const loops = rings
    .map((ring) => ring.map(([x, y]): Position => [x, y]))
    .sort((a, b) => Math.abs(signedArea(b)) - Math.abs(signedArea(a)));
  const found: Position[][][] = [];
  for (const loop of loops) {
    const start = loop[0] ?? [];
    const round = found.find(([outer]) => outer !== undefined && contains(outer, start));
    if (round === undefined) found.push([loop]);
    else round.push(loop);
  }
  return found;
}

/** The areas as the drawing library takes them, in the order in which they came. */
export function features(payload: MapPayload): FeatureCollection<MultiPolygon, MapArea> {
  return {
    type: "FeatureCollection",
    features: payload.areas.map(
      (area): Feature<MultiPolygon, MapArea> => ({
        type: "Feature",
        properties: area,
        geometry: { type: "MultiPolygon", coordinates: polygons(area.rings) },
      }),
    ),
  };
}
