import assert from "node:assert/strict";
import { test } from "node:test";

import { CodePoints, snapped } from "../../static/js/lib/code_points.js";

const FAMILY = "👨‍👩‍👧";

test("without pairs both counts are the same", () => {
  const points = new CodePoints("Het duurde één jaar");
  assert.equal(points.length, 19);
  assert.equal(points.fromUnit(7), 7);
  assert.equal(points.toUnit(7), 7);
});

test("after an emoji the browser is one unit ahead of the server", () => {
  const points = new CodePoints("Fijn 😀 hoor");
  assert.equal(points.length, [..."Fijn 😀 hoor"].length);
  assert.equal(points.fromUnit(8), 7);
  assert.equal(points.toUnit(7), 8);
  assert.equal(points.slice(5, 6), "😀");
});

test("there and back gives the same place, for every place in a text with many pairs", () => {
  const text = "😀a😀😀b é 𝒳 einde 😀";
  const points = new CodePoints(text);
  for (let point = 0; point <= points.length; point++) assert.equal(points.fromUnit(points.toUnit(point)), point);
  assert.equal(points.slice(0, points.length), text);
});

test("a boundary inside a pair counts as after it", () => {
  assert.equal(new CodePoints("a😀b").fromUnit(2), 2);
});

test("half a pair, as a broken file can hold, counts as one", () => {
  const points = new CodePoints("a\ud83db");
  assert.equal(points.length, 3);
  assert.equal(points.slice(2, 3), "b");
});

test("what people see as one character is never cut", () => {
  const text = `a${FAMILY}b`;
  assert.equal(snapped(text, 3, -1), 1);
  assert.equal(snapped(text, 3, 1), 1 + FAMILY.length);
  assert.equal(snapped("cafe\u0301", 4, 1), 5);
});

test("a place between characters, before the text and after it stays as it is", () => {
  assert.equal(snapped("abc", 2, -1), 2);
  assert.equal(snapped("abc", -1, 1), 0);
  assert.equal(snapped("abc", 9, -1), 3);
});
