import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { SHAPE } from "./screen.js";
import { transcript } from "./transcript.js";
import { Material } from "../../static/js/coding/material.js";
import { draftsOf } from "../../static/js/coding/rows.js";

const ME = 7;
const COLLEAGUE = 8;
const SCREEN = {
  shape: SHAPE,
  rules: { recent: 2, plain_colour: 8, levels: 3 },
  version: "1",
  drafts: [],
  me: ME,
  people: { [COLLEAGUE]: "Tariq" },
  apart: [],
  recent: [],
  undo: null,
  redo: null,
  codes: [
    [1, null, "Wachten", 2, 2, 0, 1],
    [2, 1, "Op de brief", 2, null, 1, 1],
  ],
  segments: [
    [11, 0, 8, 1, ME, 100, 0],
    [12, 0, 3, 2, COLLEAGUE, 101, 0],
  ],
  memos: [[21, 12, "Vraag na", COLLEAGUE, 102]],
  suggestions: [
    [32, 9, 20, 2, 2, "possible", [], null, false],
    [31, 9, 20, 1, 1, "probable", ["zin"], null, false],
  ],
};

let material;
let told;

beforeEach(() => {
  material = new Material(transcript("Eén zin.", "Nog een zin."), SCREEN);
  told = [];
  material.addEventListener("change", ({ detail }) => told.push(detail));
});

const idsOf = (list) => list.map((one) => one.id);
const toldTurns = () => told.at(-1).turns.map((turn) => turn.index);

test("at one place the shortest segment comes first", () => {
  assert.deepEqual(idsOf(material.segmentsAt(1)), [12, 11]);
  assert.deepEqual(idsOf(material.segmentsAt(5)), [11]);
});

test("a segment that is made here counts, and its turns are told", () => {
  material.add({ id: -1, start: 6, end: 12, code: 2, coder: ME });
  assert.equal(material.codes.get(2).coded, 2);
  assert.equal(material.countBelow(material.codes.get(1)), 3);
  assert.deepEqual(toldTurns(), [0, 1]);
});

test("the codes used last come first, each once, and no more than the rules say", () => {
  for (const code of [1, 2, 1, 3]) material.add({ id: -code, start: 0, end: 3, code, coder: ME });
  assert.deepEqual(material.recent, [3, 1]);
});

test("the server's number takes the place of the made-up one", () => {
  material.add({ id: -1, start: 9, end: 12, code: 2, coder: ME });
  material.settle(-1, [13, 9, 12, 2, ME, 200, 0]);
  assert.equal(material.segments.has(-1), false);
  assert.equal(material.segments.get(13).minute, 200);
  assert.equal(material.codes.get(2).coded, 2);
});

test("a segment that the server had already stands there once and counts once", () => {
  material.add({ id: -1, start: 0, end: 8, code: 1, coder: ME });
  material.settle(-1, [11, 0, 8, 1, ME, 100, 0]);
  assert.equal(material.codes.get(1).coded, 1);
  assert.equal(material.segmentsAt(5).length, 1);
});

test("the same segment is only somebody's own", () => {
  assert.equal(material.sameSegment(0, 8, 1).id, 11);
  assert.equal(material.sameSegment(0, 3, 2), undefined);
});

test("whose work goes with a segment is said by name", () => {
  assert.deepEqual(material.othersBehind(material.segments.get(12)), ["Tariq"]);
  assert.deepEqual(material.othersBehind(material.segments.get(11)), []);
});

test("the guesses for one stretch stand together, the best first", () => {
  const [guesses] = material.stretchesIn(material.text.turns);
  assert.deepEqual(
    guesses.map((one) => one.rank),
    [1, 2],
  );
  material.removeSuggestions(guesses);
  assert.deepEqual(material.stretchesIn(material.text.turns), []);
  material.restoreSuggestions(guesses);
  assert.equal(material.stretchesIn(material.text.turns).length, 1);
});

test("a name is known in whatever case, spaces and accents it is typed", () => {
  assert.equal(material.codeNamed("  op  DE brief ").id, 2);
  assert.equal(material.codeNamed("iets anders"), undefined);
});

test("a code that goes is no longer among the last used", () => {
  material.recent = [2, 1];
  material.removeCode(2);
  assert.deepEqual(material.recent, [1]);
  assert.equal(material.colourOf(2), 8);
});

test("taking everything anew tells only the turns that became different", () => {
  const { came, went } = material.replace({
    ...SCREEN,
    segments: [SCREEN.segments[0], [14, 9, 12, 2, COLLEAGUE, 103, 0]],
    memos: [],
  });
  assert.deepEqual(idsOf(came), [14]);
  assert.deepEqual(idsOf(went), [12]);
  assert.deepEqual(toldTurns(), [0, 1]);
  material.replace({ ...SCREEN, segments: [SCREEN.segments[0], [14, 9, 12, 1, COLLEAGUE, 103, 0]], memos: [] });
  assert.deepEqual(toldTurns(), [1]);
  material.replace({ ...SCREEN, segments: [SCREEN.segments[0], [14, 9, 12, 1, COLLEAGUE, 103, 0]], memos: [] });
  assert.deepEqual(toldTurns(), []);
});

test("another colour for a code is told to every turn", () => {
  material.replace({ ...SCREEN, codes: [[1, null, "Wachten", 5, 5, 0, 1], SCREEN.codes[1]] });
  assert.deepEqual(toldTurns(), [0, 1]);
});

test("what was typed and not saved is read by name", () => {
  assert.deepEqual(draftsOf({ shape: SHAPE, drafts: [[11, null, { text: "half" }, {}, "a", "1"]] }), [
    { segment: 11, code: null, typed: { text: "half" }, over: {}, slip: "a", version: "1" },
  ]);
});

test("uncertain suggestions stand in no turn until they are asked for", () => {
  const screen = { ...SCREEN, suggestions: [[33, 0, 8, 1, 1, "uncertain", [], null, false], ...SCREEN.suggestions] };
  const doubtful = new Material(transcript("Eén zin.", "Nog een zin."), screen);
  const [first, second] = doubtful.text.turns;
  assert.deepEqual([first.suggestions.size, second.suggestions.size], [0, 2]);
  assert.deepEqual(doubtful.waiting, { all: 2, uncertain: 1 });

  doubtful.showUncertain(true);
  assert.deepEqual([first.suggestions.size, second.suggestions.size], [1, 2]);

  const guesses = doubtful.guessesFor({ start: 0, end: 8 });
  doubtful.removeSuggestions(guesses);
  doubtful.showUncertain(false);
  doubtful.restoreSuggestions(guesses);
  assert.equal(first.suggestions.size, 0);
});

test("a second guess that is uncertain stands with the first", () => {
  const [second, first] = SCREEN.suggestions;
  const rows = [first, [...second.slice(0, 5), "uncertain", ...second.slice(6)]];
  const sure = new Material(transcript("Eén zin.", "Nog een zin."), { ...SCREEN, suggestions: rows });
  assert.equal(sure.text.turns[1].suggestions.size, 2);
});
