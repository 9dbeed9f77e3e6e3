// What lies in this browser because the server does not have it (yet). Every key says of what kind it is and whose:
// "verhaallijn:form:7:afspraken-demo:3". It goes when the server says that it is stored, when somebody signs out, and
// when somebody else signs in. Only codings that could not be sent wait for who made them: in released texts, without
// a name.

import { isShownBy } from "./leaving.js";

const PREFIX = "verhaallijn";
const OVER = "over:";
const UNSENT = "unsent"; // coding/outbox.js
/** @type {Map<string, string>} what went as this page opened, by key: the page may be older than what was stored */
const went = new Map();
const STORAGES = [() => localStorage, () => sessionStorage]; // a browser may forbid to ask for them

/** @param {string} kind @param {string} what */
export function keyOf(kind, what) {
  return `${PREFIX}:${kind}:${document.documentElement.dataset.person}:${what}`;
}

// `told`: what the server says is stored, "form:afspraken-demo"; "over:typing:demo-3" of what is over for every tab; "*" once
// somebody signed out.
/** @param {string | undefined} person @param {string[]} told */
export function forgetStored(person, told) {
  const over = told.filter((one) => one.startsWith(OVER)).map((one) => one.slice(OVER.length));
  const stored = [...told.filter((one) => !one.startsWith(OVER)), ...over];
  for (const storage of STORAGES) {
    quietly(() => {
      for (const key of Object.keys(storage())) {
        if (!goes(key, person, stored)) continue;
        const isOver = key.split(":")[2] !== person || stored.includes("*") || goes(key, person, over);
        const rest = isOver ? null : typedElsewhere(storage().getItem(key));
        if (stored.length) went.set(key, storage().getItem(key) ?? "");
        if (rest) storage().setItem(key, rest);
        else storage().removeItem(key);
      }
    });
  }
}

// What was stored while the next page was under way, once a page was asked for after that: whichever it is.
export function forgetShown() {
  for (const storage of STORAGES) {
    quietly(() => {
      for (const key of Object.keys(storage()).filter((one) => one.startsWith(`${PREFIX}:`))) {
        const kept = quietly(() => JSON.parse(storage().getItem(key) ?? ""));
        if (!kept?.others?.length && isShownBy(kept)) storage().removeItem(key);
      }
    });
  }
}

/** @param {string} key @param {string | undefined} person @param {string[]} stored */
function goes(key, person, stored) {
  if (!key.startsWith(PREFIX)) return false;
  if (stored.includes("*")) return true;
  if (!person) return false;
  const [, kind, owner, ...what] = key.split(":");
  if (owner !== person) return kind !== UNSENT;
  return stored.some((one) => `${kind}:${what.join(":")}:`.startsWith(`${one}:`));
}

// Of what stood in several tabs (keep-form.js, typed-text.js): what was not sent. Null: nothing.
/** @param {string | null} text */
function typedElsewhere(text) {
  const { others = [], ...last } = quietly(() => JSON.parse(text ?? "")) ?? {};
  const rest = others.length ? [...others, last].filter((one) => !one.isSent) : [];
  return rest.length ? JSON.stringify({ ...rest.at(-1), others: rest.slice(0, -1) }) : null;
}

// Once: what of this kind is stored by now, and was not when this page was asked for, maybe.
/** @param {string} kind @returns {string[]} as it was kept */
export function wentAsStored(kind) {
  const found = [...went].filter(([key]) => key.startsWith(keyOf(kind, "")));
  for (const [key] of found) went.delete(key);
  return found.map(([, text]) => text);
}

// What lies here of this person: its kind, what it is about, and what was kept.
/** @param {string | undefined} person */
export function leftBy(person) {
  return STORAGES.flatMap((storage) => quietly(() => Object.entries(storage())) ?? [])
    .map(([key, text]) => [key.split(":"), text])
    .filter(([[prefix, , owner]]) => prefix === PREFIX && owner === person)
    .map(([[, kind, , ...what], text]) => ({
      kind,
      what: what.join(":"),
      kept: quietly(() => JSON.parse(text)) ?? text,
    }))
    .filter(({ kept }) => kept.storedAt === undefined || kept.others?.length);
}

// Where somebody fills something in, to lead back to it.
export function here() {
  return location.pathname + location.search;
}

/**
 * @template T
 * @param {() => T} action
 */
export function quietly(action) {
  try {
    return action();
  } catch {
    return null; // full or forbidden: the page itself still holds everything
  }
}
