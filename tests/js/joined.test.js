import assert from "node:assert/strict";
import { test } from "node:test";

import { joined } from "../../static/js/lib/joined.js";

test("of who wrote on only what they added comes below what stands there", () => {
  assert.equal(joined("Begin. Zij.", "Begin.", "Begin. Ik."), "Begin. Zij.\n\nIk.");
});

test("what stands there already is not told twice", () => {
  assert.equal(joined("Begin. Meer.", "", "Begin."), "Begin. Meer.");
  assert.equal(joined("Eén.\nTwee.", "Eén.", "Eén.\nTwee."), "Eén.\nTwee.");
});

test("who wrote on in what stands there has it all", () => {
  assert.equal(joined("Begin.", "", "Begin. Meer."), "Begin. Meer.");
});

test("half a line that happens to be the same is not the same text", () => {
  assert.equal(joined("Een lange wachttijd", "", "wachttijd"), "Een lange wachttijd\n\nwachttijd");
});
