// Offsets. The server counts Unicode code points, the browser UTF-16 units; they differ after an emoji.

const PAIR = /[\ud800-\udbff]/;
const graphemes = new Intl.Segmenter("nl", { granularity: "grapheme" });

export class CodePoints {
  // Remembers only where the pairs are: in most texts there are none, and then both counts are the same.
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {number[]} */
    this.pairs = [];
    if (!PAIR.test(text)) {
      this.length = text.length;
      return;
    }
    for (let unit = 0; unit < text.length - 1; unit++) {
      if (Number(text.codePointAt(unit)) > 0xffff) this.pairs.push(unit++);
    }
    this.length = text.length - this.pairs.length;
  }

  // The code point that begins at or contains this unit boundary; inside a pair: the one after it.
  /** @param {number} unit */
  fromUnit(unit) {
    let before = 0;
    for (const pair of this.pairs) {
      if (pair >= unit) break;
      before++;
      if (pair + 1 === unit) return unit + 1 - before;
    }
    return unit - before;
  }

  /** @param {number} point */
  toUnit(point) {
    let unit = point;
    for (const pair of this.pairs) {
      if (pair >= unit) break;
      unit++;
    }
    return unit;
  }

  /** @param {number} start @param {number} end */
  slice(start, end) {
    return this.text.slice(this.toUnit(start), this.toUnit(end));
  }
}

// Moves a unit boundary out of a character that people see as one (a family emoji, a letter with its accent).
// towards: -1 to its beginning, 1 to its end.
/** @param {string} text @param {number} unit @param {-1 | 1} towards */
export function snapped(text, unit, towards) {
  if (unit <= 0) return 0;
  if (unit >= text.length) return text.length;
  const whole = graphemes.segment(text).containing(unit);
  if (!whole || whole.index === unit) return unit;
  return towards < 0 ? whole.index : whole.index + whole.segment.length;
}
