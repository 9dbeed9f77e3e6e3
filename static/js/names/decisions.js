// Decisions on names, sent one by one in the order they were made, and again while there is no connection: however fast
// the keys, none is dropped. Each answer brings the parts of the page that changed.

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
      const answer = await posted(this.waiting[0]);
      if (!answer) {
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

  async _show(answer) {
    const elsewhere = answer.headers.get("HX-Redirect");
    if (elsewhere) {
      this.waiting = [];
      location.assign(elsewhere);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.does.unsent(false);
    if (page.getElementById("voorstellen-lijst")) await this.does.answered(page, this.waiting);
    else this.does.refused(page.querySelector("main h1, [role=alert]")?.textContent.trim() ?? "");
  }
}

// The answer, or null when nobody answered or something in between did.
async function posted({ address, body }) {
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
    return [502, 503, 504].includes(answer.status) ? null : answer;
  } catch {
    return null;
  }
}
