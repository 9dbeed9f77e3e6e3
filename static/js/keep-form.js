// Keeps a half-filled form: on this computer with every change, and on the server where the page says where.
//
// What lies here belongs to one draft and one version of it, and goes after a day. It is put back when the form comes
// up without it: after closing the page, after signing in again, or after a save that did not arrive.

import { Line } from "./lib/line.js";

const PAUSE = 500; // ms without a change before saving
const LIFETIME = 24 * 60 * 60 * 1000;
const PREFIX = "verhaallijn-form-";
const NOT_KEPT = new Set(["csrf_token", "version", "mend_text", "split_speaker", "turn_speaker", "do"]);

for (const form of document.querySelectorAll("form[data-keep]")) keep(form);

function keep(form) {
  const draft = `${PREFIX}${form.dataset.draft}-`;
  const key = `${draft}${form.elements.version.value}`;
  const status = form.querySelector("[data-status]");
  const asShown = JSON.stringify(valuesOf(form));
  const line = new Line(); // so that an older form never comes last
  let timer = 0;
  let isUnsent = false;

  function say(sentence) {
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  function changed() {
    store(key, JSON.stringify({ at: Date.now(), values: valuesOf(form) }));
    if (!form.dataset.keep) return say(form.dataset.unsaved);
    saveSoon();
  }

  function saveSoon() {
    isUnsent = true;
    clearTimeout(timer);
    timer = setTimeout(() => line.add(save), PAUSE);
  }

  async function save() {
    if (!isUnsent) return;
    isUnsent = false;
    const response = await send(form).catch(() => null);
    // Signed out meanwhile answers with a page to sign in.
    say(response?.status === 204 ? form.dataset.saved : form.dataset.unsaved);
  }

  forgetOthers(draft, key);
  const found = read(key);
  if (found && JSON.stringify(found.values) !== asShown) {
    fill(form, found.values);
    say(form.dataset.restored);
    if (form.dataset.keep) saveSoon();
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isUnsent = false;
  });
  addEventListener("pagehide", () => isUnsent && send(form).catch(() => {}));
}

function send(form) {
  return fetch(form.dataset.keep, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" });
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !NOT_KEPT.has(field.name) && field.type !== "submit");
}

function valuesOf(form) {
  return fieldsOf(form).map((field) => [field.name, isChoice(field) ? field.checked : field.value]);
}

// By name and order: the same draft in the same version has the same fields.
function fill(form, values) {
  const waiting = values.slice();
  for (const field of fieldsOf(form)) {
    const at = waiting.findIndex(([name]) => name === field.name);
    if (at < 0) continue;
    const [[, value]] = waiting.splice(at, 1);
    if (isChoice(field)) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("restored", { bubbles: true }));
  }
}

function isChoice(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function forgetOthers(draft, key) {
  quietly(() => {
    for (const other of Object.keys(localStorage)) {
      const isStale = other.startsWith(PREFIX) && Date.now() - (read(other)?.at ?? 0) > LIFETIME;
      if (isStale || (other.startsWith(draft) && other !== key)) localStorage.removeItem(other);
    }
  });
}

function store(key, value) {
  quietly(() => localStorage.setItem(key, value));
}

function read(key) {
  return quietly(() => JSON.parse(localStorage.getItem(key)));
}

function quietly(action) {
  try {
    return action();
  } catch {
    return null; // full or forbidden: the form itself still holds everything
  }
}
