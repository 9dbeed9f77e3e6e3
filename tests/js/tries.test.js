import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import "./browser.js";
import { Tries } from "../../static/js/lib/tries.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

test("who asks while a round is under way gets that round", async () => {
  let rounds = 0;
  const tries = new Tries(async () => {
    rounds += 1;
  });
  assert.equal(tries.now(), tries.now());
  await tries.running;
  await tries.now();
  assert.equal(rounds, 2);
});

test("each failure waits longer, up to a bound, and what works starts over", async () => {
  const tries = new Tries(async () => {}, { longest: 5_000 });
  const waits = [];
  for (let failure = 0; failure < 4; failure += 1) {
    waits.push(tries.wait);
    tries.later();
  }
  tries.worked();
  assert.deepEqual([...waits, tries.wait], [2_000, 4_000, 5_000, 5_000, 2_000]);
});

test("a connection that comes back begins at once, and only one round waits", async () => {
  let rounds = 0;
  const tries = new Tries(async () => {
    rounds += 1;
  });
  tries.later();
  tries.soon(500);
  dispatchEvent(new Event("online"));
  await tries.running;
  mock.timers.tick(60_000);
  assert.equal(rounds, 1);
});
