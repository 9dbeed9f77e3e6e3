// What is typed in a dialog and not saved yet. The server keeps it for this person alone, a moment after the last
// keystroke, so that it survives Escape, a reload and a closed tab. Every page writes on slips of its own: what another
// tab typed about the same thing stays beside it. In the browser lies only what was typed in the last moment before this
// page went away; the same person's next page takes it from there at once.

import { Refusal, post } from "../lib/server.js";
import { Tries } from "../lib/tries.js";
import { WRITTEN } from "./meaning.js";

const PAUSE = 600;
const LONGEST_WAIT = 3_000; // a segment may just have got its number
const STORAGE = "verhaallijn:typed:";
const TEXTS = ["text", "name", ...WRITTEN];

export class Drafts extends EventTarget {
  // `numberOf(id)` gives the server's number of a segment that was made here.
  constructor(address, person, kept, numberOf) {
    super();
    this.address = address;
    this.storage = `${STORAGE}${person}:${address}`;
    this.numberOf = numberOf;
    this.tries = new Tries(() => this._sendAll(), { longest: LONGEST_WAIT });
    this.kept = kept.map(draftOf); // what was typed last comes last
    this.own = new Set(); // the slips on which this page alone writes
    this.unsent = [];
    this.refused = new Set(); // the slips that the server does not keep: they are on this page alone
    this.moves = 0; // how often something was typed: what was asked before that is old
    this.leaving = null; // once the next page is asked for: what was not sent then, and what was sent since
    addEventListener("pagehide", () => this._leave());
    addEventListener("pageshow", ({ persisted }) => persisted && this.own.clear()); // the next page wrote on
    addEventListener("beforeunload", (event) => {
      this.leaving = new Set(this.unsent);
      const isHereAlone = this.kept.some(({ slip }) => this.refused.has(slip));
      if ((this.isStuck && this.unsent.length) || isHereAlone) event.preventDefault();
    });
  }

  // What the page before this one could not be sure to have sent. What others left in this tab is nobody's any more.
  resume() {
    const left = stored(this.storage);
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(STORAGE)) sessionStorage.removeItem(key);
    for (const one of left) this._put({ over: {}, slip: newSlip(), instead: {}, ...one });
  }

  // What was sent while the next page was on its way may not stand in it: the server read it before.
  _leave() {
    const left = this._sendable();
    const late = [...(this.leaving ?? [])].filter((one) => !this.unsent.includes(one));
    const numbered = [...late, ...left].map((one) => ({ ...one, about: this._numbered(one.about) }));
    if (numbered.length) sessionStorage.setItem(this.storage, JSON.stringify(numbered));
    for (const one of left) this._sent(one, { keepalive: true });
  }

  // `about`: { segment } or { code }, by number; code null is one to be made. What was typed in this tab and in others.
  of(about) {
    const wanted = keyOf(this._numbered(about));
    return this.kept.filter((one) => keyOf(this._numbered(one.about)) === wanted);
  }

  // `typed`: the fields that differ from what is saved; `over`: what is saved of those. `instead`: the drafts that are in
  // it, and need not be kept any more. Gives the drafts that are kept now: none when nothing is typed.
  keep(about, { typed, over }, instead) {
    if (!instead.length && !Object.keys(typed).length) return [];
    const slip = instead.find((one) => this.own.has(one.slip))?.slip ?? newSlip();
    const others = instead.filter((one) => one.slip !== slip).map((one) => [one.slip, this._versionOf(one)]);
    return this._put({ about, typed, over, slip, instead: Object.fromEntries(others) });
  }

  // Empty: whatever stands on it, for nobody else writes there.
  _versionOf({ slip, version = "not known" }) {
    return this.own.has(slip) ? "" : version;
  }

  _put({ about, typed, over, slip, instead }) {
    this.own.add(slip);
    const draft = { about, typed, over, slip };
    const drafts = Object.keys(typed).length ? [draft] : [];
    this.kept = [...this.kept.filter((one) => one.slip !== slip && !(one.slip in instead)), ...drafts];
    const before = this.unsent.find((one) => one.slip === slip);
    const rest = this.unsent.filter((one) => one !== before);
    this.unsent = [...rest, { ...draft, instead: { ...before?.instead, ...instead } }];
    this.moves++;
    this.tries.soon(PAUSE);
    this.dispatchEvent(new Event("change"));
    return drafts;
  }

  // Whether all of these still are what is kept.
  holds(drafts) {
    return drafts.every((one) => this.kept.includes(one));
  }

  // What the server keeps, when it was asked while nothing had to be sent: another tab may have typed, saved or thrown away.
  renew(kept) {
    const here = new Map(this.kept.map((one) => [one.slip, one]));
    const isSame = (one) => this.own.has(one.slip) || here.get(one.slip)?.version === one.version;
    const theirs = kept.map(draftOf).map((one) => (here.has(one.slip) && isSame(one) ? here.get(one.slip) : one));
    const slips = new Set(theirs.map(({ slip }) => slip));
    this.kept = [...theirs, ...this.kept.filter(({ slip }) => this.refused.has(slip) && !slips.has(slip))];
    this.dispatchEvent(new Event("change"));
  }

  // One after another, so that an older text never comes last.
  send() {
    return this.tries.now();
  }

  async _sendAll() {
    this.isStuck = false;
    while (this._sendable().length) {
      const [one] = this._sendable();
      if (!(await this._sent(one))) {
        this._later();
        return;
      }
      this.leaving?.add(one);
      this.unsent = this.unsent.filter((other) => other !== one);
    }
    if (this.unsent.length) this._later();
    else this.tries.worked();
  }

  // A segment that the server does not know yet has to wait.
  _sendable() {
    return this.unsent.filter(({ about }) => !(this._numbered(about).segment < 0));
  }

  // Takes what is typed on such things off this page, for there is no place for it any more. Gives the texts.
  letGo(isGone) {
    const gone = this.kept.filter(({ about }) => isGone(about));
    const stays = ({ slip }) => !gone.some((one) => one.slip === slip);
    this.unsent = this.unsent.filter(stays);
    this.kept = this.kept.filter(stays);
    if (gone.length) this.dispatchEvent(new Event("change"));
    return gone.flatMap(({ typed }) => TEXTS.map((name) => typed[name])).filter(Boolean);
  }

  // Of what the server does not keep.
  letGoRefused(isGone) {
    const refused = new Set(this.kept.filter(({ slip }) => this.refused.has(slip)).map(({ about }) => about));
    return this.letGo((about) => refused.has(about) && isGone(this._numbered(about)));
  }

  // What is refused is not asked again: it stays on this page, and what it was about may be gone.
  async _sent({ about, typed, over, slip, instead }, how) {
    const { segment = null, code = null } = this._numbered(about);
    try {
      await post(`${this.address}/concept`, { segment, code, typed, over, slip, instead }, how);
      this.refused.delete(slip);
      return true;
    } catch (trouble) {
      if (trouble instanceof Refusal) this.refused.add(slip);
      return trouble instanceof Refusal;
    }
  }

  _later() {
    this.isStuck = true;
    this.tries.later();
  }

  _numbered({ segment, code }) {
    return segment === undefined || segment === null ? { code } : { segment: this.numberOf(segment) };
  }
}

function draftOf({ segment, code, ...draft }) {
  return { about: { segment, code }, ...draft };
}

function newSlip() {
  return crypto.getRandomValues(new Uint32Array(2)).join("-");
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {{ segment?: number | null, code?: number | null }} about */
function keyOf({ segment, code }) {
  return segment === undefined || segment === null ? `code ${code ?? "new"}` : `segment ${segment}`;
}
