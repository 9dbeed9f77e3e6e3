// Shows names and roles of speakers in the preview as they are filled in, and splits a turn at the cursor. Tells that
// another text of this conversation lies in this browser: taking it in ends that.

import { keyOf, quietly } from "./lib/kept.js";
import { textsIn } from "./lib/typed-text.js";

const turns = document.getElementById("beurten");

for (const card of document.querySelectorAll("[data-speaker-card]")) {
  const index = card.dataset.speakerCard;
  const [name, isInterviewer] = [card.querySelector(".input"), card.querySelector("[type=checkbox]")];
  const show = () => {
    for (const turn of turns.querySelectorAll(`[data-speaker="${index}"]`)) {
      turn.classList.toggle("is-interviewer", isInterviewer.checked);
      const shown = turn.querySelector("b");
      shown.textContent = name.value || shown.dataset.unknown;
    }
  };
  card.addEventListener("input", show);
  card.addEventListener("restored", show);
}

const otherRole = document.getElementById("other_role");
otherRole.addEventListener("input", () => {
  if (otherRole.value) otherRole.form.querySelector('[name="role"][value="anders"]').checked = true;
});

// Without an empty line of one's own, 'Splits' parts the turn before the word where the cursor stands.
const text = document.getElementById("mend_text");
text?.closest("li").addEventListener("click", (event) => {
  const button = event.target.closest('button[value^="split:"]');
  if (!button || /\n\s*\n/.test(text.value)) return;
  const before = text.value.slice(0, text.selectionStart);
  const at = before.length - before.match(/\S*$/)[0].length;
  if (at > 0 && at < text.value.trimEnd().length) text.setRangeText("\n\n", at, at, "end");
});
// The address names the turn, and going there takes the focus away: so only then. Who types already goes on there.
let inHand = null;
document.addEventListener("input", ({ target }) => {
  inHand = target;
});
addEventListener("load", () => {
  (inHand ?? text)?.focus({ preventScroll: true });
  if (!inHand) text?.setSelectionRange(0, 0);
});

for (const notice of document.querySelectorAll("[data-typed-left]")) {
  const kept = quietly(() => localStorage.getItem(keyOf("typing", notice.dataset.typedLeft)));
  notice.hidden = !textsIn(kept).length;
}
