// Says in words, to a screen reader, what others see happen. The element has role="status" and stands in the page.

/** @type {Element | null} */
let region = null;
let clearing = 0;

/** @param {string} sentence */
export function announce(sentence) {
  region ??= document.querySelector("#announcements");
  say("");
  // Emptied first, and filled in the next task, so that the same sentence twice is read twice.
  setTimeout(() => say(sentence));
  clearTimeout(clearing);
  clearing = setTimeout(() => say(""), 15_000);
}

/** @param {string} sentence */
function say(sentence) {
  if (region) region.textContent = sentence;
}
