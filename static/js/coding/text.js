// The transcript as the screen knows it: turns over one text, every offset in code points of the whole.

import { CodePoints, snapped } from "../lib/code_points.js";

/** @typedef {{ start: number, end: number }} Stretch in code points of the whole, end excluded */

const sentenceBreaks = new Intl.Segmenter("nl", { granularity: "sentence" });
const wordBreaks = new Intl.Segmenter("nl", { granularity: "word" });

export class Turn {
  /** @type {Stretch[] | undefined} */
  _words;
  /** @type {Stretch[] | undefined} */
  _sentences;

  /** @param {HTMLElement} element @param {number} index */
  constructor(element, index) {
    this.element = element;
    this.index = index;
    this.node = /** @type {CharacterData} */ (element.querySelector(".turn-text")?.firstChild);
    this.points = new CodePoints(this.node.data);
    this.start = Number(element.dataset.start);
    this.end = this.start + this.points.length;
    this.isInterviewer = element.classList.contains("is-interviewer");
    this.segments = new Set();
    this.suggestions = new Set();
  }

  get speaker() {
    return this.element.querySelector("b")?.textContent ?? "";
  }

  get time() {
    return this.element.querySelector("time")?.textContent ?? "";
  }

  /**
   * The part of [start, end) that lies in this turn, in UTF-16 units of its text node; null when none.
   * @param {number} start @param {number} end
   * @returns {[number, number] | null}
   */
  units(start, end) {
    const from = Math.max(start, this.start);
    const to = Math.min(end, this.end);
    return from < to ? [this.points.toUnit(from - this.start), this.points.toUnit(to - this.start)] : null;
  }

  get words() {
    this._words ??= this._spans(wordBreaks, (part) => part.isWordLike);
    return this._words;
  }

  get sentences() {
    this._sentences ??= this._spans(sentenceBreaks, (part) => part.segment.trim());
    return this._sentences;
  }

  /** @param {Intl.Segmenter} breaks @param {(part: Intl.SegmentData) => unknown} counts */
  _spans(breaks, counts) {
    /** @type {Stretch[]} */
    const spans = [];
    for (const part of breaks.segment(this.node.data)) {
      if (!counts(part)) continue;
      const length = part.segment.trimEnd().length;
      spans.push({
        start: this.start + this.points.fromUnit(part.index),
        end: this.start + this.points.fromUnit(part.index + length),
      });
    }
    return spans;
  }
}

export class Text {
  /** @param {ParentNode} transcript */
  constructor(transcript) {
    this.transcript = transcript;
    const elements = /** @type {NodeListOf<HTMLElement>} */ (transcript.querySelectorAll(".turn"));
    this.turns = [...elements].map((element, index) => new Turn(element, index));
    this.length = this.turns.at(-1)?.end ?? 0;
    this.byElement = new Map(this.turns.map((turn) => [turn.element, turn]));
  }

  /** @param {Node | null | undefined} node */
  turnOf(node) {
    const element = node instanceof Element ? node : node?.parentElement;
    const turn = /** @type {HTMLElement | null | undefined} */ (element?.closest(".turn"));
    return (turn && this.byElement.get(turn)) ?? null;
  }

  // The turn that holds this offset; the line feed after a turn counts with it.
  /** @param {number} offset */
  turnAt(offset) {
    let low = 0;
    let high = this.turns.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.turns[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return this.turns[low];
  }

  /** @param {number} start @param {number} end */
  turnsIn(start, end) {
    /** @type {Turn[]} */
    const found = [];
    for (let index = this.turnAt(start).index; index < this.turns.length; index++) {
      const turn = this.turns[index];
      if (turn.start >= end) break;
      if (turn.end > start) found.push(turn);
    }
    return found;
  }

  /** @param {number} start @param {number} end */
  slice(start, end) {
    const last = this.turnAt(end - 1);
    const parts = [];
    for (let index = this.turnAt(start).index; index <= last.index; index++) {
      const turn = this.turns[index];
      const text = turn.points.slice(Math.max(0, start - turn.start), Math.min(turn.points.length, end - turn.start));
      // A stretch that ends on the line feed itself has it; otherwise it only stands between turns.
      parts.push(end > turn.end ? `${text}\n` : text);
    }
    return parts.join("");
  }

  // One live range per turn: for measuring, never for painting.
  /** @param {number} start @param {number} end */
  rangesOf(start, end) {
    return this.turnsIn(start, end).map((turn) => {
      const range = document.createRange();
      const [from, to] = turn.units(start, end) ?? [0, 0];
      range.setStart(turn.node, from);
      range.setEnd(turn.node, to);
      return range;
    });
  }

  // What the mouse or a finger selected, cut at whole characters and without white space around it.
  /** @param {Selection} selection @returns {Stretch | null} */
  stretchOf(selection) {
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const touched = this.turns.filter((turn) => range.intersectsNode(turn.node));
    const first = touched[0];
    const last = touched.at(-1);
    if (!first || !last) return null;
    const from = range.startContainer === first.node ? range.startOffset : 0;
    const to = range.endContainer === last.node ? range.endOffset : last.node.data.length;
    return this.trimmed(
      first.start + first.points.fromUnit(snapped(first.node.data, from, -1)),
      last.start + last.points.fromUnit(snapped(last.node.data, to, 1)),
    );
  }

  /** @param {number} start @param {number} end @returns {Stretch | null} */
  trimmed(start, end) {
    if (start >= end) return null;
    const text = this.slice(start, end);
    const lead = text.length - text.trimStart().length;
    const body = text.trim();
    if (!body) return null;
    const from = start + new CodePoints(text.slice(0, lead)).length;
    return { start: from, end: from + new CodePoints(body).length };
  }

  // Under the mouse: the offset, or null when there is no text.
  /** @param {number} x @param {number} y @returns {number | null} */
  offsetAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y) ?? legacyCaret(x, y);
    const turn = this.turnOf(caret?.offsetNode);
    if (!caret || !turn || caret.offsetNode !== turn.node) return null;
    return turn.start + turn.points.fromUnit(caret.offset);
  }

  // The first word or sentence (`kind`) that begins at or after an offset; the last one that ends at or before it.
  /** @param {"words" | "sentences"} kind @param {number} offset @returns {Stretch | null} */
  after(kind, offset) {
    for (let index = this.turnAt(offset).index; index < this.turns.length; index++) {
      const found = this.turns[index][kind].find((span) => span.start >= offset);
      if (found) return found;
    }
    return null;
  }

  /** @param {"words" | "sentences"} kind @param {number} offset @returns {Stretch | null} */
  before(kind, offset) {
    for (let index = this.turnAt(offset).index; index >= 0; index--) {
      const found = this.turns[index][kind].findLast((span) => span.end <= offset);
      if (found) return found;
    }
    return null;
  }

  /** @param {number} offset @returns {Stretch | null} */
  sentenceAt(offset) {
    const turn = this.turnAt(offset);
    return turn.sentences.find((span) => span.end > offset) ?? turn.sentences.at(-1) ?? null;
  }
}

/** @param {number} x @param {number} y */
function legacyCaret(x, y) {
  const range = document.caretRangeFromPoint?.(x, y);
  return range && { offsetNode: range.startContainer, offset: range.startOffset };
}
