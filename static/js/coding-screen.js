// The coding screen: puts its parts together. Each part is a module in coding/.

import { Choice } from "./coding/choice.js";
import { Codebook } from "./coding/codebook.js";
import { Colleagues } from "./coding/colleagues.js";
import { CoderActions } from "./coding/coder-actions.js";
import { CodeDialog, MemoDialog, RemoveDialog } from "./coding/dialogs.js";
import { Doubt } from "./coding/doubt.js";
import { Keys } from "./coding/keys.js";
import { Material } from "./coding/material.js";
import { Paint } from "./coding/paint.js";
import { Panel } from "./coding/panel.js";
import { Picker } from "./coding/picker.js";
import { Reports } from "./coding/reports.js";
import { Stripes } from "./coding/stripes.js";
import { Suggestions } from "./coding/suggestions.js";
import { Text } from "./coding/text.js";
import { words } from "./coding/wording.js";

const INTO_THE_TEXT = "#tekst"; // no element's: a browser would take the focus back to it

const find = (selector) => document.querySelector(selector);

class CodingScreen {
  constructor() {
    const state = JSON.parse(find("#material").textContent);
    this.text = new Text(find(".transcript"));
    this.material = new Material(this.text, state);
    this.paint = new Paint(this.material, new Stripes(this.material));
    this.choice = new Choice(this.text, this.paint);
    this.actions = new CoderActions(this.material, document.body.dataset.address);
    this.picker = new Picker(find(".picker"), this.material, this.choice, {
      onPick: (code) => this.assign(code),
      tell: (sentence) => this.reports.tell(sentence),
    });
    this.codeDialog = new CodeDialog(find("#code-dialog"), this.material, this.actions);
    this.memoDialog = new MemoDialog(find("#memo-dialog"), this.material, this.actions);
    this.removeDialog = new RemoveDialog(find("#remove-dialog"), this.material, this.actions);
    this.help = find("#keys-dialog");
    this.codebook = new Codebook(find(".book"), this.material, {
      onCode: (code) => this.pressCode(code),
      onEdit: (code) => this.codeDialog.open(code),
    });
    this.panel = new Panel(find(".panel"), this.material, this._panelActs());
    this.doubt = new Doubt(find(".panel"), this.material);
    this.actions.drafts.addEventListener("change", () => this.panel.renew());
    this.reports = new Reports(this.material, this.actions);
    this.suggestions = new Suggestions(this);
    this.keys = new Keys(this);
    this.colleagues = new Colleagues(this.material, this.actions, {
      isBusy: () => this.isBusy,
      tell: (sentence) => sentence && this.reports.tell(sentence),
    });
    this.turn = this.text.turns[0];
    this.active = null;
    this._listen();
    this._arrive();
    this.actions.begin();
  }

  // Gives the chosen stretch a code; choosing goes on where it was.
  assign(code) {
    const { stretch } = this.choice;
    if (!stretch) {
      this.reports.tell(words.nothingChosen);
      return;
    }
    this.actions.code(stretch, code);
    this.picker.close();
    this.choice.clear();
    this.activate(this.text.turnAt(stretch.start), stretch);
  }

  // The stretch that gets the next code. What got one, or was pointed at, looks chosen still: it can have another.
  meant() {
    if (!this.choice.stretch && this.active) this.choice.set({ start: this.active.start, end: this.active.end });
    return this.choice.stretch;
  }

  pick() {
    this.meant();
    this.picker.open();
  }

  // A code in the codebook codes what is chosen; with nothing chosen it shows where it is used.
  pressCode(code) {
    if (this.choice.stretch) {
      this.assign(code.id);
      return;
    }
    const places = [...this.material.segments.values()].filter((one) => one.code === code.id);
    places.sort((one, other) => one.start - other.start);
    if (!places.length) {
      this.reports.tell((this.material.mayEdit ? words.nowhere : words.notByYou)(code.name));
      return;
    }
    const at = places.findIndex((one) => one.start > (this.shown?.code === code.id ? this.shown.start : -1));
    this.shown = places[Math.max(0, at)];
    this.activate(this.text.turnAt(this.shown.start), this.shown);
    this.text.turnAt(this.shown.start).element.scrollIntoView({ block: "center" });
    this.reports.tell(words.place(code.name, Math.max(0, at) + 1, places.length));
  }

