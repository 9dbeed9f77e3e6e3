// A list of typed interviews: of one that the server has no word of, shows what lies in this browser. Its page may have
// been left a moment ago, while what was typed last was still being sent.

import { keyOf, quietly } from "./lib/kept.js";
import { textsIn } from "./lib/typed-text.js";

const LONGEST = 70;

for (const row of document.querySelectorAll("[data-typed-here]")) {
  const kept = quietly(() => localStorage.getItem(keyOf("typing", row.dataset.typedHere)));
  const typed = textsIn(kept).at(-1)?.text.trim();
  if (!typed) continue;
  const [first] = typed.split("\n");
  row.querySelector("a").textContent = first.length > LONGEST ? `${first.slice(0, LONGEST - 1)}…` : first;
  row.querySelector("p").textContent = row.dataset.here;
}

// A page that the browser had laid aside shows how it was before.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
