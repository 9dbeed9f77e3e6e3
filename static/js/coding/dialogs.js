// The dialogs of the coding screen: a code, a memo, the keys. Native <dialog>: focus stays in, Escape closes.

import { announce } from "../lib/announce.js";
import { element } from "../lib/elements.js";
import { Question, Refusal } from "../lib/server.js";
import { BegunDescription } from "./begun.js";
import { DESCRIBED, WRITTEN } from "./meaning.js";
import { LONG, SHORT, together } from "./together.js";
import { counted, say, shortened, words } from "./wording.js";

const NOTHING = { typed: {}, over: {} };

// A form in a dialog. What is typed and not saved stays, however the dialog closes, and stands there the next time.
// A subclass says `about` what it is, for Drafts.
class FormDialog {
  /** @type {{ segment: number | null } | { code: number | null }} */
  about;

  constructor(dialog, actions) {
    this.dialog = dialog;
    this.actions = actions;
    this.drafts = actions.drafts;
    this.note = dialog.querySelector(".unsaved");
    this.note.querySelector("button").addEventListener("click", () => this._discardOrPutBack());
    this.form = dialog.querySelector("form");
    this.error = dialog.querySelector(".error");
    this.form.addEventListener("input", () => this._keep());
    dialog.addEventListener("close", () => this._closed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    for (const closing of dialog.querySelectorAll("[data-close]")) {
      closing.addEventListener("click", () => dialog.close());
    }
  }

  // What is done with it: each dialog says that itself.
  submit() {}

  // With the form filled with what is saved.
  open() {
    this.opening = {};
    this.form.inert = false;
    this.say("");
    this._lay();
    this.dialog.showModal();
  }

  // What was typed and not saved, over what is saved now. Another tab or a colleague may have written here too.
  _lay() {
    this.saved = this._values();
    this.thrown = null;
    this.laid = this._toLay();
    const { values, isJoined, gaveWay } = together(this.saved, this.laid, (name) => this._kindOf(name));
    this._fill(values);
    const said = [words.unsaved, isJoined && words.together, gaveWay.length && words.gaveWay(gaveWay)];
    this._note(Object.keys(this._typed()).length ? said.filter(Boolean).join(" ") : "");
  }

  _toLay() {
    return this.drafts.of(this.about);
  }

  _kindOf(name) {
    const { type } = this.form.elements[name] ?? {};
    return { textarea: LONG, text: SHORT }[type] ?? "choice";
  }

  _closed() {
    this.opening = null;
    this.drafts.send();
  }

  // It is saved: nothing needs to be kept.
  forget() {
    this.laid = this.drafts.keep(this.about, NOTHING, this.laid);
  }

  _keep() {
    const typed = this._typed();
    const over = Object.fromEntries(Object.keys(typed).map((name) => [name, this.saved[name]]));
    this.laid = this.drafts.keep(this.about, { typed, over }, this.laid);
  }

  // The fields that differ from what is saved.
  _typed() {
    return Object.fromEntries(Object.entries(this._values()).filter(([name, value]) => value !== this.saved[name]));
  }

  _values() {
    const values = new FormData(this.form);
    values.delete("into");
    return Object.fromEntries(values);
  }

  _fill(values) {
    for (const [name, value] of Object.entries(values))
      if (this.form.elements[name]) this.form.elements[name].value = value;
  }

  _discardOrPutBack() {
    const typed = this.thrown ?? this._typed();
    const isThrown = this.thrown === null;
    this.thrown = isThrown ? typed : null;
    this._fill(isThrown ? this.saved : typed);
    this._keep();
    this._note(isThrown ? words.discarded : words.unsaved);
  }

  _note(sentence) {
    this.note.hidden = !sentence;
    this.note.querySelector("span").textContent = sentence;
    this.note.querySelector("button").textContent = this.thrown ? words.putBack : words.discard;
  }

  say(sentence) {
    this.error.textContent = sentence;
    this.error.hidden = !sentence;
  }

  // Closes when it works; otherwise the sentence stands in the dialog and what was typed stays. Meanwhile nothing can be
  // typed; who closes it and goes on elsewhere is left alone, and only told what went wrong.
  async attempt(work) {
    const { about, opening, laid } = this;
    const focused = document.activeElement;
    this.say("");
    this.form.inert = true;
    try {
      await work();
      if (this.drafts.holds(laid)) this.drafts.keep(about, NOTHING, laid);
      if (this.opening === opening) this.dialog.close();
    } catch (trouble) {
      if (!(trouble instanceof Refusal)) throw trouble;
      if (this.opening === opening) this._stay(trouble.message || words.reload, focused);
      else this.actions.tellWrong(words.didNotWork, trouble.message);
    }
  }

  _stay(sentence, focused) {
    this.form.inert = false;
    this.say(sentence);
    focused.focus();
  }
}

export class CodeDialog extends FormDialog {
  constructor(dialog, material, actions) {
    super(dialog, actions);
    this.material = material;
    this.title = dialog.querySelector("h2");
    this.more = dialog.querySelector("#code-more");
    this.existing = dialog.querySelector(".only-existing");
    this.removal = dialog.querySelector("#remove-code");
    this.joining = dialog.querySelector("#join-codes");
    this.form.elements.into.addEventListener("change", () => {
      this.say("");
      this._forgetQuestions();
    });
    this.joining.addEventListener("click", () => this._join());
    this.removal.addEventListener("click", () => this._remove());
    this.begun = new BegunDescription(this);
  }

