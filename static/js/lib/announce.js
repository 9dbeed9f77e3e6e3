// Says in words, to a screen reader, what others see happen. The element has role="status" and stands in the page.

let region = null;
let clearing = 0;

export function announce(sentence) {
  region ??= document.querySelector("#announcements");
  region.textContent = "";
  // Emptied first, and filled in the next task, so that the same sentence twice is read twice.
  setTimeout(() => {
    region.textContent = sentence;
  });
  clearTimeout(clearing);
  clearing = setTimeout(() => {
    region.textContent = "";
  }, 15_000);
}
