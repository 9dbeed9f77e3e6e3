// Forms whose fields save themselves. Each field is sent alone, together with what the person saw when the page
// came; when somebody else changed it meanwhile both texts are shown and the person chooses.

import { line } from "./journey-line.js";
import { joined } from "./lib/joined.js";
import { isLeaving } from "./lib/leaving.js";
import { SignedOut, postForm, saidIn } from "./lib/server.js";

const PAUSE = 800; // ms without a keystroke before saving
const RETRY = 4000;

export class Fields {
  #waiting = new Map(); // "address/field" -> input that has something unsaved
  #timers = new Map();
  #underWay = null; // { key, text } of the save that is not answered yet
  #sent = new Map(); // "address/field" -> texts that came from here, or from the page before: those are nobody else's
  trouble = "";

  // `tell(sentence)` says what went wrong with a field that is not on the page any more.
  constructor({ words, tell, onSaved, kept }) {
    this.kept = kept;
    this.words = words;
    this.tell = tell;
    this.onSaved = onSaved;
    document.addEventListener("input", (event) => this.#isOurs(event.target) && this.changed(event.target));
    document.addEventListener("change", (event) => this.#isOurs(event.target) && this.changed(event.target, 0));
    addEventListener("online", () => this.saveAll());
    addEventListener("pagehide", () => this.#leave());
    addEventListener("beforeunload", (event) => this.trouble && this.isDirty && event.preventDefault());
  }

  get isDirty() {
    return this.#waiting.size > 0;
  }

  changed(input, pause = PAUSE) {
    const key = keyOf(input);
    if (valueOf(input) === seenOf(input).value && !this.#waiting.has(key)) return;
    this.#waiting.set(key, input);
    this.kept.keep(key, this.#wordsIn(input));
    status(input.form, this.words.typing);
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => this.#queue(key), pause),
    );
  }

  // What a page that is gone could not save, or saved after this page was asked for, as if it were typed here now. False
  // when its field does not stand here, or has something newer.
  takeUp({ action, name, text, seen, sent = [], isStored = false }) {
    const input = inputIn(action, name);
    if (!input) return false;
    const shown = seenOf(input).value;
    const isOver = [seen, ...sent].some((one) => isSameText(one, shown));
    if (isStored && !isOver) return true; // the page has what was written after it
    if (isSameText(shown, text)) return true;
    const isTyped = this.#waiting.has(keyOf(input));
    if (isTyped && !(isOver && input.type === "textarea")) return false;
    this.#noteSent(keyOf(input), text, ...sent);
    if (valueOf(input) !== text) setValue(input, isTyped ? joined(valueOf(input), shown, text) : text);
    if (!isOver) seenOf(input).value = seen;
    input.closest("details")?.setAttribute("open", "");
    this.changed(input, 0); // what is typed on is over a text that the server has by then
    return true;
  }

  #wordsIn(input) {
    const [{ action }, sent] = [input.form, this.#sent.get(keyOf(input)) ?? []];
    return { action, name: input.name, text: valueOf(input), seen: seenOf(input).value, sent };
  }

  #noteSent(key, ...texts) {
    this.#sent.set(key, [...new Set([...(this.#sent.get(key) ?? []), ...texts])]);
  }

  #isFromHere(key, text) {
    return (this.#sent.get(key) ?? []).some((one) => isSameText(one, text));
  }

  // True when everything that was typed until now is saved; false when something is left, `trouble` says why.
  async saveAll() {
    const results = await Promise.all([...this.#waiting.keys()].map((key) => this.#queue(key)));
    return results.every(Boolean);
  }

  // Once the page is gone nothing waits for its turn any more.
  #leave() {
    for (const [key, input] of this.#waiting) {
      const [text, sent] = [valueOf(input), this.#underWay?.key === key ? this.#underWay.text : null];
      send(input, text, sent ?? seenOf(input).value, this.kept.slipOf(key)).catch(() => {});
    }
  }

  #isOurs(input) {
    return input.name && !input.name.startsWith("seen-") && input.form?.matches("[data-saves-itself]");
  }

  #queue(key) {
    clearTimeout(this.#timers.get(key));
    return line.add(() => this.#save(key));
  }

  async #save(key) {
    const input = this.#waiting.get(key);
    if (!input) return true;
    const text = valueOf(input);
    status(input.form, this.words.saving);
    let answer;
    this.#underWay = { key, text };
    this.#noteSent(key, text);
    this.kept.keep(key, this.#wordsIn(input));
    try {
      answer = await send(input, text, seenOf(input).value);
    } catch (error) {
      return this.#later(key, input, error instanceof SignedOut ? this.words.signedOut : this.words.offline);
    } finally {
      this.#underWay = null;
    }
    const refusal = answer.errors?.[input.name] ?? answer.error;
    if (refusal && !input.isConnected) return this.#lost(key, text, refusal);
    if (answer.others && input.name in answer.others) return this.#overtaken(key, input, answer.others[input.name]);
    if (refusal || answer.errors) return this.#refused(input, refusal);
    // The next page, asked for before this, may show what stood here until now.
    if (isLeaving()) this.#noteSent(key, seenOf(input).value);
    else this.#sent.delete(key);
    seenOf(input).value = text;
    complain(input, "");
    if (valueOf(input) !== text) {
      this.changed(input); // typed on meanwhile
    } else {
      this.#settled(key, { isStored: true });
      status(input.form, answer.saved, "saved");
    }
    this.onSaved(input);
    return true;
  }

  // Its step is not on the page any more: the words can be copied from the message.
  #lost(key, text, sentence) {
    this.tell(`${sentence} ${this.words.typed} ‘${text}’`);
    return this.#settled(key);
  }

  #settled(key, { isStored = false } = {}) {
    this.#waiting.delete(key);
    if (isStored) this.kept.stored(key);
    else this.kept.forget(key);
    if (!this.isDirty) this.trouble = "";
    return true;
  }

  #later(key, input, sentence) {
    this.trouble = sentence;
    if (!input.isConnected) this.tell(sentence);
    status(input.form, sentence, "trouble", { [this.words.retry]: () => this.#queue(key) });
    this.#timers.set(
      key,
      setTimeout(() => this.#queue(key), RETRY),
    );
    return false;
  }

  #refused(input, sentence) {
    this.trouble = sentence;
    complain(input, sentence);
    status(input.form, "");
    return false;
  }

  // What the page before this one sent may have come in between.
  #overtaken(key, input, current) {
    if (!this.#isFromHere(key, current)) return this.#conflict(key, input, current);
    seenOf(input).value = current;
    return this.#save(key);
  }

  #conflict(key, input, current) {
    this.trouble = this.words.conflict;
    status(input.form, "");
    showConflict(input, current, this.words, (keepMine) => {
      seenOf(input).value = current;
      if (!keepMine) setValue(input, current);
      input.focus();
      return keepMine ? this.#queue(key) : this.#settled(key);
    });
    return false;
  }
}

const keyOf = (input) => `${input.form.action}/${input.name}`;
const fieldOf = (input) => input.closest("[data-field]");
const seenOf = (input) => input.form.elements[`seen-${input.name}`];

function valueOf(input) {
  const value = input.type === "radio" ? input.form.elements[input.name].value : input.value;
  return value.replace(/\r\n?/g, "\n");
}

function inputIn(action, name) {
  const form = [...document.querySelectorAll("form[data-saves-itself]")].find((one) => one.action === action);
  const found = form?.elements[name];
  return found instanceof RadioNodeList ? found[0] : found;
}

// White space at the ends is not stored.
function isSameText(one, other) {
  return one.replace(/\r\n?/g, "\n").trim() === other.replace(/\r\n?/g, "\n").trim();
}

function setValue(input, value) {
  const target = input.type === "radio" ? input.form.elements[input.name] : input;
  target.value = value;
}

// `slip`: of a page that goes, which can't hear the answer any more.
async function send(input, text, seen, slip = "") {
  const body = new FormData();
  body.set("csrf_token", input.form.elements.csrf_token.value);
  body.set(input.name, text);
  body.set(`seen-${input.name}`, seen);
  if (slip) body.set("slip", slip);
  const answer = await postForm(input.form.action, body, { keepalive: true }); // a save must outlive the page
  return saidIn(answer);
}

function status(form, sentence, kind = "", actions = {}) {
  const saved = form.querySelector("[data-saved]");
  saved.classList.toggle("is-trouble", kind === "trouble");
  saved.classList.toggle("is-saved", kind === "saved");
  saved.replaceChildren(sentence, ...buttons(actions));
}

function complain(input, sentence) {
  const field = fieldOf(input);
  field.querySelector(".error")?.remove();
  field.querySelector(".conflict")?.remove();
  field.classList.toggle("field-invalid", Boolean(sentence));
  input.toggleAttribute("aria-invalid", Boolean(sentence));
  if (!sentence) return;
  input.before(element("span", { className: "error", role: "alert", textContent: sentence }));
}

function showConflict(input, current, words, choose) {
  complain(input, "");
  const field = fieldOf(input);
  const box = element("div", { className: "conflict", role: "alert" });
  const settle = (keepMine) => () => {
    box.remove();
    choose(keepMine);
  };
  const theirs = element("q", { textContent: wordOf(input, current) || words.empty });
  const choices = element("span", { className: "buttons" });
  choices.append(...buttons({ [words.mine]: settle(true), [words.theirs]: settle(false) }));
  box.append(words.conflict, " ", theirs, choices);
  field.append(box);
}

// What a person reads for a value: the word of an option, the text itself otherwise.
function wordOf(input, value) {
  if (input.tagName === "SELECT") return [...input.options].find((option) => option.value === value)?.text ?? value;
  if (input.type !== "radio") return value;
  const radio = [...input.form.elements[input.name]].find((one) => one.value === value);
  return radio?.closest("label").textContent.trim() ?? value;
}

function buttons(actions) {
  return Object.entries(actions).map(([label, act]) => {
    const button = element("button", { className: "button button-small", type: "button", textContent: label });
    button.addEventListener("click", act);
    return button;
  });
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
