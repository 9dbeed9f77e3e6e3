// What is typed in a dialog and not saved yet. The server keeps it for this person alone, a moment after the last
// keystroke, so that it survives Escape, a reload and a closed tab. In the browser lies only what was typed in the last
// moment before this page went away; the same person's next page takes it from there at once.

import { Refusal, post } from "../lib/server.js";

const PAUSE = 600;
const RETRY = 3_000;
const STORAGE = "verhaallijn:typed:";

export class Drafts extends EventTarget {
  // `numberOf(id)` gives the server's number of a segment that was made here.
  constructor(address, person, kept, numberOf) {
    super();
    this.address = address;
    this.storage = `${STORAGE}${person}:${address}`;
    this.numberOf = numberOf;
    this.typed = new Map(kept.map(([segment, code, typed]) => [keyOf({ segment, code }), typed]));
    this.unsent = new Map();
    this.leaving = new Map(); // what was not sent when the next page was asked for
    addEventListener("online", () => this.send());
    addEventListener("pagehide", () => this._leave());
    addEventListener("beforeunload", (event) => {
      this.leaving = new Map(this.unsent);
      if (this.isStuck && this.unsent.size) event.preventDefault();
    });
  }

  // What the page before this one could not be sure to have sent. What others left in this tab is nobody's any more.
  resume() {
    const left = stored(this.storage);
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(STORAGE)) sessionStorage.removeItem(key);
    for (const { about, typed } of left) this.keep(about, typed);
  }

  // What was sent while the next page was on its way may not stand in it: the server read it before.
  _leave() {
    const left = this._sendable().map(([, one]) => one);
    const late = [...this.leaving].filter(([key]) => !this.unsent.has(key));
    const both = [...late.map(([key, { about }]) => ({ about, typed: this.typed.get(key) ?? {} })), ...left];
    const numbered = both.map(({ about, typed }) => ({ about: this._numbered(about), typed }));
    if (numbered.length) sessionStorage.setItem(this.storage, JSON.stringify(numbered));
    for (const one of left) this._sent(one, { keepalive: true });
  }

  // `about`: { segment } or { code }, by number; code null is one to be made. Null: nothing was typed.
  of(about) {
    return this.typed.get(keyOf(this._numbered(about))) ?? null;
  }

  // `typed`: the fields that differ from what is saved. None: nothing needs to be kept any more.
  keep(about, typed) {
    const key = keyOf(this._numbered(about));
    if (Object.keys(typed).length) this.typed.set(key, typed);
    else if (!this.typed.delete(key)) return;
    this.unsent.set(key, { about, typed });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
    this.dispatchEvent(new Event("change"));
  }

  // One after another, so that an older text never comes last.
  send() {
    this.running ??= this._sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async _sendAll() {
    clearTimeout(this.timer);
    this.isStuck = false;
    while (this._sendable().length) {
      const [[key, one]] = this._sendable();
      if (!(await this._sent(one))) {
        this._later();
        return;
      }
      if (this.unsent.get(key) === one) this.unsent.delete(key);
    }
    if (this.unsent.size) this._later();
  }

  // A segment that the server does not know yet has to wait.
  _sendable() {
    return [...this.unsent].filter(([, { about }]) => !(this._numbered(about).segment < 0));
  }

  // What is refused is not asked again: it stays on this page, and what it was about is gone.
  async _sent({ about, typed }, how) {
    const { segment = null, code = null } = this._numbered(about);
    try {
      await post(`${this.address}/concept`, { segment, code, typed }, how);
      return true;
    } catch (trouble) {
      return trouble instanceof Refusal;
    }
  }

  _later() {
    this.isStuck = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), RETRY);
  }

  _numbered({ segment, code }) {
    return segment === undefined || segment === null ? { code } : { segment: this.numberOf(segment) };
  }
}

function stored(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "[]");
  } catch {
    return [];
  }
}

function keyOf({ segment, code }) {
  return segment === undefined || segment === null ? `code ${code ?? "new"}` : `segment ${segment}`;
}
