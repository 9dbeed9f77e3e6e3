// Moving a step: by drag, or by Alt and an arrow key on it. Both post what the buttons Eerder and Later post.

import Sortable from "../vendor/sortable-1.15.7.esm.js";

const ARROWS = { ArrowLeft: "earlier", ArrowUp: "earlier", ArrowRight: "later", ArrowDown: "later" };

export function followMoves() {
  document.addEventListener("keydown", moveByKey);
  document.addEventListener("htmx:load", makeDraggable);
  makeDraggable();
}

function moveByKey(event) {
  const direction = ARROWS[event.key];
  if (!event.altKey || event.ctrlKey || event.metaKey || !direction || event.target.matches("input, textarea, select"))
    return;
  const step = event.target.closest(".map-step") ?? chosenStep(event.target);
  if (!step) return;
  event.preventDefault();
  post(step, { direction });
}

function chosenStep(target) {
  return target.closest("[data-moves]") && document.querySelector(".map-step.is-current");
}

function makeDraggable() {
  const list = document.getElementById("stappen");
  if (!list || Sortable.get(list)) return;
  new Sortable(list, {
    draggable: ".map-step",
    handle: ".map-grip",
    animation: 120,
    direction: () => (getComputedStyle(list).display === "grid" ? "horizontal" : "vertical"),
    onEnd: dropped,
  });
}

// A step dropped among others takes the phase of the step whose place it took.
function dropped({ item, oldDraggableIndex: from, newDraggableIndex: to }) {
  if (from === to) return;
  const steps = [...item.parentElement.querySelectorAll(".map-step")];
  const neighbour = steps[from < to ? to - 1 : to + 1];
  post(item, { [from < to ? "behind" : "before"]: neighbour.dataset.step });
}

function post(step, values) {
  const chosen = document.querySelector(".map-step.is-current")?.dataset.step ?? "";
  window.htmx.ajax("POST", step.dataset.move, {
    source: "#inhoud",
    target: "#inhoud",
    select: "#inhoud",
    swap: "outerHTML show:none",
    values: { ...values, chosen },
  });
}
