// What is coded in this interview, as the server told it (coding/screen/page.py) and as this screen changed it since.

import { draftsOf, read } from "./rows.js";

/**
 * @typedef {import("./text.js").Text} Text
 * @typedef {import("./text.js").Turn} Turn
 * @typedef {import("./rows.js").Code} Code
 * @typedef {import("./rows.js").Segment} Segment
 * @typedef {import("./rows.js").Memo} Memo
 * @typedef {import("./rows.js").Suggestion} Suggestion
 * @typedef {import("./rows.js").Row} Row
 * @typedef {import("./rows.js").Kind} Kind
 * @typedef {import("./rows.js").Shape} Shape
 * @typedef {import("./rows.js").Screen} Screen
 * @typedef {import("./rows.js").Rules} Rules
 */

export class Material extends EventTarget {
  /** @type {Map<number, Code>} */
  codes = new Map();
  /** @type {Map<number, Segment>} */
  segments = new Map();
  /** @type {Map<number, Memo>} */
  memos = new Map();
  /** @type {Map<number, Suggestion>} */
  suggestions = new Map();
  /** @type {Shape} */
  shape;
  /** @type {Rules} */
  rules;
  /** @type {number} */
  me;
  /** @type {Record<number, string>} by number of the person, by name */
  people;
  /** @type {Set<number>} */
  apart = new Set();
  /** @type {number[]} codes, the last used first */
  recent = [];
  /** whether suggestions that are called uncertain stand on the screen too */
  showsUncertain = false;

  /** @param {Text} text @param {Screen} screen */
  constructor(text, screen) {
    super();
    this.text = text;
    this._take(screen);
  }

  // Everything anew, after a change that reaches further than one stretch. Only what became different is told, so
  // that nothing is drawn again under somebody's hand. Gives the segments of others that came and those that went.
  /** @param {Screen} screen */
  replace(screen) {
    const before = this._picture();
    for (const turn of this.text.turns) {
      turn.segments.clear();
      turn.suggestions.clear();
    }
    this._take(screen);
    const after = this._picture();
    /** @param {Turn} turn */
    const isOther = (turn) => before.turns.get(turn) !== after.turns.get(turn);
    this._tell(after.look === before.look ? this.text.turns.filter(isOther) : this.text.turns, {
      codes: after.codes !== before.codes,
      suggestions: after.suggestions !== before.suggestions,
      steps: after.steps !== before.steps,
    });
    return {
      came: [...this.segments.values()].filter((one) => one.coder !== this.me && !before.segments.has(one.id)),
      went: [...before.segments.values()].filter((one) => one.id > 0 && !this.segments.has(one.id)),
    };
  }

  // How it all stands, to compare with.
  _picture() {
    const codes = [...this.codes.values()];
    const memos = Map.groupBy(this.memos.values(), (memo) => memo.segment);
    /** @param {Turn} turn */
    const ofTurn = ({ segments, suggestions }) =>
      JSON.stringify([[...segments].map((one) => [one, memos.get(one.id)]), [...suggestions]]);
    return {
      segments: this.segments,
      turns: new Map(this.text.turns.map((turn) => [turn, ofTurn(turn)])),
      suggestions: JSON.stringify([...this.suggestions.values()]),
      look: JSON.stringify(codes.map(({ id, name, colour }) => [id, name, colour])),
      codes: JSON.stringify(codes),
      steps: JSON.stringify([this.undo, this.redo, this.isDone, this.isOpen]),
    };
  }

  /** @param {Screen} screen */
  _take(screen) {
    this.shape = screen.shape;
    this.rules = screen.rules;
    this.feelings = screen.feelings;
    this.certainties = screen.certainties;
    this.version = screen.version;
    this.drafts = draftsOf(screen);
    this.me = screen.me;
    this.people = screen.people;
    this.apart = new Set(screen.apart);
    this.mayEdit = screen.may_edit;
    this.recent = screen.recent;
    this.undo = screen.undo;
    this.redo = screen.redo;
    this.isDone = screen.is_done;
    this.isOpen = screen.is_open;
    this.codes = new Map();
    for (const row of screen.codes) {
      const code = this._read("code", row);
      this.codes.set(code.id, code);
    }
    this.segments = new Map();
    for (const row of screen.segments) this._index(this._read("segment", row));
    this.memos = new Map();
    for (const row of screen.memos) this._keepMemo(this._read("memo", row));
    this.suggestions = new Map();
    for (const row of screen.suggestions) {
      const suggestion = this._read("suggestion", row);
      this.suggestions.set(suggestion.id, suggestion);
    }
    for (const one of this.suggestions.values()) this._place(one);
  }

