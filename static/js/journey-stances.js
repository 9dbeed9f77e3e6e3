// Judging what a cited fragment tells: keys 1, 2, 3 while the focus is in the fragment, arrows to the next one. What is
// chosen shows at once; what could not be sent shows as it was again.

const KEYS = { 1: 0, 2: 1, 3: 2 };
const NEIGHBOUR = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };

export function followStances() {
  document.addEventListener("keydown", (event) => {
    const fragment = event.target.closest?.(".proofs > li");
    if (!fragment || event.altKey || event.ctrlKey || event.metaKey) return;
    if (actOf(event.key)?.(fragment, event.key)) event.preventDefault();
  });
  document.addEventListener("asked", (event) => {
    const target = /** @type {Element} */ (event.target);
    const request = event.detail;
    if (!target.matches(".stance")) return;
    const before = target.querySelector("[aria-pressed=true]");
    press(target, request.values.get("stance"));
    request.failed = () => press(target, before?.dataset.stance);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-first-unjudged]");
    const fragment = link && document.getElementById(link.dataset.firstUnjudged);
    if (!fragment) return;
    event.preventDefault();
    show(fragment);
  });
}

function actOf(key) {
  if (key in KEYS) return judge;
  return key in NEIGHBOUR ? goOn : null;
}

function judge(fragment, key) {
  const choice = fragment.querySelectorAll("[data-judges] button")[KEYS[key]];
  if (!choice) return false;
  choice.focus();
  if (choice.getAttribute("aria-pressed") !== "true") choice.click();
  return true;
}

// Pressing once more what is chosen takes it back.
function press(form, stance) {
  for (const choice of form.querySelectorAll("[data-stance]")) {
    const isChosen = choice.dataset.stance === stance;
    choice.setAttribute("aria-pressed", String(isChosen));
    choice.value = isChosen ? "" : choice.dataset.stance;
  }
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
