// What stays as it was when a part of the page is replaced, and what is said about it.

import { ask, sentForm, typedWhenAsked } from "./journey-line.js";
import { putBack, unsent } from "./journey-typed.js";

// Sentences come with the page, so that they are translated like all others.
export const words = JSON.parse(document.querySelector("[data-words]").dataset.words);

export function keepPlace() {
  showChosen();
  let place = {};
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.shouldSwap) return;
    const answer = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    say([...answer.querySelectorAll(".flash p")].map((one) => one.textContent.trim()).join(" "));
    place = {
      left: document.getElementById("kaart")?.scrollLeft,
      open: [...document.querySelectorAll("details[open][id]")].map((one) => one.id),
      typed: unsent(typedWhenAsked(), sentForm()),
      focus: focusAndAround(),
    };
    if (bringsOtherStep(answer)) place.focus = letGoOfField(place.focus);
  });
  document.addEventListener("htmx:afterSwap", () => {
    const map = document.getElementById("kaart");
    if (map && place.left) map.scrollLeft = place.left;
    showChosen();
    for (const id of place.open ?? []) document.getElementById(id)?.setAttribute("open", "");
    putBack(place.typed ?? []);
    keepFocus(place.focus ?? []);
  });
  document
    .getElementById("mislukt")
    .querySelector("button")
    .addEventListener("click", () => tell(""));
}

const STEP = "stap-formulier";

function bringsOtherStep(answer) {
  const [now, then] = [document, answer].map((page) => page.getElementById(STEP)?.action);
  return Boolean(then) && now !== then;
}

// Who types goes on in no field of another step: of what was in hand, what stands around its form is left.
function letGoOfField(inHand) {
  if (!inHand.includes(STEP)) return inHand;
  document.activeElement.blur();
  return inHand.slice(inHand.indexOf(STEP) + 1);
}

// The element in hand and everything around it, by id.
function focusAndAround() {
  const ids = [];
  for (let part = document.activeElement; part && part !== document.body; part = part.parentElement) {
    if (part.id) ids.push(part.id);
  }
  return ids;
}

// What was in hand and is gone leaves the focus at what stood around it.
function keepFocus(ids) {
  for (const id of ids) {
    if (document.activeElement !== document.body) return;
    document.getElementById(id)?.focus({ preventScroll: true });
  }
}

// The chosen step stands in sight when the map is wider than the window.
function showChosen() {
  const map = document.getElementById("kaart");
  const chosen = map?.querySelector(".is-current");
  if (!chosen || map.scrollWidth <= map.clientWidth) return;
  const [left, right] = [chosen.offsetLeft, chosen.offsetLeft + chosen.offsetWidth];
  if (left < map.scrollLeft || right > map.scrollLeft + map.clientWidth) map.scrollLeft = left - map.clientWidth / 2;
}

// After a field is saved: gate, map and undo follow, and whose words a quote has; the form itself stays as the person
// left it.
export function refreshTop(input) {
  if (input.id === "stap-title" && input.isConnected)
    document.querySelector("[data-step-title]").textContent = input.value;
  ask({
    verb: "GET",
    path: () => location.pathname + location.search,
    target: "#reis-boven",
    select: "#reis-boven",
    selectOOB: input.id === "stap-quote" ? aboutQuote() : undefined,
    swap: "outerHTML show:none",
  });
}

function aboutQuote() {
  const literal = [...document.querySelectorAll(".proofs > .is-quote")].map((one) => `#${one.id}`);
  return ["#citaat-herkomst", ...literal].join(",");
}

// For who listens; nothing moves on screen.
export function say(sentence) {
  if (sentence) document.getElementById("gezegd").textContent = sentence;
}

// Something did not work: said and shown, until it is closed.
export function tell(sentence) {
  const box = document.getElementById("mislukt");
  box.querySelector("p").textContent = sentence;
  box.hidden = !sentence;
}
