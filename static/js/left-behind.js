// What lies in this browser of forms that this page does not have (any more): half-typed words about something that was
// removed, stored or taken back meanwhile are shown, with what to do; of a form that is elsewhere, the way to it.

import { keyOf, leftBy, quietly } from "./lib/kept.js";
import { baseOf, isSame } from "./lib/laid-over.js";

const STORAGES = [() => localStorage, () => sessionStorage];

const place = document.querySelector("[data-left-behind]");
if (place) show();

function show() {
  for (const shown of place.querySelectorAll("[data-left-draft]")) notSent(shown.dataset.leftDraft);
  const found = leftBy(document.documentElement.dataset.person)
    .map(({ kind, what, kept }) => ({ kind, what, kept, draft: what.split(":")[0] }))
    .filter(({ kind, draft }) => isOfThisPage(`${kind}:${draft}`) && !isShown(draft))
    .map((one) => ({ ...one, texts: textsIn(one.kept) }))
    .filter(({ texts }) => texts.length);
  for (const one of found) place.append(drawn(one));
  place.hidden = !place.querySelector(".left-one");
}

// "form:stand-demo-12" is one of these, or begins with one and a number follows.
function isOfThisPage(name) {
  const isOf = (of) => name === of || (name.startsWith(of) && /^j?\d+$/.test(name.slice(of.length)));
  return place.dataset.of.trim().split(" ").some(isOf);
}

function isShown(draft) {
  return ["data-draft", "data-half-typed", "data-left-draft"].some((name) =>
    document.querySelector(`[${name}="${CSS.escape(draft)}"]`),
  );
}

// Where its form is, when there is one.
function addressOf(draft) {
  const numberIn = (begin) => (draft.startsWith(begin) ? draft.slice(begin.length) : null);
  const [begin, address] =
    JSON.parse(place.dataset.places ?? "[]").find(([start, , numbers]) => numbers.includes(numberIn(start))) ?? [];
  return address?.replace("{n}", numberIn(begin));
}

// What was changed and not sent: [name of the field, text].
function textsIn({ others = [], ...last }) {
  return [...others, last]
    .filter(({ isSent, values }) => !isSent && Array.isArray(values))
    .flatMap((one) => {
      const before = new Map(baseOf(one) ?? []);
      return one.values.filter(([name, text]) => text && typeof text === "string" && !isSame(text, before.get(name)));
    })
    .map(([name, text]) => [name.replace(/-\d+$/, ""), text]);
}

function drawn({ kind, what, draft, texts }) {
  const words = place.dataset;
  const address = addressOf(draft);
  const one = made("div", "left-one");
  one.append(made("p", "", address ? words.there : words.gone));
  const list = made("dl");
  for (const [name, text] of texts) list.append(line(name, text));
  const buttons = made("div", "buttons");
  if (address) buttons.append(Object.assign(made("a", "button", words.go), { href: address }));
  const drop = Object.assign(made("button", "button button-plain", words.drop), { type: "button" });
  drop.addEventListener("click", () => {
    forget(keyOf(kind, what));
    one.remove();
    place.hidden = !place.querySelector(".left-one");
  });
  buttons.append(drop);
  one.append(list, buttons);
  return one;
}

function line(name, text) {
  const [names, choices] = [place.dataset.names, place.dataset.choices].map((words) => JSON.parse(words));
  const row = made("div");
  const said = made("dd", "", choices[name]?.[text] ?? text);
  said.dir = "auto";
  row.append(made("dt", "", names[name] ?? ""), said);
  return row;
}

function made(name, className = "", text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

function forget(key) {
  for (const storage of STORAGES) quietly(() => storage().removeItem(key));
}

// The server shows it, so it did not take it.
function notSent(draft) {
  const begins = ["form", "half"].map((kind) => keyOf(kind, draft));
  for (const storage of STORAGES) {
    quietly(() => {
      for (const key of Object.keys(storage()).filter((one) =>
        begins.some((begin) => `${one}:`.startsWith(`${begin}:`)),
      )) {
        storage().setItem(key, JSON.stringify({ ...JSON.parse(storage().getItem(key)), isSent: false }));
      }
    });
  }
}
