// From one suggestion to the next, and deciding on the one where one is.

import { announce } from "../lib/announce.js";
import { sight } from "./sight.js";
import { shortened, words } from "./wording.js";

export class Suggestions {
  at = null; // the one that somebody stands on

  constructor(screen) {
    this.screen = screen;
    this.material = screen.material;
  }

  next(by = 1) {
    const { text, turn } = this.screen;
    const all = this.material.stretchesIn(text.turns);
    if (!all.length) {
      this._tell(this.material.waiting.uncertain ? words.onlyUncertainLeft : words.noSuggestions);
      return;
    }
    const from = this.at?.start ?? (by > 0 ? turn.start - 1 : turn.start);
    const ordered = by > 0 ? all : all.toReversed();
    this._show(ordered.find(([one]) => (by > 0 ? one.start > from : one.start < from)) ?? ordered[0]);
  }

  _show(guesses) {
    const [best] = guesses;
    const { screen } = this;
    const turn = screen.text.turnAt(best.start);
    screen.go(turn);
    this.at = best;
    screen.activate(turn, best);
    turn.element.scrollIntoView({ block: "center" });
    const names = guesses.map((one) => this.material.codes.get(one.code)?.name).join(", ");
    announce(words.suggestion(names, shortened(screen.text.slice(best.start, best.end), 200)));
  }

  // Takes or refuses it, or has another code chosen.
  decide(how) {
    if (this.at && this.material.suggestions.has(this.at.id)) this.screen.panel.does[how](this.at);
    else this._tell(words.noSuggestionHere);
  }

  // What is chosen for its stretch settles it.
  pickInstead({ start, end }) {
    const { screen } = this;
    const turn = screen.text.turnAt(start);
    screen.activate(turn, { start, end });
    screen.choice.set({ start, end });
    const { top, bottom } = sight();
    const box = turn.element.getBoundingClientRect();
    if (box.top < top || box.bottom > bottom) turn.element.scrollIntoView({ block: "center" });
    screen.picker.open();
  }

  // A second coder has none: they would tell what the others coded.
  _tell(sentence) {
    this.screen.reports.tell(this.material.mayEdit ? sentence : words.noSuggestionsApart);
  }
}
