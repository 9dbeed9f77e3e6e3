// Choosing a code under the chosen text: a combobox that filters as one types. The last option makes a new code.

import { announce } from "../lib/announce.js";
import { element, icon } from "../lib/elements.js";
import { meaningOf } from "./meaning.js";
import { sight } from "./sight.js";
import { say, shortened, words } from "./wording.js";

const MOST_OPTIONS = 60;
const GAP = 8;
const LOWEST_LIST = 88;
const BRIEF = { isBrief: true };

export class Picker {
  // `onPick(code)` gets a code's number, or the name of a new one; `tell(sentence)` says why nothing can be chosen.
  constructor(dialog, material, choice, { onPick, tell }) {
    this.dialog = dialog;
    this.input = dialog.querySelector("input");
    this.list = dialog.querySelector("[role=listbox]");
    this.meaning = dialog.querySelector(".meaning");
    this.material = material;
    this.choice = choice;
    this.onPick = onPick;
    this.tell = tell;
    this.options = [];
    this.recent = [];
    this.at = 0;
    this.input.addEventListener("input", () => this._filter());
    this.input.addEventListener("keydown", (event) => this._key(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this._click(event));
    addEventListener("resize", () => this.isOpen && this._place());
    this.dialog.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.dialog.contains(relatedTarget)) this.close({ back: false });
    });
  }

  get isOpen() {
    return !this.dialog.hidden;
  }

  open({ focus = true } = {}) {
    if (!this.choice.stretch) {
      this.tell(words.nothingChosen);
      return;
    }
    this.dialog.setAttribute("aria-label", say("chooseCodeFor", { quote: shortened(this.choice.quote) }));
    this.dialog.hidden = false;
    this.input.value = "";
    this.meaning.hidden = ![...this.material.codes.values()].some((code) => meaningOf(code, BRIEF));
    this._filter();
    this._place();
    if (focus) this.input.focus({ preventScroll: true });
  }

  close({ back = true } = {}) {
    if (!this.isOpen) return;
    this.dialog.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    if (back && this.choice.stretch) {
      this.material.text.turnAt(this.choice.stretch.start).element.focus({ preventScroll: true });
    }
  }

  // In line with the chosen text, under its last line or above its first, where there is room. It always comes in
  // sight by itself: the page never scrolls for it.
  _place() {
    const ranges = this.material.text.rangesOf(this.choice.stretch.start, this.choice.stretch.end);
    const body = ranges.at(-1).startContainer.parentElement.getBoundingClientRect();
    const sheet = this.dialog.offsetParent.getBoundingClientRect();
    const width = Math.min(368, sheet.right - body.left - 16, sheet.width - 16);
    this.dialog.style.inlineSize = `${width}px`;
    this.dialog.style.left = `${Math.max(8, Math.min(body.left, sheet.right - width - 8) - sheet.left)}px`;
    this._stack(
      ranges[0].getClientRects()[0].top - GAP,
      [...ranges.at(-1).getClientRects()].at(-1).bottom + GAP,
      sheet,
    );
  }

  // The side with its back to the text stays put when the list grows shorter.
  _stack(above, below, sheet) {
    const { top, bottom } = sight();
    this.list.style.maxBlockSize = "";
    const rest = this.dialog.offsetHeight - this.list.offsetHeight;
    const isUnder = bottom - below >= Math.min(this.dialog.offsetHeight, above - top);
    const room = Math.max(isUnder ? bottom - below : above - top, rest + LOWEST_LIST);
    this.list.style.maxBlockSize = `${Math.min(this.list.offsetHeight, room - rest)}px`;
    const height = this.dialog.offsetHeight;
    const edge = isUnder
      ? between(top, below, bottom - height) - sheet.top
      : sheet.bottom - between(top + height, above, bottom);
    this.dialog.style.top = isUnder ? `${edge}px` : "auto";
    this.dialog.style.bottom = isUnder ? "auto" : `${edge}px`;
  }

  _filter() {
    const query = this.input.value.trim();
    this.options = query ? this._matching(query) : this._inOrder();
    const made = element(
      "li",
      { role: "option", class: "is-new" },
      icon("plus"),
      element("span", {}, this._newText(query)),
    );
    this.list.replaceChildren(...this.options.map((code) => this._option(code, query)), made);
    [...this.list.children].forEach((option, place) => {
      option.id = `option-${place}`;
    });
    made.hidden = Boolean(query && this.material.codeNamed(query));
    this.input.setAttribute("aria-expanded", "true");
    this._mark(0);
    if (query) announce(words.options(this.options.length));
  }

  _newText(query) {
    return query ? words.newCode(query) : words.typeName;
  }

  // What the program thinks of besides its first guess, then the codes used last, with the number that picks them.
  _inOrder() {
    const { codes, recent } = this.material;
    this.recent = recent.map((id) => codes.get(id)).filter(Boolean);
    const guessed = this._guessed();
    return [...new Set([...guessed, ...this.recent, ...codes.values()])].slice(0, MOST_OPTIONS);
  }

  // Of what stands on the screen for exactly the chosen stretch.
  _guessed() {
    const { material, choice } = this;
    if (!material.showsUncertain && material.isUncertain(choice.stretch)) return [];
    const [, ...others] = material.guessesFor(choice.stretch);
    return others.map((guess) => material.codes.get(guess.code)).filter(Boolean);
  }

  _matching(query) {
    this.recent = [];
    const wanted = folded(query);
    const ranked = [...this.material.codes.values()].map((code) => [rank(code, this._above(code), wanted), code]);
    return ranked
      .filter(([place]) => place < 4)
      .sort((one, other) => one[0] - other[0])
      .map(([, code]) => code)
      .slice(0, MOST_OPTIONS);
  }

  _above(code) {
    return this.material.codes.get(code.parent)?.name ?? "";
  }

  // "1" to "9"; nothing of what has none.
  _numberOf(code) {
    const place = this.recent.indexOf(code) + 1;
    return place > 0 && place < 10 ? String(place) : "";
  }

  _option(code, query) {
    const number = this._numberOf(code) && element("kbd", { "aria-hidden": "true" }, this._numberOf(code));
    return element(
      "li",
      { role: "option", class: `code-${code.colour}`, data: { code: code.id } },
      element("span", { class: "swatch" }),
      element("span", {}, ...marked(code.name, query)),
      element("span", { class: "from" }, this._above(code), number ? " " : "", number),
    );
  }

  _mark(place) {
    const shown = [...this.list.children].filter((option) => !option.hidden);
    this.at = Math.max(0, Math.min(place, shown.length - 1));
    for (const option of this.list.children) option.setAttribute("aria-selected", String(option === shown[this.at]));
    this.input.setAttribute("aria-activedescendant", shown[this.at].id);
    this._reveal(shown[this.at]);
    this._explain(shown[this.at]);
  }

  // Its place is kept for codes about which nothing is said: what one chooses from must not jump.
  _explain(option) {
    const code = this.material.codes.get(Number(option.dataset.code));
    this.meaning.replaceChildren((code && meaningOf(code, BRIEF)) || "");
    for (const one of this.list.children) one.removeAttribute("aria-describedby");
    if (this.meaning.textContent) option.setAttribute("aria-describedby", this.meaning.id);
  }

  // Within the list alone: `scrollIntoView` would take the page along.
  _reveal(option) {
    const [box, list] = [option.getBoundingClientRect(), this.list.getBoundingClientRect()];
    if (box.top < list.top) this.list.scrollTop += box.top - list.top;
    else if (box.bottom > list.bottom) this.list.scrollTop += box.bottom - list.bottom;
  }

  _key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this._mark(this.at + steps[event.key]);
    else if (event.key === "Enter") this._pick(this.list.querySelector("[aria-selected=true]"));
    else if (event.key === "Escape") this._leave();
    else if (/^[1-9]$/u.test(event.key) && !this.input.value && this.recent[event.key - 1]) {
      this._pick(this.list.children[this.options.indexOf(this.recent[event.key - 1])]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Nothing is chosen any more: neither a code nor the text.
  _leave() {
    this.close();
    this.choice.clear();
  }

  _click(event) {
    const option = event.target.closest("[role=option]");
    if (option) this._pick(option);
  }

  _pick(option) {
    if (option.dataset.code) this.onPick(Number(option.dataset.code));
    else if (this.input.value.trim()) this.onPick(this.input.value.trim());
    else announce(words.typeName);
  }
}

function between(low, wished, high) {
  return Math.max(low, Math.min(wished, high));
}

export function folded(text) {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

// 0 begins with it, 1 a word does, 2 it is somewhere in the name, 3 in the theme's name, 4 nowhere.
function rank(code, above, wanted) {
  const name = folded(code.name);
  if (name.startsWith(wanted)) return 0;
  if (name.includes(` ${wanted}`)) return 1;
  if (name.includes(wanted)) return 2;
  return folded(above).includes(wanted) ? 3 : 4;
}

function marked(name, query) {
  const place = query ? folded(name).indexOf(folded(query)) : -1;
  if (place < 0 || folded(name).length !== name.length) return [name];
  const end = place + folded(query).length;
  return [name.slice(0, place), element("b", {}, name.slice(place, end)), name.slice(end)];
}