  activate(turn, stretch) {
    this.show(turn);
    this.active = stretch;
    this.paint.point("active", stretch ? [stretch] : []);
  }

  // Makes a turn the current one, without taking focus.
  show(turn) {
    if (!turn || turn === this.turn) return;
    this.turn.element.classList.remove("is-current");
    this.turn.element.tabIndex = -1;
    this._mark(turn);
  }

  _mark(turn) {
    this.turn = turn;
    turn.element.classList.add("is-current");
    turn.element.tabIndex = 0;
    this.panel.show(turn);
    this.codebook.show(turn);
  }

  go(turn) {
    if (!turn) return;
    this.choice.clear();
    this.suggestions.at = null;
    this.activate(turn, null);
    turn.element.focus({ preventScroll: true });
    turn.element.scrollIntoView({ block: "nearest" });
  }

  step(by, { answers = false } = {}) {
    let index = this.turn.index + by;
    if (answers) while (this.text.turns[index]?.isInterviewer) index += by;
    this.go(this.text.turns[index]);
  }

  memo() {
    const segment = this._activeSegment() ?? [...this.turn.segments].at(-1);
    if (segment) this.remember(segment);
    else this.reports.tell(words.noSegmentForMemo);
  }

  uncodeActive() {
    const segment = this._activeSegment();
    if (segment) this.uncode(segment);
    else this.reports.tell(words.noSegmentHere);
  }

  // What is (also) somebody else's goes after a question; what stands here to compare does not go.
  uncode(segment) {
    const others = this.material.othersBehind(segment);
    if (this._isApart(segment)) return;
    if (others.length) this.removeDialog.open(segment, others);
    else this.actions.uncode(segment);
  }

  remember(segment) {
    if (!this._isApart(segment)) this.memoDialog.open(segment);
  }

  _isApart(segment) {
    const isApart = this.material.isApart(segment);
    if (isApart) this.reports.tell(words.ofAnother(this.material.people[segment.coder] ?? ""));
    return isApart;
  }

  _activeSegment() {
    const { active } = this;
    if (!active) return null;
    const segments = [...this.text.turnAt(active.start).segments];
    return segments.filter((one) => one.start === active.start && one.end === active.end).at(-1) ?? null;
  }

  // Where else people tell what the fragment tells that one stands on.
  alike() {
    const segment = this._activeSegment() ?? [...this.turn.segments].at(-1);
    if (!segment || segment.id < 0) this.reports.tell(words.noSegmentHere);
    else location.assign(this._alikeAt(segment));
  }

  _alikeAt(segment) {
    return `${document.body.dataset.address}/fragmenten/${segment.id}/lijkt-hierop`;
  }

  // A second coder has none: they would tell what the others coded.
  _noSuggestions(sentence) {
    return this.material.mayEdit ? sentence : words.noSuggestionsApart;
  }

  _panelActs() {
    return {
      uncode: (segment) => this.uncode(segment),
      feel: (segment, feeling) => this.actions.feel(segment, feeling),
      memo: (segment) => this.remember(segment),
      hasTyped: (segment) => this.actions.drafts.of({ segment: segment.id }).length > 0,
      take: (suggestion) => this.actions.take(suggestion),
      other: (suggestion) => this.suggestions.pickInstead(suggestion),
      refuse: (suggestion) => this.actions.refuse(suggestion),
      alikeAt: (segment) => this._alikeAt(segment),
      number: (id) => this.actions.outbox.numbers.get(id) ?? id,
      point: (stretch) => this.paint.point("active", stretch ? [stretch] : []),
    };
  }

  _listen() {
    const { transcript } = this.text;
    transcript.addEventListener("focusin", ({ target }) => {
      this.show(this.text.byElement.get(/** @type {HTMLElement} */ (target)));
    });
    transcript.addEventListener("pointerdown", () => this._press());
    document.addEventListener("pointerdown", ({ target }) => {
      if (!target.closest(".picker, .book, .choice-bar")) this.picker.close({ back: false });
    });
    document.addEventListener("pointerup", (event) => this._release(event));
    document.addEventListener("selectionchange", () => this._touched());
    document.addEventListener("copy", (event) => this._copy(event));
    this.choice.addEventListener("change", () => {
      document.body.classList.toggle("has-choice", Boolean(this.choice.stretch));
      if (!this.choice.stretch) this.picker.close();
    });
    find("#finish")?.addEventListener("submit", (event) => this._finish(event));
    find("#new-code").addEventListener("click", () => this.codeDialog.open(null));
    find("#show-keys").addEventListener("click", () => this.help.showModal());
    find("#choose-code").addEventListener("click", () => this.picker.open());
    find("#choose-sentence").addEventListener("click", () => this.choice.sentence({ extend: true, turn: this.turn }));
    find("#next-suggestion").addEventListener("click", () => this.suggestions.next());
    find("#drop-choice").addEventListener("click", () => this.choice.clear());
    for (const toggle of document.querySelectorAll("[data-unfolds]")) toggle.addEventListener("click", unfold);
    for (const closing of this.help.querySelectorAll("[data-close]")) {
      closing.addEventListener("click", () => this.help.close());
    }
  }

