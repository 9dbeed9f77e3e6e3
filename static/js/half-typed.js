// A form that is stored only when it is sent. What was typed and not sent is put back in this tab: after Back, a reload,
// a link, or sending another form of the page. A form with data-asks holds who people are: nothing of it is kept on this
// computer, leaving the page asks first.

import { keyOf, quietly } from "./lib/kept.js";

let isSending = null; // the form that is on its way

for (const form of document.querySelectorAll("form[data-half-typed]")) keep(form);
for (const form of document.querySelectorAll("form[data-asks]")) ask(form);
document.addEventListener("submit", (event) => (isSending = event.target));

function keep(form) {
  const key = keyOf("half", form.dataset.halfTyped);
  const asShown = JSON.stringify(valuesOf(form));
  const isRefused = wasRefused(form);
  const found = read(key);
  // What was sent is with the server, unless the person comes back because it never arrived.
  if (!isRefused && found && (!found.isSent || isBack())) putBack(form, found.values, asShown);
  else forget(key);
  const store = (isSent) => write(key, { values: valuesOf(form), isSent });
  if (isRefused) store(false);
  for (const change of ["input", "change"]) form.addEventListener(change, () => store(false));
  form.addEventListener("submit", () => store(true));
}

function ask(form) {
  const asShown = JSON.stringify(valuesOf(form));
  const isRefused = wasRefused(form);
  addEventListener("beforeunload", (event) => {
    const isTyped = isRefused || JSON.stringify(valuesOf(form)) !== asShown;
    if (isTyped && isSending !== form) event.preventDefault();
    isSending = null; // who stays can send again
  });
}

function putBack(form, values, asShown) {
  const fields = fieldsOf(form);
  if (values.length !== fields.length || JSON.stringify(values) === asShown) return;
  fields.forEach((field, at) => {
    if (isChoice(field)) field.checked = values[at];
    else field.value = values[at];
  });
  form.closest("details")?.setAttribute("open", "");
  form.querySelector("[data-half-status]").hidden = false;
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
}

function valuesOf(form) {
  return fieldsOf(form).map((field) => (isChoice(field) ? field.checked : field.value));
}

function isChoice(field) {
  return field.type === "checkbox" || field.type === "radio";
}

// The form came back with what is wrong beside what was typed: that is stored nowhere.
function wasRefused(form) {
  return form.hasAttribute("data-refused") || form.querySelector(".error, .alert-stop") !== null;
}

function isBack() {
  return performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

function read(key) {
  return quietly(() => JSON.parse(sessionStorage.getItem(key)));
}

function write(key, value) {
  quietly(() => sessionStorage.setItem(key, JSON.stringify(value)));
}

function forget(key) {
  quietly(() => sessionStorage.removeItem(key));
}
