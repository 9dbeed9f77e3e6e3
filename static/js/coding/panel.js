// The side panel: every coding and every suggestion of the current turn as text with buttons. It says in words what
// colour and stripes say in the text.

import { button, element, icon, said } from "../lib/elements.js";
import { drawnLater } from "../lib/let-go.js";
import { proposal } from "./proposals.js";
import { say, shortened, words } from "./wording.js";

const NEARBY = 3;

export class Panel {
  // `does`: uncode, feel, memo, take, other, refuse, point; `number(id)` is the server's of a segment that was made here.
  constructor(panel, material, does) {
    this.title = panel.querySelector("h2");
    this.speaker = panel.querySelector("#turn-speaker");
    this.codings = panel.querySelector(".codings");
    this.proposals = panel.querySelector(".proposals");
    this.proposalHead = panel.querySelector(".proposals-head");
    this.proposalCount = panel.querySelector("#proposal-count");
    this.noCodings = panel.querySelector("#no-codings");
    this.proposalParts = panel.querySelectorAll(".only-with-proposals");
    this.material = material;
    this.does = does;
    this.turn = null;
    this._later = drawnLater(() => this.draw());
    for (const list of [this.codings, this.proposals]) {
      list.addEventListener("click", (event) => this._click(event));
      list.addEventListener("change", (event) => this._change(event));
      list.addEventListener("pointerover", (event) => this._point(event));
      list.addEventListener("focusin", (event) => this._point(event));
      list.addEventListener("pointerleave", () => this.does.point(null));
    }
    material.addEventListener("change", ({ detail }) => {
      if (detail.suggestions || detail.steps || detail.turns.includes(this.turn)) this._later();
    });
  }

  show(turn) {
    if (turn === this.turn) return;
    this.turn = turn;
    this._later();
  }

  // Something that it shows became different elsewhere.
  renew() {
    this._later();
  }

  draw() {
    if (!this.turn) return;
    const focused = document.activeElement?.dataset?.key;
    this.title.textContent = words.turn(this.turn.time, this.turn.index + 1);
    this.speaker.textContent = this.turn.speaker;
    const segments = [...this.turn.segments].sort((one, other) => one.start - other.start || one.end - other.end);
    this.codings.replaceChildren(...segments.map((segment) => this._coding(segment)));
    this.noCodings.hidden = segments.length > 0;
    this._drawProposals();
    if (focused) document.querySelector(`[data-key="${this._now(focused)}"]`)?.focus({ preventScroll: true });
  }

  // The key of the same control, now that its segment may have got its number.
  _now(key) {
    const made = /^([a-z])(-\d+)$/u.exec(key);
    return made ? `${made[1]}${this.does.number(Number(made[2]))}` : key;
  }

  _segmentOf(card) {
    return this.material.segments.get(this.does.number(Number(card.dataset.segment)));
  }

  _drawProposals() {
    const { turns } = this.material.text;
    const all = this.material.stretchesIn(turns);
    const later = all.filter(([one]) => one.end > this.turn.start);
    const here = later.filter(([one]) => one.start < this.turn.end);
    const shown = later.slice(0, Math.max(NEARBY, here.length));
    this.proposals.replaceChildren(...shown.map((guesses) => proposal(guesses, this.material)));
    this.proposalCount.textContent = all.length === shown.length ? "" : say("suggestionsHere", { number: all.length });
    for (const part of this.proposalParts) part.hidden = all.length === 0;
    this.proposalHead.hidden = this.material.waiting.all === 0;
  }

