import assert from "node:assert/strict";
import { test } from "node:test";

import { ON_SCREEN, RULES, SHAPE, read } from "./screen.js";

const TYPES = new Map(
  [...read("../../static/js/coding/rows.js").matchAll(/@typedef \{\{(?<fields>[^}]*)\}\} (?<name>\w+)/gu)].map(
    ({ groups }) => [groups.name, [...groups.fields.matchAll(/(\w+)\??:/gu)].map(([, field]) => field)],
  ),
);

test("the type of every kind of row names the fields that the server sends, in order", () => {
  for (const [kind, fields] of Object.entries(SHAPE)) {
    assert.deepEqual(TYPES.get(kind[0].toUpperCase() + kind.slice(1)), fields);
  }
});

test("the types of the screen and of its rules name what the server sends", () => {
  assert.deepEqual(TYPES.get("Screen").toSorted(), ON_SCREEN);
  assert.deepEqual(TYPES.get("Rules").toSorted(), RULES);
});
