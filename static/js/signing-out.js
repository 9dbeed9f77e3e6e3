// Signing out takes along what lies in this browser. What a page could not be sure to have sent is sent first; of what no
// server may have after that it asks, and leads to it.

import { sendLeft } from "./coding/left-acts.js";
import { forgetStored, leftBy } from "./lib/kept.js";
import { takeStored } from "./lib/stored-marks.js";

const LONGEST_WAIT = 3000; // ms that signing out waits for what is sent

const form = document.getElementById("afmelden");
const dialog = document.getElementById("nu-afmelden");
const meant = dialog.querySelector('[type="submit"]');
const words = dialog.dataset;
const { person } = document.documentElement.dataset;

// A sentence, where it is, and what is done there; null when nothing is left of it.
const tell = {
  unsent: (what, acts) => {
    const [address] = what.split(":");
    return {
      sentence: (acts.length === 1 ? words.oneUnsent : words.moreUnsent)
        .replace("{number}", address.split("/").at(-1))
        .replace("{count}", acts.length),
      address,
      lead: words.send,
    };
  },
  form: (_what, { values, base, isSent, where }) =>
    isSent || JSON.stringify(values) === JSON.stringify(base)
      ? null
      : { sentence: words.filledIn, address: where, lead: words.look },
  half: (_what, { isSent, where }) => (isSent ? null : { sentence: words.filledIn, address: where, lead: words.look }),
  reading: (_what, { where }) => ({ sentence: words.filledIn, address: where, lead: words.look }),
  composer: (_what, { text, seen, where }) =>
    text === seen ? null : { sentence: words.filledIn, address: where, lead: words.look },
  names: (address, typed) =>
    Object.keys(typed).length ? { sentence: words.filledIn, address, lead: words.look } : null,
  // A slip without words says that what stood on it is saved by now.
  typed: (address, slips) =>
    slips.some(({ typed }) => Object.keys(typed).length) ? { sentence: words.memo, address, lead: words.check } : null,
  typing: (what) => {
    const [, study, number] = /^(.*)-(\d+)$/.exec(what);
    return {
      sentence: words.typing,
      address: `/onderzoeken/${study}/interviews/onderweg/${number}`,
      lead: words.check,
    };
  },
};

form.addEventListener("submit", async (event) => {
  if (event.submitter?.form === form && dialog.contains(event.submitter)) return;
  if (!left().length) return;
  event.preventDefault();
  const asked = event.submitter;
  await Promise.race([sendLeft(person), tooLong()]);
  const told = left();
  if (!told.length) return form.requestSubmit(asked);
  meant.formAction = asked?.getAttribute("formaction") ?? form.action;
  dialog.querySelector("ul").replaceChildren(...told.map(line));
  if (!dialog.open) dialog.showModal();
});

function tooLong() {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_WAIT);
  });
}

function left() {
  takeStored((told) => forgetStored(person, told)); // of a page that was left a moment ago
  return leftBy(person)
    .map(({ kind, what, kept }) => tell[kind]?.(what, kept))
    .filter(Boolean);
}

dialog.querySelector("[data-stay]").addEventListener("click", () => dialog.close());

function line({ sentence, address, lead }) {
  const item = document.createElement("li");
  item.append(sentence);
  if (address) {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = lead;
    item.append(" ", link);
  }
  return item;
}
