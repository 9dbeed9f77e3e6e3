// Judging what a cited fragment tells: keys 1, 2, 3 while the focus is in the fragment, arrows to the next one.

const KEYS = { 1: 0, 2: 1, 3: 2 };
const NEIGHBOUR = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };

export function followStances() {
  document.addEventListener("keydown", (event) => {
    const fragment = event.target.closest?.(".proofs > li");
    if (!fragment || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = event.key in KEYS ? judge : event.key in NEIGHBOUR ? goOn : null;
    if (act?.(fragment, event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-first-unjudged]");
    const fragment = link && document.getElementById(link.dataset.firstUnjudged);
    if (!fragment) return;
    event.preventDefault();
    show(fragment);
  });
}

function judge(fragment, key) {
  const choice = fragment.querySelectorAll("[data-judges] button")[KEYS[key]];
  if (!choice) return false;
  choice.focus();
  if (choice.getAttribute("aria-pressed") !== "true") choice.click();
  return true;
}

function goOn(fragment, key) {
  const next = fragment[NEIGHBOUR[key]];
  if (next) show(next);
  return Boolean(next);
}

function show(fragment) {
  const chosen = fragment.querySelector("[data-judges] button[aria-pressed=true]");
  (chosen ?? fragment.querySelector("[data-judges] button, input[type=checkbox]")).focus();
  fragment.scrollIntoView({ block: "nearest" });
}
