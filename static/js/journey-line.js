// Everything that the composer sends stands in one line: the fields that save themselves, and what htmx sends. A form is
// sent as it was when it was asked for, also when an earlier answer replaced it meanwhile.

import { Line } from "./lib/line.js";
import { typedNow } from "./journey-typed.js";

export const line = new Line();

const newest = new Map(); // target -> the last question whose answer goes there
let isIssuing = false;
let underWay = null;

export function keepInLine(fields, tell) {
  for (const event of ["click", "submit"]) document.addEventListener(event, takeUp, true);
  document.addEventListener("htmx:confirm", (event) => {
    if (isIssuing) return;
    event.preventDefault();
    const coming = newest.get("#inhoud");
    const { submitter } = event.detail.triggeringEvent ?? {};
    if (submitter && coming && !coming.isOver && isAboutStep(submitter)) return pressLater(submitter.id, coming);
    const request = asAsked(event.detail);
    // Nothing is replaced while a text still has to be saved: first save, then send.
    const saved = request.target === "#inhoud" ? fields.saveAll() : Promise.resolve(true);
    ask(request, async () => (await saved) || tell(fields.trouble));
    event.target.dispatchEvent(new CustomEvent("asked", { bubbles: true, detail: request }));
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (underWay && isOld(underWay)) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (underWay) underWay.isShown = true;
  });
  for (const trouble of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(trouble, failed);
  }
}

// What an answer brought is a moment later htmx's: who is quicker would leave the page.
function takeUp({ target }) {
  const part = target.closest?.("form, a[href]");
  if (part) window.htmx.process(part);
}

function isAboutStep(button) {
  return Boolean(button.closest(".editor .section-head"));
}

// Who chose another step means that one, also when it does not stand there yet. When it does not come, nothing is done.
function pressLater(id, coming) {
  line.add(() => {
    if (coming.isShown) document.getElementById(id)?.click();
  });
}

// `path` may be a function, for an address that is only known when its turn comes.
/** @param {any} request @param {() => boolean | Promise<boolean>} isWanted */
export function ask(request, isWanted = () => true) {
  if (isQuestion(request)) newest.set(request.target, request);
  line.add(async () => {
    if (isOld(request) || !(await isWanted())) return;
    underWay = request;
    try {
      await issue(request);
    } finally {
      request.isOver = true;
      underWay = null;
    }
  });
}

// The last question for this part of the page is answered no more: another one comes.
export function outdate(target) {
  newest.delete(target);
}

// What was shown before its answer came is so no longer.
export function failed() {
  underWay?.failed?.();
}

// What the person had typed when that was asked which is answered now.
export function typedWhenAsked() {
  return underWay?.typed ?? new Map();
}

export function sentForm() {
  return underWay?.source ?? null;
}

function asAsked({ elt, verb, path, target, triggeringEvent, etc }) {
  const nearest = (name) => elt.closest(`[${name}]`)?.getAttribute(name);
  const isForm = elt instanceof HTMLFormElement;
  return {
    verb,
    path,
    source: elt,
    target: `#${target.id}`,
    select: etc.select ?? nearest("hx-select"),
    selectOOB: etc.selectOOB ?? nearest("hx-select-oob"),
    swap: etc.swapOverride ?? nearest("hx-swap"),
    values: etc.values ?? (isForm ? new FormData(elt, triggeringEvent?.submitter) : {}),
    typed: typedNow(),
  };
}

function isQuestion({ verb }) {
  return verb.toUpperCase() === "GET";
}

// Of questions for the same part of the page only the last one counts.
function isOld(request) {
  return isQuestion(request) && newest.get(request.target) !== request;
}

// What of the page is not there any more is not renewed either.
function present(parts) {
  return parts
    ?.split(",")
    .filter((part) => document.querySelector(part))
    .join(",");
}

function issue({ verb, path, source, target, select, selectOOB, swap, values }) {
  if (!document.querySelector(target)) return null;
  const from = source?.isConnected ? source : document.getElementById("inhoud");
  isIssuing = true;
  try {
    const address = typeof path === "function" ? path() : path;
    return window.htmx.ajax(verb, address, {
      source: from,
      target,
      select,
      selectOOB: present(selectOOB),
      swap,
      values,
    });
  } finally {
    isIssuing = false;
  }
}
