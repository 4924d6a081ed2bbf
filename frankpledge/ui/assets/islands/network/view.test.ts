// What the movable network's sums promise.
import assert from "node:assert/strict";
import { test } from "node:test";

import { beside, centred, moved, zoomed } from "./view.ts";

const whole = { x: 0, y: 0, width: 720, height: 540 };

test("zooming in shows a part of the same shape, and out again the whole", () => {
  const near = zoomed(whole, whole, 2);
  assert.deepEqual(near, { x: 180, y: 135, width: 360, height: 270 });
  assert.deepEqual(zoomed(near, whole, 0.5), whole);
});

test("nobody zooms beyond the whole, or closer than is of use", () => {
  assert.deepEqual(zoomed(whole, whole, 0.1), whole);
  assert.equal(zoomed(whole, whole, 1000).width, 60);
});

test("the point under the pointer stays where it is", () => {
  const near = zoomed(whole, whole, 2, { x: 0, y: 0 });
  assert.deepEqual([near.x, near.y], [0, 0]);
});

test("the picture cannot be moved out of sight", () => {
  const near = zoomed(whole, whole, 2);
  assert.deepEqual(moved(near, whole, 99, -99), { ...near, x: 360, y: 0 });
  assert.deepEqual(moved(whole, whole, 0.1, 0.1), whole);
  assert.equal(centred(near, whole, { x: 400, y: 300 }).x, 220);
});

test("who is beside a node is found whichever end it is", () => {
  const found = beside(1, [[0, 1], [1, 2], [2, 3]]);
  assert.deepEqual([...found.nodes], [0, 2]);
  assert.deepEqual([...found.ties], [0, 1]);
  assert.equal(beside(9, [[0, 1]]).nodes.size, 0);
});
