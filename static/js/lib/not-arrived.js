// What a council member, or a researcher about a respondent, typed and the server may not have yet, in this tab alone: it
// is written at each key, so that a reload in that very moment shows it. Nothing of it stays in the browser once it arrived.

import { isRow, partsOf, shippedOf, valuesOf } from "./form-parts.js";
import { here, keyOf, quietly } from "./kept.js";
import { joined } from "./joined.js";
import { isSame } from "./laid-over.js";
import { isLeaving, isShownBy } from "./leaving.js";

/**
 * @typedef {import("./came-back.js").Left} Left
 * @typedef {import("./form-parts.js").Part} Part
 * @typedef {import("./form-parts.js").Value} Value
 * @typedef {{ left: Left, where: string, changed: [string, Value, Value][], storedAt?: number }} Typed of what was
 *   changed: its key, as it stands, as it was
 */

export class NotArrived {
  #key;
  #where;

  // `notTyped`: names of fields in which nobody types.
  /** @param {HTMLFormElement} form @param {Set<string>} notTyped */
  constructor(form, notTyped) {
    this.#where = form.dataset.page ?? here(); // what is refused comes back at an address where nothing can be asked for
    this.#key = keyOf("reading", form.dataset.page ?? location.pathname);
    this.parts = partsOf(form, notTyped);
    this.base = shippedOf(this.parts); // as far as is known, what the server has
    /** @type {Typed | null} */
    this.found = quietly(() => JSON.parse(sessionStorage.getItem(this.#key) ?? "null"));
    if (isShownBy(this.found)) this.found = null;
  }

  get values() {
    return valuesOf(this.parts);
  }

  /** @param {Left} left @param {{ storedAt?: number }} [stored] */
  keep(left, stored = {}) {
    const before = new Map(this.base);
    const changed = this.values.filter(([key, value]) => !isSame(value, before.get(key)));
    const words = changed.map(([key, value]) => [key, value, before.get(key)]);
    const typed = { left, where: this.#where, changed: words, ...stored };
    quietly(() => sessionStorage.setItem(this.#key, JSON.stringify(typed)));
  }

  // The server has these. The next page, when that was asked for before, does not show them yet.
  /** @param {[string, Value][]} values */
  arrived(values) {
    if (!isLeaving()) this.base = values;
  }

  // Nothing here has to be sent any more.
  /** @param {Left} left */
  settle(left) {
    if (isLeaving()) this.keep(left, { storedAt: Date.now() });
    else this.forget();
  }

  forget() {
    quietly(() => sessionStorage.removeItem(this.#key));
  }

  // Once. Gives the page in which it was typed, as which this one goes on; null when there is nothing left to put back.
  putBack() {
    const typed = this.found;
    this.found = null;
    const laid = (typed?.changed ?? []).filter(([key, value, base]) => lay(this.parts.get(key), value, base));
    return laid.length && typed ? typed.left : null;
  }
}

// Somebody may type before the scripts are there; and what was typed may have arrived after all, beside other words.
/** @param {Part | undefined} part @param {Value} value @param {Value} base */
function lay(part, value, base) {
  if (!part || isSame(part.value, value)) return false;
  const { value: now, shipped } = part;
  if (isRow(value) && !isSame(shipped, base)) return false;
  const isText = part.kind === "textarea";
  if (isText && !isSame(shipped, base) && joined(shipped, base, value) === shipped) return false;
  if (isSame(now, shipped)) part.value = value;
  else if (isText) part.value = joined(now, shipped, value);
  part.fields[0].closest("details")?.setAttribute("open", "");
  return true;
}
