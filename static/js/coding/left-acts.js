// What a page that is gone could not be sure to have sent, sent again from another page: the server does nothing twice. What
// it refuses stays, for the screen where it can be read.

import { quietly } from "../lib/kept.js";
import { ifGone } from "../lib/page-lock.js";
import { Refusal, post } from "../lib/server.js";
import { ENDS, actsIn, keysOf } from "./outbox.js";

/** @typedef {import("./outbox.js").Act} Act */

/** @param {string | undefined} person */
export async function sendLeft(person) {
  await Promise.all(keysOf(`verhaallijn:unsent:${person}`).map((key) => ifGone(key, () => send(key))));
}

/** @param {string} key */
async function send(key) {
  const [, , , address] = key.split(":");
  let acts = actsIn(key);
  if (acts.some(restsOnAnother)) return;
  while (acts.length && (await isDone(address, acts[0]))) {
    acts = acts.slice(1);
    keep(key, acts);
  }
}

// What it is about has no number yet: only the coding screen knows how to read that from an answer.
/** @param {Act} act */
function restsOnAnother({ subject = 1, segment = 1 }) {
  return subject < 0 || segment < 0;
}

/** @param {string} address @param {Act} act */
async function isDone(address, { kind, path, subject, body }) {
  try {
    await post(`${address}/${path.replace("{}", String(subject))}`, body);
    return true;
  } catch (trouble) {
    return trouble instanceof Refusal && trouble.isGone && ENDS.includes(kind);
  }
}

/** @param {string} key @param {Act[]} acts */
function keep(key, acts) {
  quietly(() => (acts.length ? localStorage.setItem(key, JSON.stringify(acts)) : localStorage.removeItem(key)));
}
