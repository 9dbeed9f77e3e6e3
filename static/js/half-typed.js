// A form, or a part of one with a button of its own, that is stored only when it is sent. What was typed and not sent is
// put back in this tab: after Back, a reload, a link, or sending another form or part of the page. A form with data-asks
// holds who people are: nothing of it is kept on this computer, leaving the page asks first.

import { here, keyOf, quietly } from "./lib/kept.js";

let isSending = null; // the form that is on its way

for (const part of document.querySelectorAll("[data-half-typed]")) keep(part);
for (const form of document.querySelectorAll("form[data-asks]")) ask(form);
document.addEventListener("submit", (event) => (isSending = event.target));

function keep(part) {
  const key = keyOf("half", part.dataset.halfTyped);
  const asShown = JSON.stringify(valuesOf(part));
  const isRefused = wasRefused(part);
  const found = read(key);
  // What was sent is with the server, unless the person comes back because it never arrived.
  if (!isRefused && found && (!found.isSent || isBack())) putBack(part, found.values, asShown);
  else forget(key);
  const where = found?.where ?? here(); // what is refused comes back at an address where nothing can be asked for
  const store = (isSent) => {
    if (!isSent && !isRefused && JSON.stringify(valuesOf(part)) === asShown) forget(key);
    else write(key, { values: valuesOf(part), isSent, where });
  };
  if (isRefused) store(false);
  for (const change of ["input", "change"]) part.addEventListener(change, () => store(false));
  const form = part.closest("form");
  form.addEventListener("submit", ({ submitter }) => {
    if (part === form || part.contains(submitter)) store(true);
  });
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

function putBack(part, values, asShown) {
  const fields = fieldsOf(part);
  if (values.length !== fields.length || JSON.stringify(values) === asShown) return;
  fields.forEach((field, at) => {
    if (isChoice(field)) field.checked = values[at];
    else field.value = values[at];
  });
  part.closest("details")?.setAttribute("open", "");
  part.querySelector("[data-half-status]").hidden = false;
}

function fieldsOf(part) {
  const fields = part.elements ?? part.querySelectorAll("input, select, textarea");
  return [...fields].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
}

function valuesOf(part) {
  return fieldsOf(part).map((field) => (isChoice(field) ? field.checked : field.value));
}

function isChoice(field) {
  return field.type === "checkbox" || field.type === "radio";
}

// The form came back with what is wrong beside what was typed: that is stored nowhere.
function wasRefused(part) {
  return part.hasAttribute("data-refused") || part.querySelector(".error, .alert-stop") !== null;
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
