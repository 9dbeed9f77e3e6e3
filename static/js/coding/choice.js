// The stretch of text that will get a code: chosen by mouse, finger or keyboard, also over several turns.

/**
 * @typedef {import("./text.js").Stretch} Stretch
 * @typedef {import("./text.js").Text} Text
 * @typedef {import("./text.js").Turn} Turn
 * @typedef {"words" | "sentences"} Kind
 */

export class Choice extends EventTarget {
  /** @type {Stretch} where extending began */
  anchor = { start: 0, end: 0 };
  /** @type {Stretch} what was reached */
  reach = this.anchor;

  /** @param {Text} text @param {{ point(name: string, stretches: Stretch[]): void }} paint */
  constructor(text, paint) {
    super();
    this.text = text;
    this.paint = paint;
    /** @type {Stretch | null} */
    this.stretch = null;
  }

  get quote() {
    return this.stretch ? this.text.slice(this.stretch.start, this.stretch.end) : "";
  }

  /** @param {Stretch | null} stretch */
  set(stretch) {
    this._begin(stretch);
  }

  clear() {
    if (this.stretch) this._show(null);
  }

  // The word before or after the chosen one; `extend` keeps what was chosen and moves only its end.
  /** @param {boolean} forward @param {{ extend: boolean, turn: Turn }} how */
  word(forward, { extend, turn }) {
    this._step("words", forward, extend, turn);
  }

  // The sentence one is in; again: the next. `extend` adds the next sentence.
  /** @param {{ extend: boolean, turn: Turn }} how */
  sentence({ extend, turn }) {
    if (!this.stretch) return this._begin(this.text.sentenceAt(turn.start));
    const here = this.text.sentenceAt(this.stretch.start);
    const isWhole = here && here.start === this.stretch.start && here.end <= this.stretch.end;
    if (isWhole) this._step("sentences", true, extend, turn);
    else this._begin(here);
  }

  /** @param {Kind} kind @param {boolean} forward @param {boolean} extend @param {Turn} turn */
  _step(kind, forward, extend, turn) {
    if (!this.stretch)
      return this._begin(forward ? this.text.after(kind, turn.start) : this.text.before(kind, turn.end));
    const from = extend ? this.reach : this.stretch;
    const next = forward ? this.text.after(kind, from.end) : this.text.before(kind, from.start);
    if (!next) return;
    if (!extend) return this._begin(next);
    this.reach = next;
    this._show({ start: Math.min(this.anchor.start, next.start), end: Math.max(this.anchor.end, next.end) });
  }

  /** @param {Stretch | null} stretch */
  _begin(stretch) {
    if (!stretch) return;
    this.anchor = stretch;
    this.reach = stretch;
    this._show(stretch);
  }

  /** @param {Stretch | null} stretch */
  _show(stretch) {
    this.stretch = stretch;
    this.paint.point("chosen", stretch ? [stretch] : []);
    this.dispatchEvent(new Event("change"));
  }
}
