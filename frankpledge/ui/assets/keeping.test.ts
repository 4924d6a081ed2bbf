// When words that are being written are kept by themselves, and what is said of it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Keeper } from "./keeping.ts";

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

function watched(answer: () => Promise<{ kept: boolean; words: string }>): {
  keeper: Keeper;
  sent: () => number;
  told: string[];
} {
  let sent = 0;
  const told: string[] = [];
  const keeper = new Keeper(
    () => {
      sent += 1;
      return answer();
    },
    (words) => told.push(words),
    20,
    60,
  );
  return { keeper, sent: () => sent, told };
}

const kept = (): Promise<{ kept: boolean; words: string }> =>
  Promise.resolve({ kept: true, words: "Your words were kept." });

test("words are kept once the typing rests, and what came of it is said", async () => {
  const { keeper, sent, told } = watched(kept);
  keeper.typed();
  keeper.typed();
  await pause(50);

  assert.equal(sent(), 1);
  assert.deepEqual(told, ["Your words were kept."]);
});

test("typing that never rests is kept all the same after a while", async () => {
  const { keeper, sent } = watched(kept);
  const until = Date.now() + 120;
  while (Date.now() < until) {
    keeper.typed();
    await pause(5);
  }

  assert.ok(sent() >= 1);
  keeper.stop();
});

test("the form itself overtakes what was waiting", async () => {
  const { keeper, sent } = watched(kept);
  keeper.typed();
  keeper.stop();
  await pause(50);

  assert.equal(sent(), 0);
});

test("a page that is left keeps what was waiting, and nothing where nothing was typed", async () => {
  const { keeper, sent } = watched(kept);
  keeper.leave();
  assert.equal(sent(), 0);
  keeper.typed();
  keeper.leave();
  await pause(5);

  assert.equal(sent(), 1);
});

test("a server that does not answer is said, and the next words are sent again", async () => {
  let answers = false;
  const { keeper, told } = watched(() => (answers ? kept() : Promise.reject(new Error("gone"))));
  keeper.typed();
  await pause(40);
  assert.match(told[0] ?? "", /does not answer/);
  answers = true;
  keeper.typed();
  await pause(40);

  assert.equal(told[1], "Your words were kept.");
});

test("words that come while others are on their way are sent after them", async () => {
  const { keeper, sent } = watched(async () => {
    await pause(40);
    return kept();
  });
  keeper.typed();
  await pause(30);
  keeper.typed();
  await pause(150);

  assert.equal(sent(), 2);
});