  _press() {
    this.pressed = true;
    this.picker.close({ back: false });
    this.choice.clear();
  }

  _release(event) {
    if (!this.pressed) return;
    this.pressed = false;
    const stretch = this.text.stretchOf(getSelection());
    if (!stretch) this._pointAt(event);
    else if (event.pointerType !== "touch") this._choose(stretch);
  }

  _choose(stretch) {
    getSelection().removeAllRanges();
    this.activate(this.text.turnAt(stretch.start), null);
    this.choice.set(stretch);
    this.picker.open();
  }

  // What is chosen is no selection of the browser's: it is copied all the same, unless something else is selected.
  _copy(event) {
    const { target } = event;
    const isInField = target.selectionStart !== undefined && target.selectionStart !== target.selectionEnd;
    if (!this.choice.stretch || isInField || !getSelection().isCollapsed) return;
    event.clipboardData.setData("text/plain", this.choice.quote);
    event.preventDefault();
    this.reports.tell(words.copied);
  }

  // First what is not kept yet: once this page is gone nothing would send it until somebody opens it again.
  async _finish(event) {
    const { outbox } = this.actions;
    if (!outbox.waiting.length) return;
    event.preventDefault();
    try {
      await outbox.settled();
      event.target.submit();
    } catch {
      this.reports.say({ lead: words.notFinished, sentence: words.unsentFirst, isUntilSent: true });
    }
  }

  // In the middle of something that must not be disturbed.
  get isBusy() {
    return this.pressed || this.picker.isOpen || Boolean(document.querySelector("dialog[open], select:focus"));
  }

  // A finger goes on adjusting its selection; what it selects is chosen, and a bar offers what to do with it.
  _touched() {
    if (this.pressed || this.picker.isOpen || !matchMedia("(pointer: coarse)").matches) return;
    const stretch = this.text.stretchOf(getSelection());
    if (stretch) this.choice.set(stretch);
  }

  // A click on coded text shows what it is coded with.
  _pointAt(event) {
    const line = event.target.closest(".stripe");
    const offset = line ? null : this.text.offsetAt(event.clientX, event.clientY);
    const segment = line
      ? this.material.segments.get(Number(line.dataset.segment))
      : offset !== null && this.material.segmentsAt(offset)[0];
    const guesses = offset === null ? [] : [...this.text.turnAt(offset).suggestions];
    const best = guesses.filter((one) => one.start <= offset && offset < one.end).sort((a, b) => a.rank - b.rank)[0];
    this.suggestions.at = best ?? null;
    this.activate(this.text.turnOf(event.target) ?? this.turn, segment || best || null);
  }

  // Where the address says, or at the first answer. The keys work at once: who comes here comes to code. Nothing scrolls
  // for it, unless a link leads into the text.
  _arrive() {
    const { turns } = this.text;
    const wanted = turns.find((turn) => `#${turn.element.id}` === location.hash);
    this._mark(wanted ?? turns.find((turn) => !turn.isInterviewer) ?? turns[0]);
    const isLed = Boolean(wanted) || location.hash === INTO_THE_TEXT;
    if (isLed || document.activeElement === document.body) this.turn.element.focus({ preventScroll: !isLed });
  }
}

function unfold({ currentTarget }) {
  const part = document.getElementById(currentTarget.dataset.unfolds);
  const isOpen = part.classList.toggle("is-unfolded");
  currentTarget.setAttribute("aria-expanded", String(isOpen));
}

const codingScreen = new CodingScreen();
codingScreen.panel.draw();
requestAnimationFrame(() => setTimeout(() => performance.mark("coding-ready")));
