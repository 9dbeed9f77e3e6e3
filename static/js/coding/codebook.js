// The codebook beside the transcript: a tree that folds, is searched, and shows what is used in this turn.

import { announce } from "../lib/announce.js";
import { button, element, icon, said } from "../lib/elements.js";
import { drawnLater } from "../lib/let-go.js";
import { meaningOf } from "./meaning.js";
import { folded } from "./picker.js";
import { counted, say, words } from "./wording.js";

export class Codebook {
  // `onCode(code)`: somebody pressed a code; `onEdit(code)`: its pencil.
  constructor(panel, material, { onCode, onEdit }) {
    this.tree = panel.querySelector(".tree");
    this.total = panel.querySelector("#code-total");
    this.search = panel.querySelector("#code-search");
    this.none = panel.querySelector(".no-codes");
    this.material = material;
    this.does = { onCode, onEdit };
    this.foldedCodes = new Set();
    this.explained = new Set();
    this.used = new Set();
    this.search.addEventListener("input", () => this.draw());
    this.search.addEventListener("keydown", (event) => this._searchKey(event));
    this.tree.addEventListener("click", (event) => this._click(event));
    // Counting and drawing wait until the coding itself is painted.
    const later = drawnLater(() => this.draw());
    material.addEventListener("change", ({ detail }) => detail.codes && later());
    this.draw();
  }

  // Which codes the current turn has.
  show(turn) {
    const used = new Set([...(turn?.segments ?? [])].map((segment) => segment.code));
    for (const row of this.tree.querySelectorAll(".code")) {
      row.classList.toggle("is-used", used.has(Number(row.dataset.code)));
    }
    this.used = used;
  }

  draw() {
    const focused = this.tree.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const wanted = folded(this.search.value.trim());
    this.tree.replaceChildren(...this._branches(null, wanted));
    this.total.textContent = words.codes(this.material.codes.size);
    this.none.hidden = this.material.codes.size > 0;
    if (focused) this.tree.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true });
  }

  _branches(parent, wanted) {
    return this.material.childrenOf(parent).flatMap((code) => {
      const below = this._branches(code.id, wanted);
      if (wanted && !below.length && !folded(code.name).includes(wanted)) return [];
      return [this._branch(code, below, Boolean(wanted))];
    });
  }

  _branch(code, below, isSearch) {
    const isFolded = !isSearch && this.foldedCodes.has(code.id);
    const row = element(
      "div",
      { class: "branch" },
      this._fold(code, below.length, isFolded),
      this._code(code),
      this._tools(code),
    );
    const list = below.length && !isFolded ? element("ul", { role: "list" }, ...below) : null;
    return element("li", { class: `code-${code.colour}` }, row, this._meaning(code), list);
  }

  _fold(code, below, isFolded) {
    if (!below) return element("span", { class: "fold-none", "aria-hidden": "true" });
    return element(
      "button",
      {
        type: "button",
        class: "fold",
        "aria-expanded": String(!isFolded),
        data: { fold: code.id, key: `f${code.id}` },
      },
      icon(isFolded ? "right" : "down"),
      said(say(isFolded ? "unfold" : "fold", { name: code.name })),
    );
  }

  _code(code) {
    const count = this.material.countBelow(code);
    const isTheme = code.level === 0 && this.material.childrenOf(code.id).length > 0;
    const classes = `code${isTheme ? " is-theme" : ""}${this.used.has(code.id) ? " is-used" : ""}`;
    return element(
      "button",
      { type: "button", class: classes, data: { code: code.id, key: `c${code.id}` } },
      element("span", { class: "swatch" }),
      element("span", {}, code.name),
      element("span", { class: "count" }, String(count), said(` ${counted("fragment", count)}`)),
    );
  }

  _tools(code) {
    const about =
      meaningOf(code) &&
      button("", {
        drawing: "info",
        hidden: say("whatFallsUnder", { name: code.name }),
        "aria-expanded": String(this.explained.has(code.id)),
        "data-about": code.id,
        "data-key": `i${code.id}`,
      });
    const edit =
      this.material.mayEdit &&
      button("", {
        drawing: "pencil",
        hidden: say("change", { name: code.name }),
        "data-edit": code.id,
        "data-key": `e${code.id}`,
      });
    return element("span", { class: "code-tools" }, about, edit);
  }

  _meaning(code) {
    const meaning = this.explained.has(code.id) ? meaningOf(code) : null;
    return meaning && element("div", { class: "meaning" }, meaning);
  }

  _click(event) {
    const { fold, code, about, edit } = event.target.closest("button")?.dataset ?? {};
    if (fold) this._turn(this.foldedCodes, Number(fold));
    else if (about) this._turn(this.explained, Number(about));
    else if (code) this.does.onCode(this.material.codes.get(Number(code)));
    else if (edit) this.does.onEdit(this.material.codes.get(Number(edit)));
  }

  _turn(codes, id) {
    if (!codes.delete(id)) codes.add(id);
    this.draw();
  }

  _searchKey(event) {
    if (event.key === "Escape" && this.search.value) {
      this.search.value = "";
      this.draw();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "Enter") {
      const first = this._firstFound();
      if (!first) announce(say("noCodeFound"));
      else if (event.key === "Enter") first.click();
      else first.focus();
      event.preventDefault();
    }
  }

  _firstFound() {
    const wanted = folded(this.search.value.trim());
    const rows = [...this.tree.querySelectorAll(".code")];
    return rows.find((row) => folded(row.children[1].textContent).includes(wanted)) ?? rows[0];
  }
}
