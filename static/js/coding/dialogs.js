// The dialogs of the coding screen: a code, a memo, the keys. Native <dialog>: focus stays in, Escape closes.

import { element } from "../lib/elements.js";
import { Refusal } from "../lib/server.js";
import { shortened, words } from "./wording.js";

const DESCRIBED = ["definition", "when_to_use", "when_not", "example", "dimension", "theme"];

class FormDialog {
  constructor(dialog) {
    this.dialog = dialog;
    this.form = dialog.querySelector("form");
    this.error = dialog.querySelector(".error");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    for (const closing of dialog.querySelectorAll("[data-close]")) {
      closing.addEventListener("click", () => dialog.close());
    }
  }

  open() {
    this.say("");
    this.dialog.showModal();
  }

  say(sentence) {
    this.error.textContent = sentence;
    this.error.hidden = !sentence;
  }

  // Closes when it works; otherwise the sentence stands in the dialog and what was typed stays.
  async attempt(work) {
    this.say("");
    try {
      await work();
      this.dialog.close();
    } catch (trouble) {
      if (!(trouble instanceof Refusal)) throw trouble;
      this.say(trouble.message || words.reload);
    }
  }
}

export class CodeDialog extends FormDialog {
  constructor(dialog, material, desk) {
    super(dialog);
    this.material = material;
    this.desk = desk;
    this.title = dialog.querySelector("h2");
    this.more = dialog.querySelector("#code-more");
    this.existing = dialog.querySelector(".only-existing");
    this.removal = dialog.querySelector("#remove-code");
    this.form.elements.into.addEventListener("change", () => this.say(""));
    dialog.querySelector("#join-codes").addEventListener("click", () => this._join());
    this.removal.addEventListener("click", () => this._remove());
  }

  // `code` null makes a new one.
  open(code, { name = "", parent = null } = {}) {
    const fields = this.form.elements;
    this.code = code;
    this.title.textContent = code ? "Code aanpassen" : "Nieuwe code";
    fields.name.value = code?.name ?? name;
    for (const name of DESCRIBED) fields[name].value = code?.[name] ?? "";
    this.more.open = DESCRIBED.some((name) => name !== "definition" && fields[name].value);
    this._fillCodes(fields.parent, code?.parent ?? parent, "Geen: dit is een thema", (one) => one.level < 2);
    this._fillCodes(fields.into, null, "Kies een code", () => true);
    const colour = code ? code.ownColour : null;
    for (const choice of fields.colour) choice.checked = choice.value === String(colour ?? "");
    this.existing.hidden = !code;
    this.existing.open = false;
    if (code) this._describeRemoval(code);
    this.shown = this._wished();
    super.open();
    fields.name.select();
  }

  submit() {
    const wished = this._wished();
    // Of a code that is there, only what was changed here: a colleague may be changing something else of it.
    const changed = Object.entries(wished).filter(([name, value]) => value !== this.shown[name]);
    const [path, body] = this.code ? [`codes/${this.code.id}`, Object.fromEntries(changed)] : ["codes", wished];
    return this.attempt(() => this.desk.codebook(path, body));
  }

  _wished() {
    const fields = this.form.elements;
    const { name, parent, colour } = fields;
    return {
      name: name.value,
      parent: parent.value ? Number(parent.value) : null,
      colour: colour.value ? Number(colour.value) : null,
      ...Object.fromEntries(DESCRIBED.map((one) => [one, fields[one].value])),
    };
  }

  _join() {
    const into = Number(this.form.elements.into.value);
    if (!into) return this.say("Kies eerst met welke code je wilt samenvoegen.");
    return this.attempt(() => this.desk.codebook(`codes/${this.code.id}/samenvoegen`, { into }));
  }

  _remove() {
    const segments = this.code.count > 0;
    return this.attempt(() => this.desk.codebook(`codes/${this.code.id}/weg`, { segments }));
  }

  _describeRemoval(code) {
    this.removal.textContent = code.count ? `Verwijder code en ${words.fragments(code.count)}` : "Verwijder code";
  }

  _fillCodes(select, chosen, none, fits) {
    const options = [...this.material.codes.values()].filter((one) => one.id > 0 && one !== this.code && fits(one));
    select.replaceChildren(
      element("option", { value: "" }, none),
      ...options.map((one) =>
        element("option", { value: one.id, selected: one.id === chosen }, `${"\u2003".repeat(one.level)}${one.name}`),
      ),
    );
  }
}

export class MemoDialog extends FormDialog {
  constructor(dialog, material, desk) {
    super(dialog);
    this.material = material;
    this.desk = desk;
    this.about = dialog.querySelector("#memo-about");
    this.removal = dialog.querySelector("#throw-memo");
    this.removal.addEventListener("click", () => {
      this.desk.throwMemo(this.memo);
      this.dialog.close();
    });
  }

  // A coder has one memo on a segment, and writes on in it.
  open(segment) {
    this.segment = segment;
    this.memo = this.material.memosOf(segment).find((memo) => memo.person === this.material.me) ?? null;
    const name = this.material.codes.get(segment.code)?.name ?? "";
    this.about.textContent = `${name}: ‘${shortened(this.material.text.slice(segment.start, segment.end), 160)}’`;
    this.form.elements.text.value = this.memo?.text ?? "";
    this.removal.hidden = !this.memo;
    super.open();
  }

  submit() {
    const text = this.form.elements.text.value.trim();
    if (!text) return this.say("Er staat nog niets in de memo. Schrijf iets, of sluit zonder te bewaren.");
    if (this.memo) this.desk.rewriteMemo(this.memo, text);
    else this.desk.writeMemo(this.segment, text);
    return this.dialog.close();
  }
}
