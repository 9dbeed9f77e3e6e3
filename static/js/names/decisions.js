// Decisions on names, sent one by one in the order they were made, and again while there is no connection: however fast
// the keys, none is dropped. Each answer brings the parts of the page that changed.

import { SignedOut, postForm } from "../lib/server.js";
import { Tries } from "../lib/tries.js";

export class Decisions {
  // `answered(parts, waiting)` shows an answer while `waiting` are still to be sent; `unsent(yes)` says whether the
  // server can't be reached; `refused(sentence)` that it understood and gave no parts.
  constructor({ answered, unsent, refused }) {
    this.does = { answered, unsent, refused };
    this.waiting = [];
    this.tries = new Tries(() => this._sendAll());
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
    return this.tries.now();
  }

  async _sendAll() {
    while (this.waiting.length) {
      let answer;
      try {
        answer = await posted(this.waiting[0]);
      } catch (error) {
        if (error instanceof SignedOut) return this._leaveFor(error.way);
        this.does.unsent(true);
        this.tries.later();
        return;
      }
      this.tries.worked();
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
