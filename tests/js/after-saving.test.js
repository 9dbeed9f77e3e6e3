import assert from "node:assert/strict";
import { test } from "node:test";

import { afterSaving } from "../../static/js/lib/after-saving.js";

test("a form that is sent twice during a save goes once, after it, by the button that was pressed first", async () => {
  const sent = [];
  const held = afterSaving({ requestSubmit: (button) => sent.push(button) });
  let prevented = 0;
  const press = (submitter) => ({ submitter, preventDefault: () => (prevented += 1) });
  let resolve;
  const promise = new Promise((resolves) => {
    resolve = resolves;
  });

  const first = held(press("Bewaar"), promise);
  await held(press("Gooi weg"), promise);
  assert.deepEqual([sent, prevented], [[], 2]);
  resolve();
  await first;

  assert.deepEqual(sent, ["Bewaar"]);
});
