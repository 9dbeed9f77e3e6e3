import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { transcript } from "./transcript.js";
import { Choice } from "../../static/js/coding/choice.js";

let text;
let choice;
let painted;

beforeEach(() => {
  text = transcript("Eén zin. Nog een zin.", "Dank 😀 je wel.");
  painted = [];
  choice = new Choice(text, { point: (name, stretches) => painted.push([name, stretches]) });
});

test("a word by keyboard, and the next one", () => {
  choice.word(true, { extend: false, turn: text.turns[0] });
  assert.equal(choice.quote, "Eén");
  choice.word(true, { extend: false, turn: text.turns[0] });
  assert.equal(choice.quote, "zin");
});

test("extending keeps what was chosen, and taking back makes it shorter again", () => {
  const turn = text.turns[0];
  choice.word(true, { extend: false, turn });
  choice.word(true, { extend: true, turn });
  assert.equal(choice.quote, "Eén zin");
  choice.word(false, { extend: true, turn });
  assert.equal(choice.quote, "Eén");
});

test("extending goes on over the next turn, and counts an emoji as the server does", () => {
  choice.set({ start: 17, end: 20 });
  choice.sentence({ extend: true, turn: text.turns[0] });
  choice.sentence({ extend: true, turn: text.turns[0] });
  assert.equal(choice.quote, "Nog een zin.\nDank 😀 je wel.");
  assert.deepEqual(choice.stretch, { start: 9, end: 36 });
});

test("the sentence one is in, and again the next", () => {
  const turn = text.turns[0];
  choice.sentence({ extend: false, turn });
  assert.equal(choice.quote, "Eén zin.");
  choice.sentence({ extend: false, turn });
  assert.equal(choice.quote, "Nog een zin.");
});

test("at the end of the interview the last word stays chosen", () => {
  choice.set({ start: 32, end: 35 });
  choice.word(true, { extend: false, turn: text.turns[1] });
  assert.equal(choice.quote, "wel");
});

test("every change is painted and told, and letting go of nothing is no change", () => {
  let told = 0;
  choice.addEventListener("change", () => told++);
  choice.clear();
  choice.set({ start: 0, end: 3 });
  choice.clear();
  assert.equal(told, 2);
  assert.equal(choice.quote, "");
  assert.deepEqual(painted, [
    ["chosen", [{ start: 0, end: 3 }]],
    ["chosen", []],
  ]);
});
