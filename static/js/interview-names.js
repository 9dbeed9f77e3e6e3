// The names screen: step through proposals by keyboard, and point at a name in the text.
//
// Decisions are plain forms; this sends them in turn and puts the parts that changed in place. Single keys act only while
// focus is in the list of proposals and not in a field; the list has focus when the page opens beside it.

import { letGo } from "./lib/let-go.js";
import { Decisions } from "./names/decisions.js";
import { rememberTyped, rememberTypedBefore, restoreTyped } from "./names/typed.js";

const list = () => document.getElementById("voorstellen-lijst");
const rows = () => [...list().querySelectorAll(".swap-row")];
const isField = (element) => element.matches("input:not([type=hidden]), select, textarea");
const isOpen = (row) => row.dataset.state === "proposed" && !row.classList.contains("is-waiting");
let trouble = null;

const decisions = new Decisions({
  answered: renew,
  unsent: (yes) => (yes ? tell(list().dataset.unsent) : tell("")),
  refused: (sentence) => {
    decisions.waiting = [];
    for (const row of list().querySelectorAll(".is-waiting")) {
      row.classList.remove("is-waiting");
      row.inert = false;
    }
    tell(`${sentence} ${list().dataset.refused}`.trim());
  },
});

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!("decides" in form.dataset)) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  if ("takesTyped" in form.dataset) addTyped(body);
  const row = form.closest(".swap-row");
  const isWhole = event.submitter?.getAttribute("name") === "decision";
  form.closest("[popover]")?.hidePopover();
  tell("");
  if (row && isWhole) moveOn(row);
  if (form.id === "eigen-naam") form.reset();
  decisions.add(form.action, body, row && isWhole ? row.id : "");
});

function addTyped(body) {
  for (const field of list().querySelectorAll(".swap-with")) {
    if (field.value !== field.defaultValue) body.append(field.id, field.value);
  }
}

// The row waits for the server; focus goes on at once, so that the next key is for the next name.
function moveOn(row) {
  const open = rows();
  const after = [...open.slice(open.indexOf(row) + 1), ...open.slice(0, open.indexOf(row))];
  const next = row.dataset.state === "proposed" ? after.find(isOpen) : null;
  markWaiting(row);
  if (next) {
    next.classList.add("is-here");
    focusRow(next);
  } else {
    document.getElementById("voorstellen").focus({ preventScroll: true });
  }
}

function markWaiting(row) {
  row.classList.remove("is-here");
  row.classList.add("is-waiting");
  row.inert = true;
}

// Every part of the answer takes the place of the one with its id.
async function renew(page, waiting) {
  await letGo();
  const focus = whereFocusIs();
  const scroll = list().scrollTop;
  const open = new Set([...list().querySelectorAll("details[open] button[name=place]")].map(placeOf));
  const question = list().querySelector(":popover-open")?.id;
  trouble = page.querySelector("#voorstellen-lijst > [role=alert]") ?? trouble;
  for (const part of page.querySelectorAll("body > [id]")) {
    document.getElementById(part.id)?.replaceWith(document.adoptNode(part));
  }
  list().scrollTop = scroll;
  restoreTyped(list());
  for (const details of list().querySelectorAll("[data-state=proposed] details")) {
    details.open = [...details.querySelectorAll("button[name=place]")].some((button) => open.has(placeOf(button)));
  }
  for (const { finding } of waiting) {
    const row = finding && document.getElementById(finding);
    if (row) markWaiting(row);
  }
  if (trouble && waiting.length === 0) {
    if (!trouble.isConnected) list().querySelector("h2").after(trouble);
    trouble = null;
  }
  putFocus(focus);
  if (question) document.getElementById(question)?.showPopover();
}

const placeOf = (button) => button.value.split(":")[1];

function whereFocusIs() {
  const element = document.activeElement;
  if (!list().contains(element)) return null;
  const { id, name, value } = element;
  const row = element.closest(".swap-row")?.id ?? "";
  return { id, name, row, text: isField(element) ? value : null, caret: element.selectionStart ?? null, value };
}

