// A description of a code, begun from its fragments: offered where nobody wrote yet what the code means.

import { announce } from "../lib/announce.js";
import { Refusal } from "../lib/server.js";
import { words } from "./wording.js";

export class BegunDescription {
  // In the dialog of a code, which knows what is open and keeps what is typed.
  constructor(codeDialog) {
    this.of = codeDialog;
    this.place = codeDialog.dialog.querySelector(".draft");
    this.hint = this.place.querySelector(".hint");
    this.about = this.hint.textContent;
    this.isReading = false;
    this.place.querySelector("button").addEventListener("click", () => this._begin());
    codeDialog.form.elements.definition.addEventListener("input", () => this.offer());
  }

  offer() {
    const { form, code, material } = this.of;
    const isEmpty = !form.elements.definition.value.trim();
    this.place.hidden = !(isEmpty && code?.coded && material.mayEdit);
  }

  // The first time after the program was started, reading takes some seconds.
  async _begin() {
    if (this.isReading) return;
    const { opening, code, actions } = this.of;
    this.of.say("");
    this._reading(true);
    try {
      const made = await actions.draftOf(code);
      if (this.of.opening === opening) this._fill(made);
    } catch (trouble) {
      if (!(trouble instanceof Refusal)) throw trouble;
      if (this.of.opening === opening) this.of.say(trouble.message || words.reload);
    } finally {
      this._reading(false);
    }
  }

  _reading(isReading) {
    this.isReading = isReading;
    this.hint.textContent = isReading ? words.drafting : this.about;
    if (isReading) announce(words.drafting);
  }

  // What is empty, also when it was typed in meanwhile: nothing is written over.
  _fill(made) {
    const { definition, example } = this.of.form.elements;
    if (!definition.value.trim()) definition.value = made.definition;
    if (!example.value.trim()) example.value = made.example;
    if (made.example) this.of.more.open = true;
    definition.dispatchEvent(new Event("input", { bubbles: true }));
    definition.focus();
    announce(words.drafted);
  }
}
