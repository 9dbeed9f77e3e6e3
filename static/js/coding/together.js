// Texts of one thing that were written apart, in two tabs or over what was saved since: put together in one form.

import { joined } from "../lib/joined.js";

export const LONG = "long";
export const SHORT = "short";

// `saved`: the fields as they are saved now. `drafts`: what was typed, over what, the oldest first. `kindOf(name)`: LONG
// texts come under one another; of a SHORT one, and of a choice, the last counts. Gives the values to show, whether texts
// came together in them, and the short texts that gave way.
export function together(saved, drafts, kindOf) {
  const [values, gaveWay] = [{ ...saved }, []];
  let isJoined = false;
  for (const { typed, over } of drafts) for (const [name, text] of Object.entries(typed)) lay(name, text, over[name]);
  return { values, isJoined, gaveWay };

  function lay(name, text, over = saved[name]) {
    const there = values[name];
    if (there === undefined) return;
    const isFree = there === over || there === text || !there;
    const kind = kindOf(name);
    values[name] = isFree || kind !== LONG ? text : joined(there, over, text);
    if (!isFree && kind === SHORT) gaveWay.push(there);
    if (![there, text].includes(values[name])) isJoined = true;
  }
}
