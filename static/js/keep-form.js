// Keeps a half-filled form: on this computer with every change, and on the server where the page says where.
//
// What lies here belongs to one person, one draft and one version of it. It goes once the server has it (see lib/kept.js),
// at signing out, and after a day. It is put back when the form comes up without it: after closing the page, after
// signing in again, or after a save that did not arrive. Never over what came to the server since, but for a form that
// `carries`: that is put back in a later version too, unless it was sent: then that version is what it became.

import { here, keyOf, quietly } from "./lib/kept.js";
import { Line } from "./lib/line.js";

const PAUSE = 500; // ms without a change before saving
const LIFETIME = 24 * 60 * 60 * 1000;
const NOT_KEPT = new Set(["csrf_token", "version", "mend_text", "split_speaker", "turn_speaker", "do"]);

for (const form of document.querySelectorAll("form[data-keep]")) keep(form);

function keep(form) {
  const draft = keyOf("form", `${form.dataset.draft}:`);
  const key = `${draft}${form.elements.version.value}`;
  const status = form.querySelector("[data-status]");
  const asShown = JSON.stringify(valuesOf(form));
  const isGivenBack = "givenBack" in form.dataset; // shows what was sent and refused: that is stored nowhere else
  const where = read(key)?.where ?? here(); // what is refused comes back at an address where nothing can be asked for
  const line = new Line(); // so that an older form never comes last
  let base = isGivenBack ? null : asShown; // what the server has of it, when that is known
  let timer = 0;
  let isUnsent = false;

  function say(sentence) {
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  // The server was told something else since: what lies here is older.
  function isBehind({ base: known }) {
    return form.dataset.keep && known !== null && known !== asShown;
  }

  function remember(isSent) {
    store(key, JSON.stringify({ at: Date.now(), base, values: valuesOf(form), isSent, where }));
  }

  function changed() {
    remember(false);
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
    const sent = JSON.stringify(valuesOf(form));
    const response = await send(form).catch(() => null);
    // Signed out meanwhile answers with a page to sign in.
    if (response?.status !== 204) return say(form.dataset.unsaved);
    base = sent;
    if (JSON.stringify(valuesOf(form)) === sent) forget((other) => other === key);
    say(form.dataset.saved);
  }

  forgetStale();
  const found = read(key) ?? ("carries" in form.dataset ? unsent(draft) : null);
  forgetOthers(draft, key);
  if (isGivenBack) remember(false);
  else if (found && JSON.stringify(found.values) !== asShown && !isBehind(found)) {
    fill(form, found.values);
    remember(false);
    form.closest("details")?.setAttribute("open", "");
    say(form.dataset.restored);
    if (form.dataset.keep) saveSoon();
  } else forget((other) => other === key);
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isUnsent = false;
    if ("carries" in form.dataset) remember(true);
  });
  addEventListener("pagehide", () => isUnsent && send(form).catch(() => {}));
  if (!found && !isGivenBack && fieldsOf(form).some(isTyped)) changed(); // before this script was there
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

function isTyped(field) {
  if (isChoice(field)) return field.checked !== field.defaultChecked;
  return field.tagName !== "SELECT" && field.value !== field.defaultValue;
}

function isChoice(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function forgetStale() {
  forget((key) => key.startsWith(keyOf("form", "")) && Date.now() - (read(key)?.at ?? 0) > LIFETIME);
}

function forgetOthers(draft, key) {
  forget((other) => other.startsWith(draft) && other !== key);
}

function forget(isGone) {
  quietly(() => Object.keys(localStorage).filter(isGone).forEach((key) => localStorage.removeItem(key)));
}

// The latest of this draft that was never sent, whatever its version.
function unsent(draft) {
  const kept = quietly(() => Object.keys(localStorage).filter((key) => key.startsWith(draft)).map(read)) ?? [];
  return kept.filter((one) => one && !one.isSent).sort((one, other) => other.at - one.at)[0] ?? null;
}

function store(key, value) {
  quietly(() => localStorage.setItem(key, value));
}

function read(key) {
  return quietly(() => JSON.parse(localStorage.getItem(key)));
}