  // The number of the segment or memo that an answer of the server is about.
  /** @param {{ segment?: Row, memo?: Row }} answer @returns {number} */
  idOf({ segment, memo }) {
    return segment ? this._read("segment", segment).id : this._read("memo", memo ?? []).id;
  }

  /** @param {Kind} kind @param {Row} row */
  _read(kind, row) {
    return read(this.shape[kind], row);
  }

  // Segments

  /** @param {Segment} segment */
  add(segment) {
    this._index(segment);
    this._count(segment.code, 1);
    this.recent = [segment.code, ...this.recent.filter((code) => code !== segment.code)].slice(0, this.rules.recent);
    this._tell(this._turnsOf(segment), { codes: true });
  }

  /** @param {Segment} segment */
  remove(segment) {
    this.segments.delete(segment.id);
    for (const turn of this._turnsOf(segment)) turn.segments.delete(segment);
    this._count(segment.code, -1);
    this._tell(this._turnsOf(segment), { codes: true });
  }

  // The server's number, moment and coder take the place of what was made up here.
  /** @param {number} id @param {Row} row */
  settle(id, row) {
    const segment = this.segments.get(id);
    if (!segment) return;
    const settled = this._read("segment", row);
    const twin = this.segments.get(settled.id);
    this.segments.delete(id);
    if (twin && twin !== segment) {
      for (const turn of this._turnsOf(segment)) turn.segments.delete(segment);
      this._count(segment.code, -1);
    } else {
      Object.assign(segment, settled);
      this.segments.set(segment.id, segment);
    }
    this._tell(this._turnsOf(segment), {});
  }

  /** @param {Segment} segment @param {number} feeling */
  feel(segment, feeling) {
    segment.feeling = feeling;
    this._tell(this._turnsOf(segment), {});
  }

  /** @param {number} offset */
  segmentsAt(offset) {
    const found = [...this.text.turnAt(offset).segments].filter(({ start, end }) => start <= offset && offset < end);
    return found.sort((one, other) => one.end - one.start - (other.end - other.start));
  }

  /** @param {number} start @param {number} end @param {number} code */
  sameSegment(start, end, code) {
    const { segments } = this.text.turnAt(start);
    return [...segments].find(
      (one) => one.start === start && one.end === end && one.code === code && one.coder === this.me,
    );
  }

  // Whose coding stands here only to compare: it is in no count, and only they change it.
  /** @param {Segment} segment */
  isApart(segment) {
    return this.apart.has(segment.coder);
  }

  // Whose work goes with this segment, by name, besides one's own.
  /** @param {Segment} segment */
  othersBehind(segment) {
    const people = [segment.coder, ...this.memosOf(segment).map((memo) => memo.person)];
    return [...new Set(people)].filter((person) => person !== this.me).map((person) => this.people[person] ?? "");
  }

  // Memos

  /** @param {Memo} memo */
  addMemo(memo) {
    this._keepMemo(memo);
    this._tell(this._turnsOfSegment(memo.segment), {});
  }

  /** @param {Memo} memo */
  removeMemo(memo) {
    this.memos.delete(memo.id);
    this._tell(this._turnsOfSegment(memo.segment), {});
  }

  /** @param {number} id @param {Row} row */
  settleMemo(id, row) {
    const memo = this.memos.get(id);
    if (!memo) return;
    this.memos.delete(id);
    this.addMemo(this._read("memo", row));
  }

  /** @param {Segment} segment */
  memosOf(segment) {
    return [...this.memos.values()].filter((memo) => memo.segment === segment.id);
  }

  // Suggestions: the guesses for one stretch stand and fall together. A turn has those that are to be seen.

  /** @param {boolean} isShown */
  showUncertain(isShown) {
    this.showsUncertain = isShown;
    for (const turn of this.text.turns) turn.suggestions.clear();
    for (const one of this.suggestions.values()) this._place(one);
    const uncertain = [...this.suggestions.values()].filter((one) => this.isUncertain(one));
    this._tell([...new Set(uncertain.flatMap((one) => this._turnsOf(one)))], { suggestions: true });
  }

  // Whether the best guess for its stretch is called uncertain.
  /** @param {Suggestion} suggestion */
  isUncertain(suggestion) {
    return this.guessesFor(suggestion)[0]?.certainty === "uncertain";
  }

  // How many stretches have suggestions, and for how many of those all is uncertain, to be seen or not.
  get waiting() {
    const best = [...this.suggestions.values()].filter((one) => this.guessesFor(one)[0] === one);
    return { all: best.length, uncertain: best.filter((one) => one.certainty === "uncertain").length };
  }

  /** @param {Suggestion} suggestion */
  _place(suggestion) {
    if (!this.showsUncertain && this.isUncertain(suggestion)) return;
    for (const turn of this._turnsOf(suggestion)) turn.suggestions.add(suggestion);
  }

