// The journey composer. Every change is a form that also works without this script; here they are
// sent by htmx, fields save themselves, and steps move by drag and keys through the same form.

import { Fields } from "./journey-fields.js";
import { followMoves } from "./journey-moves.js";
import { keepPlace, refreshTop, say, tell, words } from "./journey-page.js";
import { followStances } from "./journey-stances.js";

const PAUSE_BEFORE_SEARCH = 250;

// Dragging leaves style attributes behind; carried over to new elements they would breach the security policy.
window.htmx.config.attributesToSettle = ["class"];

const fields = new Fields({ words, onSaved: refreshTop });

// Nothing is replaced while a text still has to be saved: first save, then send.
document.addEventListener("htmx:confirm", (event) => {
  if (!fields.isDirty || event.detail.target?.id !== "inhoud") return;
  event.preventDefault();
  fields.saveAll().then((allSaved) => (allSaved ? event.detail.issueRequest(true) : tell(fields.trouble)));
});

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]").content;
});

document.addEventListener("change", (event) => {
  if (event.target.closest("[data-cites]")) event.target.form.requestSubmit();
});

let searching = 0;
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-searches]");
  if (!form) return;
  clearTimeout(searching);
  searching = setTimeout(() => form.requestSubmit(), PAUSE_BEFORE_SEARCH);
});

// "Gebruik als citaat": the words go into the field, to be rewritten there and then.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-quotes]");
  const quote = document.getElementById("stap-quote");
  if (!form || !quote) return;
  event.preventDefault();
  event.stopPropagation();
  const row = form.closest("li");
  quote.value = row.querySelector("q").textContent.slice(0, 400);
  fields.changed(quote);
  const box = row.querySelector("[data-cites] input[type=checkbox]");
  if (!box.checked) box.click();
  quote.focus();
  quote.select();
}, true);

document.addEventListener("click", (event) => {
  const refused = event.target.closest("[data-refused]");
  if (!refused) return;
  event.preventDefault();
  const gate = document.getElementById("poort");
  say(gate.textContent);
  gate.closest(".gate").querySelector(".is-open a")?.focus();
});

keepPlace();
followMoves();
followStances();
