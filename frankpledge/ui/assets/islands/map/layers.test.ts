// What the map's sums promise.
import assert from "node:assert/strict";
import { test } from "node:test";

import type { MapArea, MapPayload } from "../payloads.d.ts";
import { classOf, features, NO_FIGURE, polygons, sentence, SHADES, shadeOf } from "./layers.ts";

const square = (x: number, y: number, side: number): (readonly [number, number])[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];

const area = (changes: Partial<MapArea> = {}): MapArea => ({
  code: "E01000001",
  name: "Saltmarsh East",
  value: 12.5,
  label: "12.5",
  href: "",
  rings: [square(0, 0, 4)],
  ...changes,
});

test("a value on a break belongs to the class above it", () => {
  assert.equal(classOf(9.99, [10, 20]), 0);
  assert.equal(classOf(10, [10, 20]), 1);
  assert.equal(classOf(20, [10, 20]), 2);
});

test("with no breaks everything is in one class", () => {
  assert.equal(classOf(1_000, []), 0);
});

test("an area without a figure is not shaded as the lowest class", () => {
  assert.equal(shadeOf(area({ value: null }), [10]), NO_FIGURE);
  assert.equal(shadeOf(area({ value: 0 }), [10]), SHADES[0]);
  assert.notEqual(NO_FIGURE, SHADES[0]);
});

test("a value above the last break takes the darkest shade in use", () => {
  assert.equal(shadeOf(area({ value: 99 }), [1, 2, 3, 4]), SHADES[4]);
});

test("what is said of an area gives the unit only where there is a figure", () => {
  assert.equal(sentence(area(), "per 1,000 residents"), "Saltmarsh East: 12.5 (per 1,000 residents)");
  assert.equal(sentence(area({ value: null, label: "No figure" }), "per 1,000"), "Saltmarsh East: No figure");
});

test("a loop inside another is a hole in it, whatever their order", () => {
  const hole = square(1, 1, 1);
  const whole = square(0, 0, 4);
  for (const rings of [[whole, hole], [hole, whole]]) {
    const found = polygons(rings);
    assert.equal(found.length, 1);
    assert.equal(found[0]?.length, 2);
    assert.deepEqual(found[0]?.[0]?.[2], [4, 4]);
  }
});

test("two islands of one area stay two polygons", () => {
  assert.equal(polygons([square(0, 0, 1), square(5, 5, 1)]).length, 2);
});

test("every area that was sent is drawn, in the same order", () => {
  const payload: MapPayload = {
    title: "t",
    unit: "u",
    source: "s",
    breaks: [10],
    legend: ["1 to 9", "10 to 20"],
    missing: "No figure",
    areas: [area({ code: "B" }), area({ code: "A", value: null })],
  };
  assert.deepEqual(
    features(payload).features.map((feature) => feature.properties.code),
    ["B", "A"],
  );
});
