// Keys. Single keys act only while focus is in the transcript (WCAG 2.1.4), and each has a visible button elsewhere.

import { announce } from "../lib/announce.js";
import { sight } from "./sight.js";
import { shortened, words } from "./wording.js";

// With Shift these mean something of their own; any other key with Shift is left to the browser.
const WITH_SHIFT = ["arrowleft", "arrowright", "s", "n", "/", "?"];
const ON_SUGGESTION = { a: "take", r: "other", p: "refuse" };

export class Keys {
  constructor(screen) {
    this.screen = screen;
    const { transcript } = screen.text;
    transcript.addEventListener("keydown", (event) => this._inTranscript(event));
    screen.panel.proposals.addEventListener("keydown", (event) => this._onSuggestion(event));
    document.addEventListener("keydown", (event) => this._everywhere(event));
  }

  _everywhere(event) {
    if (event.key === "Escape") this._letGo(event);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) this.screen.actions.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) this.screen.actions.redo();
    else return;
    event.preventDefault();
  }

  // Wherever one is, except where Escape means something else.
  _letGo(event) {
    if (event.defaultPrevented || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    this.screen.choice.clear();
  }

  _inTranscript(event) {
    if (isModified(event) || event.isComposing) return;
    const act = this._act(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  // The same keys on a suggestion beside the text as on one in it.
  _onSuggestion(event) {
    const how = ON_SUGGESTION[event.key.toLowerCase()];
    if (!how || isModified(event) || event.shiftKey) return;
    event.preventDefault();
    this.screen.panel.decide(how, event.target);
  }

  _act({ key, shiftKey: extend }) {
    const { screen } = this;
    const turn = screen.turn;
    if (/^[1-9]$/u.test(key)) return () => this._recent(Number(key));
    if (extend && !WITH_SHIFT.includes(key.toLowerCase())) return null;
    const acts = {
      arrowdown: () => screen.step(1),
      arrowup: () => screen.step(-1),
      j: () => screen.step(1, { answers: true }),
      k: () => screen.step(-1, { answers: true }),
      home: () => screen.go(screen.text.turns[0]),
      end: () => screen.go(screen.text.turns.at(-1)),
      arrowright: () => this._chosen(() => screen.choice.word(true, { extend, turn })),
      arrowleft: () => this._chosen(() => screen.choice.word(false, { extend, turn })),
      s: () => this._chosen(() => screen.choice.sentence({ extend, turn })),
      c: () => screen.pick(),
      enter: () => screen.pick(),
      m: () => screen.memo(),
      n: () => screen.suggestions.next(extend ? -1 : 1),
      a: () => screen.suggestions.decide("take"),
      r: () => screen.suggestions.decide("other"),
      p: () => screen.suggestions.decide("refuse"),
      o: () => screen.doubt.turn(),
      g: () => screen.alike(),
      delete: () => screen.uncodeActive(),
      backspace: () => screen.uncodeActive(),
      escape: () => screen.choice.clear(),
      "/": () => screen.codebook.search.focus(),
      "?": () => screen.help.showModal(),
    };
    return acts[key.toLowerCase()];
  }

  _chosen(change) {
    const { choice, text } = this.screen;
    change();
    if (!choice.stretch) return;
    announce(words.chosen(shortened(choice.quote)));
    const reach = text.rangesOf(choice.reach.start, choice.reach.end).at(0)?.getBoundingClientRect();
    const { top, bottom } = sight();
    if (reach && (reach.bottom > bottom || reach.top < top)) scrollBy(0, reach.top - (top + bottom) / 2);
  }

  _recent(number) {
    const { screen } = this;
    const code = screen.material.recent[number - 1];
    if (!screen.meant()) screen.reports.tell(words.nothingChosen);
    else if (code === undefined) screen.reports.tell(words.noRecentCode(number));
    else screen.assign(code);
  }
}

// AltGraph makes signs on many keyboards.
function isModified(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.getModifierState("AltGraph");
}

export function isTyping(target) {
  return target.matches("input, textarea, select, [contenteditable]");
}
