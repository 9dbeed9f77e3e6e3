// Decisions on names, sent one by one in the order they were made, and again while there is no connection: however fast
// the keys, none is dropped. Each answer brings the parts of the page that changed.

import { SignedOut, postForm } from "../lib/server.js";

const FIRST_WAIT = 2_000;
const LONGEST_WAIT = 30_000;

export class Decisions {
  // `answered(parts, waiting)` shows an answer while `waiting` are still to be sent; `unsent(yes)` says whether the
  // server can't be reached; `refused(sentence)` that it understood and gave no parts.
  constructor({ answered, unsent, refused }) {
    this.does = { answered, unsent, refused };
    this.waiting = [];
    this.wait = FIRST_WAIT;
    addEventListener("online", () => this.send());
    addEventListener("beforeunload", (event) => {
      if (this.waiting.length) event.preventDefault();
    });
  }

  // `finding` is the row it is about, 0 for none.
  add(address, body, finding = 0) {
    this.waiting.push({ address, body, finding });
    return this.send();
  }

  send() {
    this.running ??= this._sendAll().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async _sendAll() {
    clearTimeout(this.timer);
    while (this.waiting.length) {
      let answer;
      try {
        answer = await posted(this.waiting[0]);
      } catch (error) {
        if (error instanceof SignedOut) return this._leaveFor(error.way);
        this.does.unsent(true);
        this.timer = setTimeout(() => this.send(), this.wait);
        this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
        return;
      }
      this.wait = FIRST_WAIT;
      this.waiting.shift();
      await this._show(answer);
    }
  }

  _leaveFor(address) {
    this.waiting = [];
    location.assign(address);
  }

  async _show(answer) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.does.unsent(false);
    if (page.getElementById("voorstellen-lijst")) await this.does.answered(page, this.waiting);
    else this.does.refused(page.querySelector("main h1, [role=alert]")?.textContent.trim() ?? "");
  }
}

function posted({ address, body }) {
  return postForm(address, body, { headers: { "HX-Request": "true" } });
}
