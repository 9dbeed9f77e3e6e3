// What was done here and is not yet kept by the server: sent one by one, in order, and tried again while there is no
// connection. It survives a reload, so nothing a coder did is silently lost. Each person has their own, in each tab: what
// a page leaves is taken over by the next one, or by one in another tab, and never sent by both.

import { quietly } from "../lib/kept.js";
import { hold, onceGone } from "../lib/page-lock.js";
import { Refusal, SignedOut, Unreachable, post } from "../lib/server.js";
import { Tries } from "../lib/tries.js";

export const ENDS = ["uncode", "throw", "take", "refuse"]; // what they are about is gone once they are done
const ABOUT = /** @type {const} */ (["subject", "segment"]); // where an act says what it is about, by number

/**
 * What a coder does: `kind` in a word, `path` to send it to ({} stands for the number of the subject), `body` to send.
 * `made`: the made-up number of what it makes; `subject` and `segment`: what it is about, by number.
 * @typedef {{ kind: string, path: string, body?: unknown, made?: number, subject?: number, segment?: number }} Act
 * @typedef {{ act: Act, undo?: () => void, isTried?: boolean }} Entry
 *
 * @typedef {{
 *   apply(act: Act): (() => void) | undefined,
 *   before(act: Act): Promise<void> | void,
 *   kept(act: Act, answer: any): void,
 *   refused(act: Act, sentence: string, along: Act[]): void,
 *   found(act: Act): void,
 *   idOf(answer: any): number,
 * }} Does
 */

export class Outbox extends EventTarget {
  /** @type {Entry | null} */
  sending = null;

  // `apply(act)` shows an act on the screen and gives back how to take it away; `kept(act, answer)` and
  // `refused(act, sentence, along)` hear how it ended; `along` are the acts on what it would have made.
  // `found(act)`: it was done at an earlier try, of which the answer got lost. `idOf(answer)`: of what was made.
  // `before(act)`: what has to arrive first.
  /** @param {string} address @param {string | number} person @param {Does} does */
  constructor(address, person, { apply, before, kept, refused, found, idOf }) {
    super();
    this.address = address;
    this.left = `verhaallijn:unsent:${person}:${address}`;
    this.storage = `${this.left}:${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    this.does = { apply, before, kept, refused, found, idOf };
    /** @type {Entry[]} */
    this.waiting = [];
    /** @type {Map<number, number>} */
    this.numbers = new Map();
    this.moves = 0; // how often something came or went: what was asked before that is old
    /** @type {Error | null} */
    this.trouble = null;
    this.tries = new Tries(() => this._sendAll());
    hold(this.storage);
  }

  // What earlier pages could not send: at once, or where one is still open in another tab, when that goes.
  resume() {
    for (const key of keysOf(this.left)) onceGone(key, () => this._takeOver(key));
  }

  /** @param {string} key */
  _takeOver(key) {
    for (const act of actsIn(key)) this.add(act);
    quietly(() => localStorage.removeItem(key));
  }

  /** @param {Act} act */
  add(act) {
    this.waiting.push({ act, undo: this.does.apply(act) });
    this._keep();
    this.send();
  }

  // Shows what is still waiting again, after everything on the screen was renewed.
  reapply() {
    for (const entry of this.waiting) entry.undo = this.does.apply(entry.act);
  }

  // Takes back the last act if it was not sent yet, and gives it; null when it was.
  cancelLast() {
    const last = this.waiting.at(-1);
    if (!last || last === this.sending) return null;
    this.waiting.pop();
    last.undo?.();
    this._keep();
    return last.act;
  }

  // Resolves when all is sent; rejects when that cannot be done now.
  async settled() {
    await this.send();
    if (this.waiting.length) throw this.trouble ?? new Unreachable();
  }

  send() {
    return this.tries.now();
  }

  async _sendAll() {
    while (this.waiting.length) {
      this.sending = this.waiting[0];
      try {
        await this._sendFirst(this.sending);
      } catch (trouble) {
        this._later(trouble);
        return;
      } finally {
        this.sending = null;
      }
    }
    this.tries.worked();
  }

  /** @param {Entry} entry */
  async _sendFirst(entry) {
    const { act } = entry;
    try {
      await this.does.before(act);
      const path = this._path(act);
      const answer = path && (await post(`${this.address}/${path}`, act.body));
      if (answer && act.made) this._number(act.made, this.does.idOf(answer));
      this._done(entry);
      if (answer) this.does.kept(act, answer);
    } catch (trouble) {
      if (!(trouble instanceof Refusal)) {
        entry.isTried = true;
        throw trouble;
      }
      if (trouble.isGone && entry.isTried && ENDS.includes(act.kind)) {
        this._done(entry);
        this.does.found(act);
        return;
      }
      const along = act.made ? this._without(act.made) : [];
      this._done(entry);
      entry.undo?.();
      this.does.refused(act, trouble.message, along);
    }
  }

  // Also in what waits for it: a later page may send that, and did not hear the number.
  /** @param {number} made @param {number} id */
  _number(made, id) {
    this.numbers.set(made, id);
    for (const { act } of this.waiting) for (const part of ABOUT) if (act[part] === made) act[part] = id;
  }

  // What was done since with something that never came to be: gone from the screen with it.
  /** @param {number} made @returns {Act[]} */
  _without(made) {
    const along = this.waiting.map(({ act }) => act).filter((act) => ABOUT.some((part) => act[part] === made));
    this.waiting = this.waiting.filter(({ act }) => !along.includes(act));
    return along.flatMap((act) => (act.made ? [act, ...this._without(act.made)] : [act]));
  }

  // A segment made here has a made-up number until the server gave it one. Null: it never got one.
  /** @param {Act} act */
  _path(act) {
    const subject = act.subject;
    const number = subject === undefined || subject > 0 ? subject : this.numbers.get(subject);
    if (subject !== undefined && number === undefined) return null;
    return act.path.replace("{}", String(number));
  }

  /** @param {Entry} entry */
  _done(entry) {
    this.waiting.splice(this.waiting.indexOf(entry), 1);
    this._keep();
    this._trouble(null);
  }

  /** @param {unknown} trouble */
  _later(trouble) {
    if (!(trouble instanceof Unreachable || trouble instanceof SignedOut)) throw trouble;
    this._trouble(trouble);
    this.tries.later();
  }

  /** @param {Error | null} trouble */
  _trouble(trouble) {
    this.trouble = trouble;
    this.dispatchEvent(new Event("change"));
  }

  _keep() {
    this.moves++;
    quietly(() => {
      if (this.waiting.length) localStorage.setItem(this.storage, JSON.stringify(this.waiting.map(({ act }) => act)));
      else localStorage.removeItem(this.storage);
    });
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {string} left */
export function keysOf(left) {
  return quietly(() => Object.keys(localStorage).filter((key) => key === left || key.startsWith(`${left}:`))) ?? [];
}

/** @param {string} key @returns {Act[]} */
export function actsIn(key) {
  return quietly(() => JSON.parse(localStorage.getItem(key) ?? "[]")) ?? [];
}
