// What somebody typed over an older version of a form, put back over what stands there now: only what they changed
// themselves. Where somebody else changed it too, what is stored is told beside it.

import { addRow, isEmpty, isRow, shippedOf } from "./form-parts.js";
import { joined } from "./joined.js";

/**
 * @typedef {import("./form-parts.js").Parts} Parts
 * @typedef {import("./form-parts.js").Part} Part
 * @typedef {import("./form-parts.js").Value} Value
 * @typedef {[string, Value][]} Values by the key of their part
 * @typedef {{ page?: string, base?: Values | null, values: Values, since?: string[] | null, others?: Kept[] }} Kept
 * @typedef {{ there: string, emptied: string }} Words
 */

// `found`: { base, values, since } as it was kept. `words`: the sentences for what is stored meanwhile. With `latestCounts`
// both were typed by one person: of one part the later counts. Null: nothing of it was still to be put back; else the
// parts that were changed on both sides since, null when nothing else was stored.
/** @param {Parts} parts @param {Kept} found @param {Words} words */
export function putBack(parts, found, words, { latestCounts = false } = {}) {
  if (!found.values.every(isRow)) return null; // kept by an earlier release
  const shown = shippedOf(parts);
  const base = baseOf(found);
  const { laid, both, added } = laidOver(base, found.values, shown);
  if (latestCounts) for (const key of both.splice(0)) laid.delete(key);
  if (!laid.size && !added.length) return null;
  const isNewer = !latestCounts && base !== null && !isSame(base, shown);
  const since = isNewer || found.since ? [...both, ...(found.since ?? [])].filter((key) => laid.has(key)) : null;
  for (const [key, value] of laid) fill(parts.get(key), value);
  for (const row of added) fill(parts.get(addRow(parts)), row);
  for (const key of since ?? []) tell(parts.get(key), new Map(shown).get(key), words);
  return { since };
}

// What several tabs kept of one form, as one: of a long text that two of them wrote, both; else what this one has.
/** @param {Parts} parts @param {Kept} kept */
export function gathered(parts, kept) {
  return (kept.others ?? []).reduce((one, other) => withOther(parts, one, other), kept);
}

/** @param {Parts} parts @param {Kept} kept @param {Kept} other @returns {Kept} */
function withOther(parts, kept, other) {
  const [before, values] = [new Map(baseOf(other) ?? []), new Map(kept.values)];
  for (const [key, theirs] of other.values) {
    const mine = values.get(key);
    if (isSame(theirs, before.get(key)) || isSame(theirs, mine)) continue;
    if (mine === undefined || isSame(mine, before.get(key))) values.set(key, theirs);
    else if (parts.get(key)?.kind === "textarea") values.set(key, joined(theirs, before.get(key) ?? "", mine));
    else if (isRow(theirs) && isEmpty(before.get(key))) values.set(`${key} ${other.page}`, theirs);
  }
  return { ...kept, values: [...values] };
}

// What was typed over; null when that is not known.
/** @param {Kept | null | undefined} kept @returns {Values | null} */
export function baseOf(kept) {
  return Array.isArray(kept?.base) ? kept.base : null;
}

/** @param {unknown} one @param {unknown} other */
export function isSame(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** @param {Part | undefined} part @param {Value} value */
function fill(part, value) {
  if (part) part.value = value;
}

/** @param {Part | undefined} part @param {Value} stored @param {Words} words */
function tell(part, stored, { there, emptied }) {
  if (!part) return;
  const said = stored && part.inWords(stored);
  part.note(said ? there.replace("{text}", () => said) : emptied);
}

// Each a list of [key, value]; `base` null: it is not known what `mine` was typed over. Gives what to lay over `shown`,
// which keys of it were changed on both sides, and the rows for which there is no room.
/** @param {Values | null} base @param {Values} mine @param {Values} shown */
function laidOver(base, mine, shown) {
  const [before, typed, now] = [new Map(base ?? shown), new Map(mine), new Map(shown)];
  /** @type {Map<string, Value>} */
  const laid = new Map();
  /** @type {string[]} */
  const both = [];
  /** @type {Value[]} */
  const added = [];
  for (const [key, value] of typed) {
    if ((base && isSame(value, before.get(key))) || isSame(value, now.get(key))) continue;
    const isFree = now.has(key) && isSame(now.get(key), before.get(key));
    if (isRow(value) && isEmpty(before.get(key)) && !isFree) add(value);
    else if (typeof value === typeof now.get(key)) {
      laid.set(key, value);
      if (!isFree) both.push(key);
    }
  }
  return { laid, both, added };

  // Two people each added a row: they stand below one another.
  /** @param {Value} row */
  function add(row) {
    /** @param {Value} value */
    const isThere = (value) => isRow(value) && [...now.values()].some((one) => isSame(one, value));
    if (isEmpty(row) || isThere(row)) return;
    const free = [...now].find(([key, value]) => isRow(value) && [value, typed.get(key), laid.get(key)].every(isEmpty));
    if (free) laid.set(free[0], row);
    else added.push(row);
  }
}