  // `code` null makes a new one.
  open(code, { name = "", parent = null } = {}) {
    const fields = this.form.elements;
    this.about = { code: code?.id ?? null };
    this.title.textContent = say(code ? "changeCode" : "newCode");
    this._fillIn(code, name, parent);
    this.existing.hidden = !code;
    this.existing.open = false;
    this._forgetQuestions();
    super.open();
    this.more.open = DESCRIBED.some((one) => one !== "definition" && fields[one].value);
    this.begun.offer();
    fields.name.select();
  }

  _fillIn(code, name, parent) {
    const fields = this.form.elements;
    this.code = code;
    fields.name.value = code?.name ?? name;
    for (const one of DESCRIBED) fields[one].value = code?.[one] ?? "";
    this._fillCodes(fields.parent, code?.parent ?? parent, say("noCodeAbove"), (one) =>
      this.material.mayHaveUnder(one),
    );
    this._fillCodes(fields.into, null, say("chooseCode"), () => true);
    const colour = code ? code.own_colour : null;
    for (const choice of fields.colour) choice.checked = choice.value === String(colour ?? "");
    this.shown = this._wished();
  }

  // Codes that are being made in two tabs are two codes: they come one after the other.
  _toLay() {
    return this.code ? super._toLay() : super._toLay().slice(-1);
  }

  submit() {
    const wished = this._wished();
    // Of a code that is there, only what was changed here: a colleague may be changing something else of it.
    const changed = Object.entries(wished).filter(([name, value]) => value !== this.shown[name]);
    const written = changed.map(([name]) => name).filter((name) => ["name", ...WRITTEN].includes(name));
    const over = this.code && Object.fromEntries(written.map((name) => [name, this.code[name]]));
    const change = { ...Object.fromEntries(changed), over };
    const [path, body] = this.code ? [`codes/${this.code.id}`, change] : ["codes", wished];
    return this.attempt(() => this._sent(path, body));
  }

  // What is refused may be over what somebody else wrote since: that is shown with it.
  async _sent(path, body) {
    const { opening, code } = this;
    try {
      await this.actions.codebook(path, body);
    } catch (trouble) {
      await this.actions.refresh();
      const now = code && this.material.codes.get(code.id);
      if (this.opening === opening && now) this._layOver(now);
      throw trouble;
    }
  }

  _layOver(code) {
    this._fillIn(code);
    this._lay();
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
    if (!into) return this.say(say("chooseIntoFirst"));
    return this._askedOnce(this.joining, words.joinAnyway, `codes/${this.code.id}/samenvoegen`, { into });
  }

  _remove() {
    const segments = this.code.coded > 0;
    return this._askedOnce(this.removal, words.removeAnyway, `codes/${this.code.id}/weg`, { segments });
  }

  // Is it the work of others too, then the question stands in the dialog; pressing the button once more is the answer.
  _askedOnce(button, answer, path, body) {
    return this.attempt(async () => {
      try {
        await this.actions.codebook(path, { ...body, is_meant: this.asked === button });
      } catch (trouble) {
        this._forgetQuestions();
        if (trouble instanceof Question) {
          this.asked = button;
          button.textContent = answer;
        }
        throw trouble;
      }
    });
  }

  _forgetQuestions() {
    this.asked = null;
    this.joining.textContent = words.join;
    if (this.code) this._describeRemoval(this.code);
  }

  _describeRemoval(code) {
    this.removal.textContent = code.coded ? counted("removeCodeAndCodings", code.coded) : say("removeCode");
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
  constructor(dialog, material, actions) {
    super(dialog, actions);
    this.material = material;
    this.passage = dialog.querySelector("#memo-about");
    this.removal = dialog.querySelector("#throw-memo");
    this.removal.addEventListener("click", () => {
      this.actions.throwMemo(this.memo);
      if (this.drafts.of(this.about).length) announce(words.memoGoneTypedStays);
      this.dialog.close();
    });
  }

  // A coder has one memo on a segment, and writes on in it.
  open(segment) {
    this.segment = segment;
    this.about = { segment: segment.id };
    this.memo = this.material.memosOf(segment).find((memo) => memo.person === this.material.me) ?? null;
    const name = this.material.codes.get(segment.code)?.name ?? "";
    const quote = shortened(this.material.text.slice(segment.start, segment.end), 160);
    this.passage.textContent = `${name}: ${say("quoted", { text: quote })}`;
    this.form.elements.text.value = this.memo?.text ?? "";
    this.removal.hidden = !this.memo;
    super.open();
    // Not the button that throws away what was typed, which comes first.
    this.form.elements.text.focus();
  }

  submit() {
    const text = this.form.elements.text.value.trim();
    if (!text) return this.say(say("emptyMemo"));
    if (this.memo) this.actions.rewriteMemo(this.memo, text);
    else this.actions.writeMemo(this.segment, text);
    this.forget();
    return this.dialog.close();
  }
}

// Asks before somebody else's coding goes.
export class RemoveDialog {
  constructor(dialog, material, actions) {
    this.dialog = dialog;
    this.material = material;
    this.actions = actions;
    this.about = dialog.querySelector("#remove-about");
    dialog.querySelector("#remove-segment").addEventListener("click", () => this._remove());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  open(segment, names) {
    this.segment = segment;
    this.about.textContent = words.whoseCoding(this.material.codes.get(segment.code)?.name ?? "", names);
    this.dialog.showModal();
  }

  _remove() {
    this.dialog.close();
    this.actions.uncode(this.segment, { isMeant: true });
  }
}
