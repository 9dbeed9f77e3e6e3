// What the screen says in sight: how much is coded, what undo would do, what is not kept yet, what went wrong.

import { SignedOut } from "../lib/server.js";
import { words } from "./wording.js";

const BRIEFLY = 6_000; // ms
const LONGER = 20_000;

export class Reports {
  constructor(material, actions) {
    this.material = material;
    this.actions = actions;
    this.total = document.querySelector("#segment-total");
    this.unsent = document.querySelector("#unsent");
    this.wrong = document.querySelector("#wrong");
    this.hint = document.querySelector("#place");
    this.reopened = document.querySelector("#reopened");
    this.typed = []; // what stands in the message and nowhere else
    this.wasDone = material.isDone;
    this.steps = { undo: document.querySelector("#undo"), redo: document.querySelector("#redo") };
    material.addEventListener("change", () => this._later());
    actions.outbox.addEventListener("change", () => this._later());
    actions.addEventListener("told", ({ detail }) => this.tell(detail));
    actions.addEventListener("wrong", ({ detail }) => this.say(detail));
    actions.addEventListener("righted", ({ detail }) => this._righted(detail));
    this.wrong.querySelector("button").addEventListener("click", () => this._hide());
    addEventListener("beforeunload", (event) => this.typed.length && event.preventDefault());
    this.unsent.querySelector("button").addEventListener("click", () => actions.outbox.send());
    for (const [name, control] of Object.entries(this.steps)) {
      control.addEventListener("click", () => control.getAttribute("aria-disabled") !== "true" && actions[name]());
    }
    this.draw();
  }

  tell(sentence, forLong = BRIEFLY) {
    this.hint.textContent = sentence;
    clearTimeout(this.telling);
    if (sentence) this.telling = setTimeout(() => this.tell(""), forLong);
  }

  _later() {
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      setTimeout(() => this.draw());
    });
  }

  draw() {
    const segments = [...this.material.segments.values()];
    const apart = segments.filter((one) => this.material.isApart(one)).length;
    this.total.textContent = words.total(segments.length - apart, apart);
    const isWaiting = this.actions.outbox.waiting.length > 0;
    this._drawStep("undo", isWaiting ? words.lastAct : this.material.undo);
    this._drawStep("redo", isWaiting ? null : this.material.redo);
    this._drawEnd();
    this._drawUnsent();
    if (this.isUntilSent && !isWaiting && !this.typed.length) this._hide();
  }

  // While something waits to be sent, that is what undo takes back, whatever the server would say.
  _drawStep(name, label) {
    const control = this.steps[name];
    control.setAttribute("aria-disabled", String(!label));
    control.querySelector("[data-step]").textContent = label ? `: ${label}` : "";
    control.title = label ?? "";
  }

  // Who changes a coding after saying that this interview is done, is coding it again. That must not go unseen: it is said
  // where one looks, and stays beside the button that makes it done.
  _drawEnd() {
    const { isDone, isOpen } = this.material;
    if (this.wasDone && !isDone) this.tell(words.openAgain, LONGER);
    this.reopened.hidden = isDone || (this.reopened.hidden && !this.wasDone);
    this.wasDone = isDone;
    for (const [id, isShown] of Object.entries({
      done: isDone,
      finish: !isDone,
      "open-done": isOpen && isDone,
      "open-again": isOpen && !isDone,
    })) {
      document.getElementById(id).hidden = !isShown;
    }
  }

  // Sending takes a moment; only when it does not work is there anything to say.
  _drawUnsent() {
    const { outbox } = this.actions;
    const number = outbox.waiting.length;
    this.unsent.hidden = !outbox.trouble || !number;
    if (this.unsent.hidden) return;
    this.unsent.querySelector("strong").textContent = words.unsent(number);
    this.unsent.querySelector("span").textContent =
      outbox.trouble instanceof SignedOut ? words.unsentSignedOut : words.unsentNoConnection;
  }

  // A next message takes the place of the last one, but not of texts that may not have been copied yet.
  // `isUntilSent`: it is so as long as something waits to be sent.
  say({ lead, sentence, typed = [], about = null, isUntilSent = false }) {
    this.typed.push(...typed);
    this.about = about;
    this.isUntilSent = isUntilSent;
    this.wrong.querySelector("strong").textContent = lead;
    this.wrong.querySelector("span").textContent = [sentence, ...this.typed.map(words.youTyped)].join(" ");
    this.wrong.hidden = false;
  }

  // What is said of a memo that was refused is not so any more once it is saved.
  _righted(segment) {
    if (segment === this.about && !this.typed.length) this._hide();
  }

  _hide() {
    this.typed = [];
    this.wrong.hidden = true;
  }
}
