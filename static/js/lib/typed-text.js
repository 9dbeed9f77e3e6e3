// A text that is typed, as it lies in this browser until the server has it: of each tab its own. So the text of a tab that
// was closed before it was kept stays, whatever is typed and stored in another.

import { quietly } from "./kept.js";
import { isLeaving, isShownBy } from "./leaving.js";
import { hold, ifGone } from "./page-lock.js";

const PAGE = crypto.getRandomValues(new Uint32Array(2)).join("-");

/**
 * @typedef {{ version: string, text: string }} Passed a version that the page was over, and the text it stored over that
 * @typedef {{ over?: string, underWay?: string, passed?: Passed[] }} Over which version of the server it was typed over,
 *   what was sent since and not answered, and what was stored while the next page was under way
 * @typedef {{ page: string, text: string, isSent?: boolean, hasStood?: boolean, storedAt?: number }} Text
 * @typedef {Over & Text} Typed
 */

// The last typed last. `kept`: as it lies in the browser.
/** @param {string | null} kept @returns {Typed[]} */
export function textsIn(kept) {
  const found = quietly(() => JSON.parse(kept ?? ""));
  if (typeof found?.text !== "string") return kept ? [{ page: "", text: kept }] : []; // kept by an earlier release
  const { others = [], ...last } = found;
  return [...others, last];
}

export class TypedText {
  /** @param {string} key */
  constructor(key) {
    this.key = key;
    hold(this.#lockOf(PAGE));
  }

  // Does it with what was typed last, when the page of that is gone.
  /** @param {(one: Typed) => void} act */
  async withLastLeft(act) {
    const last = this.others.at(-1);
    if (last?.over && !last.hasStood) await ifGone(this.#lockOf(last.page), async () => act(last));
  }

  /** @param {string} page */
  #lockOf(page) {
    return `${this.key}:${page}`;
  }

  // What other tabs typed.
  get others() {
    return this.#all.filter(({ page }) => page !== PAGE);
  }

  get #all() {
    return textsIn(quietly(() => localStorage.getItem(this.key)));
  }

  /** @param {string} text @param {Over} over */
  keep(text, over, isSent = false) {
    this.#store([...this.others, { page: PAGE, text, isSent, ...over }]);
  }

  forget() {
    this.#store(this.others);
  }

  // The server has it. The next page, when that was asked for before, does not show it yet.
  stored() {
    if (!isLeaving()) return this.forget();
    const storedAt = Date.now();
    return this.#store(this.#all.map((one) => (one.page === PAGE ? { ...one, storedAt } : one)));
  }

  // What this page shows by itself, or something later.
  dropShown() {
    this.drop(isShownBy);
  }

  // Of what others typed.
  /** @param {(one: Typed) => boolean} isDropped */
  drop(isDropped) {
    this.#store(this.#all.filter((one) => one.page === PAGE || !isDropped(one)));
  }

  // What stood in the form, and made place for what another tab typed.
  /** @param {string} text */
  setAside(text) {
    const aside = { page: `${PAGE}-${Date.now()}`, text, hasStood: true };
    this.#store([aside, ...this.#all]);
  }

  // One after another, so that lib/kept.js knows which of them was sent.
  /** @param {Typed[]} texts */
  #store(texts) {
    if (!texts.length) return quietly(() => localStorage.removeItem(this.key));
    return quietly(() =>
      localStorage.setItem(this.key, JSON.stringify({ ...texts.at(-1), others: texts.slice(0, -1) })),
    );
  }
}
