// A form, or a part of one with a button of its own, that is stored only when it is sent. What was typed and not sent is
// put back in this tab: after Back, a reload, a link, or sending another form or part of the page. Over what somebody
// else stored since, only what was typed is laid. A form with data-asks holds who people are: nothing of it is kept on
// this computer, leaving the page asks first.

import { isBack } from "./lib/came-back.js";
import { partsOf, shippedOf, valuesOf } from "./lib/form-parts.js";
import { here, keyOf, quietly } from "./lib/kept.js";
import { baseOf, isSame, putBack } from "./lib/laid-over.js";

let isSending = null; // the form that is on its way

for (const part of document.querySelectorAll("[data-half-typed]")) keep(part);
for (const form of document.querySelectorAll("form[data-asks]")) ask(form);
document.addEventListener("submit", (event) => (isSending = event.target));

function keep(part) {
  const key = keyOf("half", part.dataset.halfTyped);
  const parts = partsOf(part);
  const shown = shippedOf(parts);
  const isRefused = wasRefused(part);
  const found = read(key);
  const base = isRefused ? baseOf(found) : shown;
  const where = found?.where ?? here(); // what is refused comes back at an address where nothing can be asked for
  let since = null;
  const store = (isSent) => {
    if (!isSent && base && isSame(valuesOf(parts), base)) forget(key);
    else write(key, { base, values: valuesOf(parts), isSent, since, where });
  };
  // What was sent is with the server, unless the person comes back because it never arrived.
  if (!isRefused && found && (!found.isSent || isBack())) restore();
  else forget(key);
  const isTyped = !isBack() && !isSame(valuesOf(parts), shown); // before this script was there
  if (isRefused || isTyped) store(false);
  for (const change of ["input", "change"]) part.addEventListener(change, () => store(false));
  const form = part.closest("form");
  form.addEventListener("submit", ({ submitter }) => {
    if (part === form || part.contains(submitter)) store(true);
  });

  function restore() {
    const status = part.querySelector("[data-half-status]");
    const back = putBack(parts, found, status.dataset);
    if (!back) return forget(key);
    since = back.since;
    if (since) status.textContent = status.dataset.since;
    status.hidden = false;
    part.closest("details")?.setAttribute("open", "");
    store(false);
  }
}

function ask(form) {
  const parts = partsOf(form);
  const isRefused = wasRefused(form);
  addEventListener("beforeunload", (event) => {
    const isTyped = isRefused || !isSame(valuesOf(parts), shippedOf(parts));
    if (isTyped && isSending !== form) event.preventDefault();
    isSending = null; // who stays can send again
  });
}

// The form came back with what is wrong beside what was typed: that is stored nowhere.
function wasRefused(part) {
  return part.hasAttribute("data-refused") || part.querySelector(".error, .alert-stop") !== null;
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
