// Forms whose fields save themselves. Each field is sent alone, together with what the person saw when the page
// came; when somebody else changed it meanwhile both texts are shown and the person chooses.

const PAUSE = 800; // ms without a keystroke before saving
const RETRY = 4000;

export class Fields {
  #waiting = new Map(); // "form id/field" -> input that has something unsaved
  #timers = new Map();
  #sending = Promise.resolve(true);
  trouble = "";

  constructor({ words, onSaved }) {
    this.words = words;
    this.onSaved = onSaved;
    document.addEventListener("input", (event) => this.#isOurs(event.target) && this.changed(event.target));
    document.addEventListener("change", (event) => this.#isOurs(event.target) && this.changed(event.target, 0));
    addEventListener("online", () => this.saveAll());
    addEventListener("pagehide", () => this.saveAll());
    addEventListener("beforeunload", (event) => this.trouble && this.isDirty && event.preventDefault());
  }

  get isDirty() {
    return this.#waiting.size > 0;
  }

  changed(input, pause = PAUSE) {
    const key = keyOf(input);
    if (valueOf(input) === seenOf(input).value && !this.#waiting.has(key)) return;
    this.#waiting.set(key, input);
    status(input.form, this.words.typing);
    clearTimeout(this.#timers.get(key));
    this.#timers.set(key, setTimeout(() => this.#queue(key), pause));
  }

  // True when everything is saved; false when something is left, `trouble` says why.
  async saveAll() {
    const results = await Promise.all([...this.#waiting.keys()].map((key) => this.#queue(key)));
    return results.every(Boolean) && !this.isDirty;
  }

  #isOurs(input) {
    return input.name && !input.name.startsWith("seen-") && input.form?.matches("[data-saves-itself]");
  }

  // One at a time: the second save of a field must know what the first one stored.
  #queue(key) {
    clearTimeout(this.#timers.get(key));
    this.#sending = this.#sending.then(() => this.#save(key));
    return this.#sending;
  }

  async #save(key) {
    const input = this.#waiting.get(key);
    if (!input) return true;
    if (!input.isConnected) return this.#settled(key);
    const text = valueOf(input);
    status(input.form, this.words.saving);
    let answer;
    try {
      answer = await send(input, text);
    } catch {
      return this.#later(key, input, this.words.offline);
    }
    if (!answer) return this.#later(key, input, this.words.signedOut);
    if (answer.others && input.name in answer.others) return this.#conflict(key, input, answer.others[input.name]);
    if (answer.errors || answer.error) return this.#refused(key, input, answer.errors?.[input.name] ?? answer.error);
    seenOf(input).value = text;
    complain(input, "");
    if (valueOf(input) !== text) return this.#queue(key); // typed on meanwhile
    this.#settled(key);
    status(input.form, answer.saved, "saved");
    this.onSaved(input);
    return true;
  }

  #settled(key) {
    this.#waiting.delete(key);
    if (!this.isDirty) this.trouble = "";
    return true;
  }

  #later(key, input, sentence) {
    this.trouble = sentence;
    status(input.form, sentence, "trouble", { [this.words.retry]: () => this.#queue(key) });
    this.#timers.set(key, setTimeout(() => this.#queue(key), RETRY));
    return false;
  }

  #refused(key, input, sentence) {
    this.trouble = sentence;
    complain(input, sentence);
    status(input.form, "");
    return false;
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

const keyOf = (input) => `${input.form.id}/${input.name}`;
const fieldOf = (input) => input.closest("[data-field]");
const seenOf = (input) => input.form.elements[`seen-${input.name}`];

function valueOf(input) {
  const value = input.type === "radio" ? input.form.elements[input.name].value : input.value;
  return value.replace(/\r\n?/g, "\n");
}

function setValue(input, value) {
  const target = input.type === "radio" ? input.form.elements[input.name] : input;
  target.value = value;
}

async function send(input, text) {
  const body = new FormData();
  body.set("csrf_token", input.form.elements.csrf_token.value);
  body.set(input.name, text);
  body.set(`seen-${input.name}`, seenOf(input).value);
  const response = await fetch(input.form.action, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    keepalive: true, // a save must outlive the page that began it
  });
  const isJson = (response.headers.get("Content-Type") ?? "").includes("json");
  return isJson ? response.json() : null;
}

function status(form, sentence, kind = "", actions = {}) {
  const line = form.querySelector("[data-saved]");
  line.classList.toggle("is-trouble", kind === "trouble");
  line.classList.toggle("is-saved", kind === "saved");
  line.replaceChildren(sentence, ...buttons(actions));
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