  _coding(segment) {
    const code = this.material.codes.get(segment.code);
    const memos = this.material.memosOf(segment);
    const name = code?.name ?? "";
    const written = memos.length ? say("memos", { number: memos.length }) : say("memo");
    const memo = this.does.hasTyped(segment) ? say("memoUnsaved", { memo: written }) : written;
    const by = say("codedBy", { name: this._first(segment.coder), moment: words.moment(segment.minute) });
    return element(
      "li",
      { class: `code-${this.material.colourOf(segment.code)}`, data: { segment: segment.id } },
      element("b", {}, name),
      element("q", {}, shortened(this._quote(segment))),
      ...memos.map((one) => element("p", { class: "memo-text" }, icon("memo"), element("span", {}, this._memo(one)))),
      element("span", { class: "by" }, by),
      this.material.isApart(segment)
        ? null
        : element(
            "span",
            { class: "acts" },
            this._feeling(segment, name),
            button(memo, { hidden: ` ${say("atCode", { name })}`, "data-act": "memo", "data-key": `m${segment.id}` }),
            this._alike(segment, name),
            button(say("uncode"), { hidden: `: ${name}`, "data-act": "uncode", "data-key": `u${segment.id}` }),
          ),
    );
  }

  // Where else people tell something like it; once the server knows the fragment.
  _alike(segment, name) {
    if (segment.id < 0) return null;
    const looks = { class: "button button-plain button-small", href: this.does.alikeAt(segment) };
    return element(
      "a",
      { ...looks, data: { key: `l${segment.id}` } },
      say("alike"),
      said(` ${say("atCode", { name })}`),
    );
  }

  _memo({ person, text }) {
    return person === this.material.me ? text : say("memoBy", { name: this._first(person), text });
  }

  // Only who coded says how it was told; of somebody else's it can be read.
  _feeling(segment, name) {
    if (segment.coder !== this.material.me)
      return segment.feeling ? element("span", {}, this.material.feelings[segment.feeling]) : null;
    const options = this.material.feelings.map((word, value) =>
      element("option", { value, selected: value === segment.feeling }, value ? word : say("noFeeling")),
    );
    return element(
      "select",
      {
        class: "feeling-choice",
        "aria-label": say("feelingAt", { name }),
        data: { act: "feel", key: `g${segment.id}` },
      },
      ...options,
    );
  }

  _quote({ start, end }) {
    return this.material.text.slice(start, end);
  }

  _first(person) {
    return (this.material.people[person] ?? "").split(" ")[0];
  }

  _click(event) {
    const pressed = event.target.closest("button");
    const card = event.target.closest("li[data-segment], li[data-start]");
    if (!pressed || !card) return;
    const { act } = pressed.dataset;
    if (card.dataset.suggestion) {
      this.decide(act, pressed);
      return;
    }
    const segment = this._segmentOf(card);
    const keep = nextKey(card);
    if (act === "memo") this.does.memo(segment);
    else if (act === "uncode") {
      this.does.uncode(segment);
      this._focusLater(keep);
    }
  }

  // Takes or refuses the suggestion that `inside` stands in, or has another code chosen for its stretch.
  decide(how, inside) {
    const { suggestion } = inside.closest("[data-suggestion]").dataset;
    const keep = nextKey(inside.closest("li[data-start]"));
    this.does[how](this.material.suggestions.get(Number(suggestion)));
    if (how !== "other") this._focusLater(keep);
  }

  // The button goes with its card: focus moves to the next card, or to the panel's heading.
  _focusLater(key) {
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        (document.querySelector(`[data-key="${key}"]`) ?? this.title).focus();
      }),
    );
  }

  _change(event) {
    const card = event.target.closest("li[data-segment]");
    if (event.target.dataset.act !== "feel") return;
    this.does.feel(this._segmentOf(card), Number(event.target.value));
  }

  _point(event) {
    const card = event.target.closest("li[data-segment], li[data-start]");
    if (!card) return;
    const { start, end } = this._segmentOf(card) ?? card.dataset;
    this.does.point({ start: Number(start), end: Number(end) });
  }
}

function nextKey(card) {
  const near = card.nextElementSibling ?? card.previousElementSibling;
  return near?.querySelector("button[data-key]")?.dataset.key;
}
