// What colleagues do here meanwhile comes in by itself, and is said in one sentence. Never under somebody's hand: while
// one is choosing, typing or answering a question it waits for the next time.

import { words } from "./wording.js";

const EVERY = 20_000;

export class Colleagues {
  // `isBusy()`: whether the person is in the middle of something; `tell(sentence)` says what came.
  constructor(material, actions, { isBusy, tell }) {
    this.material = material;
    this.actions = actions;
    this.isBusy = isBusy;
    this.tell = tell;
    setInterval(() => this._look({ since: this.material.version }), EVERY);
    // Back from elsewhere, where the person may have coded too: everything is asked.
    document.addEventListener("visibilitychange", () => this._look({}));
  }

  async _look(asked) {
    if (document.hidden || this.isBusy()) return;
    const change = await this.actions.refresh({ ...asked, isBusy: this.isBusy });
    if (change) this.tell(this._sentence(change));
  }

  _sentence({ came, went }) {
    const people = [...new Set(came.map((one) => one.coder))];
    const [name = ""] = people.map((person) => this.material.people[person] ?? "");
    const arrived = people.length > 1 || !name ? words.someCame(came.length) : words.came(name, came.length);
    return [came.length ? arrived : "", went.length ? words.went(went.length) : ""].filter(Boolean).join(" ");
  }
}
