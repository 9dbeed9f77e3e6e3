// What is typed in fields that save themselves, as it lies in this browser until the server has it: of each tab its own.
// A page that is gone leaves it to the next one on which that field stands.

import { here, keyOf, quietly, wentAsStored } from "./lib/kept.js";
import { isLeaving, isShownBy } from "./lib/leaving.js";
import { hold, ifGone } from "./lib/page-lock.js";

const KIND = "composer";
const LIFETIME = 24 * 60 * 60 * 1000;
const PAGE = crypto.getRandomValues(new Uint32Array(2)).join("-");

/**
 * @typedef {{ action: string, name: string, text: string, seen: string, sent?: string[] }} Words in which form and field,
 *   as it stands, as it was, and what of it was sent and not answered
 * @typedef {Words & { at: number, page: string, where: string, storedAt?: number }} Kept
 */

export class KeptFields {
  #slips = new Map(); // by field: what its words go by in the browser

  constructor() {
    hold(lockOf(PAGE));
  }

  // By its name the server tells that it is stored, to who comes after this page.
  slipOf(field) {
    if (!this.#slips.has(field)) this.#slips.set(field, `${PAGE}-${this.#slips.size}`);
    return this.#slips.get(field);
  }

  /** @param {string} field @param {Words} words */
  keep(field, words) {
    const kept = { at: Date.now(), page: PAGE, where: here(), ...words };
    quietly(() => localStorage.setItem(keyOf(KIND, this.slipOf(field)), JSON.stringify(kept)));
  }

  forget(field) {
    remove(keyOf(KIND, this.slipOf(field)));
  }

  // The server has it. The next page, when that was asked for before, does not show it yet.
  stored(field) {
    if (!isLeaving()) return this.forget(field);
    const key = keyOf(KIND, this.slipOf(field));
    const kept = read(key);
    if (kept) quietly(() => localStorage.setItem(key, JSON.stringify({ ...kept, storedAt: Date.now() })));
  }

  // `takeUp(kept)` says whether it need not lie here any more. What is stored may not be in this page yet.
  /** @param {(kept: Kept & { isStored?: boolean }) => boolean} takeUp */
  async offer(takeUp) {
    for (const text of wentAsStored(KIND)) takeUp({ ...JSON.parse(text), isStored: true });
    for (const [key, kept] of left()) {
      const take = async () => takeUp({ ...kept, isStored: "storedAt" in kept }) && remove(key);
      if (Date.now() - kept.at > LIFETIME || isShownBy(kept)) remove(key);
      else if (kept.page !== PAGE) await ifGone(lockOf(kept.page), take);
    }
  }
}

function lockOf(page) {
  return keyOf(KIND, page);
}

/** @returns {[string, Kept][]} */
function left() {
  const keys = quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(keyOf(KIND, "")))) ?? [];
  return keys.flatMap((key) => {
    const kept = read(key);
    return kept ? [[key, kept]] : [];
  });
}

/** @returns {Kept | null} */
function read(key) {
  return quietly(() => JSON.parse(localStorage.getItem(key)));
}

function remove(key) {
  quietly(() => localStorage.removeItem(key));
}
