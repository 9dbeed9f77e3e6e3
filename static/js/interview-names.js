// The names screen: step through proposals by keyboard, and point at a name in the text.
//
// Decisions are plain forms; htmx swaps what changed. Single keys act only while focus is in the list of proposals
// and not in a field.

const list = () => document.getElementById("voorstellen-lijst");
const rows = () => [...list().querySelectorAll(".swap-row")];
const isField = (element) => element.matches("input:not([type=hidden]), select, textarea");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !list().contains(event.target) || isField(event.target)) return;
  const row = event.target.closest(".swap-row");
  const key = event.key.toLowerCase();
  if (key === "arrowdown" || key === "arrowup") {
    event.preventDefault();
    focusRow(neighbour(row, key === "arrowdown" ? 1 : -1));
  } else if (row && (key === "v" || key === "l")) {
    const button = row.querySelector(`button[name="decision"][value="${key === "v" ? "replace" : "keep"}"]`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  }
});

function neighbour(row, step) {
  const open = rows().filter((one) => one.dataset.state === "proposed" || one === row);
  if (!row) return open[0];
  return open[open.indexOf(row) + step] ?? row;
}

function focusRow(row) {
  row?.querySelector("button")?.focus();
  row?.scrollIntoView({ block: "nearest" });
}

// A mark in the text leads to its row, with focus on what can be decided there.
document.getElementById("beurten").addEventListener("click", (event) => {
  const mark = event.target.closest("a[href^='#naam-']");
  if (!mark) return;
  event.preventDefault();
  const row = document.querySelector(mark.getAttribute("href"));
  row?.scrollIntoView({ block: "center" });
  focusRow(row);
});

// After a decision: on to the next proposal, which the server marked; else to the heading.
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "voorstellen-lijst" && event.detail.elt?.id !== "voorstellen-lijst") return;
  const next = list().querySelector("[autofocus]");
  (next ?? document.getElementById("voorstellen")).focus({ preventScroll: true });
  next?.closest(".swap-row").scrollIntoView({ block: "nearest" });
});

// Pointing at a name: what is selected in the text can be added to the proposals.
const offer = document.getElementById("ook-een-naam");
const LONGEST_NAME = 80;

document.addEventListener("selectionchange", () => {
  const name = selectedName();
  offer.hidden = name === "";
  if (name) placeBeside(getSelection().getRangeAt(0).getBoundingClientRect());
});

function selectedName() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return "";
  const turn = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("#beurten .turn-text");
  const [start, end] = [turn(selection.anchorNode), turn(selection.focusNode)];
  const name = selection.toString().trim();
  return start && start === end && name.length <= LONGEST_NAME ? name : "";
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
  const form = document.getElementById("eigen-naam");
  form.elements.name.value = name;
  getSelection().removeAllRanges();
  form.requestSubmit();
});