// Back to what had focus; when that is decided or gone, on to the name to do next, else to the heading.
function putFocus(focus) {
  if (!focus) return;
  const row = focus.row ? document.getElementById(focus.row) : null;
  const same = focus.id ? document.getElementById(focus.id) : row && twin(row, focus);
  const here = rows().find((one) => one.classList.contains("is-here") && isOpen(one));
  const nextPlace = focus.name === "place" && list().querySelector("[data-state=proposed] details[open] button");
  if (nextPlace && !same) {
    nextPlace.focus({ preventScroll: true });
    return;
  }
  if (same && (!row || isOpen(row))) {
    if (row && here !== row) {
      here?.classList.remove("is-here");
      row.classList.add("is-here");
    }
    if (focus.text) same.value = focus.text;
    same.focus({ preventScroll: true });
    if (focus.text && focus.caret !== null) same.setSelectionRange(focus.caret, focus.caret);
    if (same.id !== "voorstellen" || !here) return;
  }
  if (here) focusRow(here);
  else document.getElementById("voorstellen").focus();
}

function twin(row, { name, value }) {
  return [...row.querySelectorAll("button")].find((button) => button.name === name && button.value === value);
}

// What went wrong, above the list; the server's own words are in the list already.
function tell(sentence) {
  let alert = document.getElementById("namen-melding");
  if (!sentence) {
    alert?.remove();
    return;
  }
  if (!alert) {
    alert = document.createElement("div");
    alert.id = "namen-melding";
    alert.className = "alert alert-stop";
    alert.setAttribute("role", "alert");
    alert.append(document.createElement("p"));
    list().prepend(alert);
  }
  alert.firstChild.textContent = sentence;
}

document.addEventListener("input", (event) => {
  const field = /** @type {HTMLInputElement} */ (event.target);
  if (field.matches(".swap-with")) rememberTyped(field);
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !list().contains(event.target) || isField(event.target)) return;
  if (event.target.closest("[popover]")) return;
  const row = event.target.closest(".swap-row");
  const key = event.key.toLowerCase();
  if (key === "arrowdown" || key === "arrowup") {
    event.preventDefault();
    focusRow(neighbour(row, key === "arrowdown" ? 1 : -1));
  } else if (key === "v" || key === "l") {
    const meant = row ?? rows().find((one) => one.classList.contains("is-here") && isOpen(one));
    const button = meant?.querySelector(`button[name="decision"][value="${key === "v" ? "replace" : "keep"}"]`);
    if (button && !event.repeat) {
      event.preventDefault();
      button.click();
    }
  }
});

function neighbour(row, step) {
  const open = rows().filter((one) => isOpen(one) || one === row);
  if (!row) return open[0];
  return open[open.indexOf(row) + step] ?? row;
}

function focusRow(row) {
  row?.querySelector("button")?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

// A mark in the text leads to its row, with focus on what can be decided there.
document.addEventListener("click", (event) => {
  const mark = event.target.closest("#beurten a[href^='#naam-']");
  if (!mark) return;
  event.preventDefault();
  const row = document.querySelector(mark.getAttribute("href"));
  row?.scrollIntoView({ block: "center" });
  focusRow(row);
});

rememberTypedBefore(list().querySelectorAll(".swap-with"));
restoreTyped(list());
// Beside the text the keys work at once; below it, focus would take the reader past the text.
if (!location.hash && matchMedia("(min-width: 72.01rem)").matches) {
  list().querySelector(".swap-row.is-here button")?.focus({ preventScroll: true });
}

// Pointing at a name: what is selected in the text can be added to the proposals.
const offer = document.getElementById("ook-een-naam");

document.addEventListener("selectionchange", () => {
  const name = selectedName();
  offer.hidden = name === "";
  if (name) placeBeside(getSelection().getRangeAt(0).getBoundingClientRect());
});

function nameField() {
  return document.getElementById("eigen-naam").elements.name;
}

function selectedName() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return "";
  const turn = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("#beurten .turn-text");
  const [start, end] = [turn(selection.anchorNode), turn(selection.focusNode)];
  const name = selection.toString().trim();
  return start && start === end && name.length <= nameField().maxLength ? name : "";
}

function placeBeside(place) {
  offer.style.insetBlockStart = `${place.bottom + scrollY + 6}px`;
  const widest = document.documentElement.clientWidth - offer.offsetWidth - 8;
  offer.style.insetInlineStart = `${Math.max(8, Math.min(place.left + scrollX, widest))}px`;
}

// Pressing the button must not take the selection away first.
offer.addEventListener("pointerdown", (event) => event.preventDefault());
offer.querySelector("button").addEventListener("click", () => {
  const name = selectedName();
  if (!name) return;
  nameField().value = name;
  getSelection().removeAllRanges();
  nameField().form.requestSubmit();
});
