// Suggestions that are called uncertain are off until somebody asks for them. What was asked is remembered of this person
// in this browser, for every interview and every tab, until they sign out.

import { announce } from "../lib/announce.js";
import { keyOf, quietly } from "../lib/kept.js";
import { words } from "./wording.js";

const ASKED = "1";

export class Doubt {
  constructor(panel, material) {
    this.material = material;
    this.switch = panel.querySelector("#uncertain");
    this.input = this.switch.querySelector("input");
    this.label = this.switch.querySelector("span");
    this.alone = panel.querySelector("#all-uncertain");
    this.key = keyOf("shown", "uncertain");
    this.input.addEventListener("change", () => this._set(this.input.checked));
    material.addEventListener("change", ({ detail }) => detail.suggestions && this._draw());
    if (quietly(() => localStorage.getItem(this.key)) === ASKED) material.showUncertain(true);
    else this._draw();
  }

  // By key: on or off, and said.
  turn() {
    if (!this.material.waiting.uncertain) announce(words.noUncertain);
    else this._set(!this.material.showsUncertain);
  }

  _set(isShown) {
    quietly(() => (isShown ? localStorage.setItem(this.key, ASKED) : localStorage.removeItem(this.key)));
    this.material.showUncertain(isShown);
    announce((isShown ? words.uncertainShown : words.uncertainHidden)(this.material.waiting.uncertain));
  }

  _draw() {
    const { all, uncertain } = this.material.waiting;
    this.switch.hidden = uncertain === 0;
    this.input.checked = this.material.showsUncertain;
    this.label.textContent = words.alsoUncertain(uncertain);
    this.alone.hidden = uncertain === 0 || uncertain < all;
    this.alone.textContent = words.onlyUncertain(uncertain);
  }
}
