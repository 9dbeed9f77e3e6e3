// What somebody typed over an older version of a form, laid over a newer one: only what they changed themselves.

import { isEmpty, isRow } from "./form-parts.js";

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// Each a list of [key, value]; `base` null: it is not known what `mine` was typed over. Gives what to lay over `shown`,
// which keys of it were changed on both sides, and the rows for which there is no room.
export function laidOver(base, mine, shown) {
  const [before, typed, now] = [new Map(base ?? shown), new Map(mine), new Map(shown)];
  const laid = new Map();
  const both = [];
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
  function add(row) {
    const isThere = (value) => isRow(value) && [...now.values()].some((one) => isSame(one, value));
    if (isEmpty(row) || isThere(row)) return;
    const free = [...now].find(([key, value]) => isRow(value) && [value, typed.get(key), laid.get(key)].every(isEmpty));
    if (free) laid.set(free[0], row);
    else added.push(row);
  }
}
