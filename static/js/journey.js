// The journey composer. Every change is a form that also works without this script; here they are
// sent by htmx, fields save themselves, and steps move by drag and keys through the same form.

import { Fields } from "./journey-fields.js";
import { KeptFields } from "./journey-kept.js";
import { keepInLine, outdate, sentForm } from "./journey-line.js";
import { followMoves } from "./journey-moves.js";
import { keepPlace, refreshTop, say, tell, words } from "./journey-page.js";
import { showRefusals } from "./journey-refused.js";
import { followStances } from "./journey-stances.js";
import { unsaved } from "./journey-typed.js";
import { isBack } from "./lib/came-back.js";

const PAUSE_BEFORE_SEARCH = 250;
const QUOTE = "#stap-quote";

// Dragging leaves style attributes behind; carried over to new elements they would breach the security policy.
window.htmx.config.attributesToSettle = ["class"];

const kept = new KeptFields();
const fields = new Fields({ words, tell, onSaved: refreshTop, kept });
keepInLine(fields, tell);
if (!isBack()) for (const field of unsaved()) fields.changed(field); // filled in before this script was there

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
});

document.addEventListener("change", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.closest("[data-cites]")) field.form.requestSubmit();
});

let searching = 0;
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-searches]");
  if (!form) return;
  outdate("#bewijzen");
  clearTimeout(searching);
  searching = setTimeout(() => form.requestSubmit(), PAUSE_BEFORE_SEARCH);
});

// "Gebruik als citaat" goes over the quote that stands here, saved by then, and leads to it: to be rewritten there and then.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target.closest("[data-quotes]");
    if (form) form.elements.seen.value = document.querySelector(QUOTE).value;
  },
  true,
);
document.addEventListener("htmx:afterSwap", () => {
  if (!sentForm()?.matches("[data-quotes]")) return;
  const quote = document.querySelector(QUOTE);
  quote?.focus();
  quote?.select();
});

document.addEventListener("click", (event) => {
  const refused = event.target.closest("[data-refused]");
  if (!refused) return;
  event.preventDefault();
  const gate = document.getElementById("poort");
  say(gate.textContent);
  gate.closest(".gate").querySelector(".is-open a")?.focus();
});

// The next page shows what was typed here too.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[href]");
  const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (event.defaultPrevented || !link || !isPlain || isBoosted(link) || !fields.isDirty) return;
  event.preventDefault();
  await fields.saveAll();
  location.assign(link.href);
});

function isBoosted(link) {
  return Boolean(link.closest("[hx-boost=true]")) && link.getAttribute("hx-boost") !== "false";
}

const takeUp = () => kept.offer((left) => fields.takeUp(left));

showRefusals();
keepPlace();
takeUp();
document.addEventListener("htmx:afterSettle", takeUp);
followMoves();
followStances();