  /** @param {Turn[]} turns */
  stretchesIn(turns) {
    /** @type {Map<string, Suggestion[]>} */
    const found = new Map();
    for (const turn of turns) {
      for (const one of turn.suggestions) {
        const key = `${one.start}-${one.end}`;
        const guesses = found.get(key) ?? [];
        if (!guesses.includes(one)) guesses.push(one);
        found.set(key, guesses);
      }
    }
    const stretches = [...found.values()].map((guesses) => guesses.sort((one, other) => one.rank - other.rank));
    return stretches.sort((one, other) => one[0].start - other[0].start);
  }

  // The best first.
  /** @param {{ start: number, end: number }} stretch */
  guessesFor({ start, end }) {
    const found = [...this.suggestions.values()].filter((one) => one.start === start && one.end === end);
    return found.sort((one, other) => one.rank - other.rank);
  }

  /** @param {Suggestion[]} guesses */
  removeSuggestions(guesses) {
    for (const one of guesses) {
      this.suggestions.delete(one.id);
      for (const turn of this._turnsOf(one)) turn.suggestions.delete(one);
    }
    if (guesses.length) this._tell(this._turnsOf(guesses[0]), { suggestions: true });
  }

  /** @param {Suggestion[]} guesses */
  restoreSuggestions(guesses) {
    for (const one of guesses) this.suggestions.set(one.id, one);
    for (const one of guesses) this._place(one);
    if (guesses.length) this._tell(this._turnsOf(guesses[0]), { suggestions: true });
  }

  // Codes

  /** @param {Code} code */
  addCode(code) {
    this.codes.set(code.id, code);
    this._tell([], { codes: true });
  }

  // One that is being made: grey, and nothing is said of it yet, until the server has given it its number and colour.
  /** @param {number} id @param {string} name */
  newCode(id, name) {
    const blank = Object.fromEntries(this.shape.code.map((field) => [field, ""]));
    const colour = this.rules.plain_colour;
    this.addCode({ ...blank, id, parent: null, name, colour, own_colour: null, level: 0, coded: 0 });
  }

  /** @param {number} id */
  removeCode(id) {
    this.codes.delete(id);
    this.recent = this.recent.filter((code) => code !== id);
    this._tell([], { codes: true });
  }

  /** @param {number} id */
  colourOf(id) {
    return this.codes.get(id)?.colour ?? this.rules.plain_colour;
  }

  // Whether there may be codes under it.
  /** @param {Code} code */
  mayHaveUnder(code) {
    return code.level < this.rules.levels - 1;
  }

  /** @param {string} name */
  codeNamed(name) {
    const wanted = keyOf(name);
    return [...this.codes.values()].find((code) => keyOf(code.name) === wanted);
  }

  /** @param {number} id */
  childrenOf(id) {
    return [...this.codes.values()].filter((code) => code.parent === id);
  }

  /** @param {Code} code @returns {number} */
  countBelow(code) {
    return this.childrenOf(code.id).reduce((sum, child) => sum + this.countBelow(child), code.coded);
  }

  /** @param {Pick<Screen, "undo" | "redo" | "is_done" | "is_open">} stood */
  steps({ undo, redo, is_done: isDone, is_open: isOpen }) {
    if (undo === undefined) return;
    this.undo = undo;
    this.redo = redo;
    this.isDone = isDone;
    this.isOpen = isOpen;
    this._tell([], { steps: true });
  }

  /** @param {Segment} segment */
  _index(segment) {
    this.segments.set(segment.id, segment);
    for (const turn of this._turnsOf(segment)) turn.segments.add(segment);
  }

  /** @param {Memo} memo */
  _keepMemo(memo) {
    this.memos.set(memo.id, memo);
  }

  /** @param {number} codeId @param {number} difference */
  _count(codeId, difference) {
    const code = this.codes.get(codeId);
    if (code) code.coded += difference;
  }

  /** @param {{ start: number, end: number }} stretch */
  _turnsOf({ start, end }) {
    return this.text.turnsIn(start, end);
  }

  /** @param {number | null} id */
  _turnsOfSegment(id) {
    const segment = id === null ? null : this.segments.get(id);
    return segment ? this._turnsOf(segment) : [];
  }

  /** @param {Turn[]} turns @param {{ codes?: boolean, suggestions?: boolean, steps?: boolean }} what */
  _tell(turns, what) {
    this.dispatchEvent(new CustomEvent("change", { detail: { turns, ...what } }));
  }
}

/** @param {string} name */
function keyOf(name) {
  return name.normalize("NFC").split(/\s+/u).filter(Boolean).join(" ").toLowerCase();
}
