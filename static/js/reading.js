// Keeps what a council member, or a researcher on the page of a respondent, fills in: on the server, shortly after a
// keystroke and on leaving the page. It is not sent as an answer: it is seen again on this page, with what to do.
// Without a connection nobody leaves the page: the words stay where they are. What is refused says why, and is left
// only by who clicks again.

import { LEFT, asItCame, isBack, lastLeft, noteLeft, openedAt } from "./lib/came-back.js";
import { partsOf } from "./lib/form-parts.js";
import { isSame } from "./lib/laid-over.js";
import { Line } from "./lib/line.js";
import { NotArrived } from "./lib/not-arrived.js";
import { SignedOut, postForm } from "./lib/server.js";

const PAUSE = 600; // ms without a keystroke before keeping
const RETRY = 4000;
const TOO_OFTEN = 429;
const LONGEST_WAIT = 1500; // ms that a link waits for what was typed to be kept

/** @type {WeakMap<HTMLFormElement, number>} how often each sent what was typed */
const turns = new WeakMap();

for (const form of document.querySelectorAll("form[data-keep]")) keepFilledIn(form);

/** @param {HTMLFormElement} form */
// eslint-disable-next-line max-lines-per-function -- what one form holds while the page is open
function keepFilledIn(form) {
  const line = new Line(); // so that older words never come last
  const own = new NotArrived(form, new Set([LEFT]));
  let timer = 0;
  let kept = snapshot(asItCame(form)); // somebody may fill something in before this script is there
  /** @type {import("./lib/came-back.js").Left | null} */
  let left = null; // the page that stood here before, while it is not known whether this one goes on as that
  /** @type {Record<string, string>} */
  let opened = {}; // as which page it goes on, when that is not this one
  let since = openedAt();
  let isShown = false;
  /** @type {Record<string, number>} how long after the page was opened each choice was made */
  let chosen = {};
  let isLeaving = false;
  let isAsking = false; // whether there is a connection to send it by
  let refused = ""; // what the municipality would not keep, when somebody last wanted to leave with it
  /** @type {Element | null} */
  let near = null; // the status line beside the field that was changed last

  // What Back put here and was kept is older than what the page brings, or the same; what was not kept is of the page
  // that was left, and goes on as that page. What was filled in before this script was there is kept now.
  function begin() {
    if (isShown) return;
    left ??= lastLeft(form);
    left ??= own.putBack();
    if (left && isFilledIn()) {
      if (left.isKept && isBack()) form.reset();
      else goOnAs(left);
    }
    const changed = changedIn(form);
    if (!isFilledIn() || !changed.length) return own.forget();
    note();
    pointTo(changed[0]);
    for (const field of changed) noteChoice(field);
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  }

  /** @param {import("./lib/came-back.js").Left} page */
  function goOnAs(page) {
    turns.set(form, page.turn + 1); // leaving may have sent it once more
    ({ opened, since, chosen } = page);
    left = null;
  }

  function note() {
    const itself = Object.fromEntries(openedIn(form).map(({ name, value }) => [name, value]));
    const page = { isKept: !isFilledIn(), opened: { ...itself, ...opened }, turn: turnNow(form), since, chosen };
    noteLeft(form, page);
    if (page.isKept) own.settle(page);
    else own.keep(page);
  }

  /** @param {any} field */
  function noteChoice(field) {
    if (["radio", "checkbox"].includes(field.type)) chosen[field.name] ??= Math.max(0, Math.round(Date.now() - since));
  }

  function isFilledIn() {
    return snapshot(form) !== kept;
  }

  /** Whether the municipality could be reached, be it that it refused. */
  function keep() {
    clearTimeout(timer);
    return line.add(keepNow);
  }

  async function keepNow() {
    const now = snapshot(form);
    const { values } = own;
    if (isLeaving || isKept()) return true;
    let isReached = false;
    let reason = "";
    let isForGood = false; // trying again would not help
    try {
      const sending = send(form);
      note();
      const response = await sending;
      const isKeptThere = response.ok && isOurs(response);
      isReached = isKeptThere || (!response.ok && response.status < 500);
      if (!isKeptThere) {
        reason = await reasonOf(response);
        isForGood = reason !== "" && response.status !== TOO_OFTEN;
        throw new Error(String(response.status));
      }
      kept = now;
      own.arrived(values);
      note();
      say((await response.text()) || (form.dataset.kept ?? ""));
    } catch (trouble) {
      isReached ||= trouble instanceof SignedOut;
      say(reason || (form.dataset.offline ?? ""), true);
      if (!isForGood) timer = setTimeout(keep, RETRY);
    }
    return isReached;
  }

  function isKept() {
    return !isFilledIn() && navigator.onLine;
  }

  function say(/** @type {string} */ sentence, isTrouble = false) {
    if (!near) return;
    near.textContent = sentence;
    near.classList.toggle("is-trouble", isTrouble);
  }

  /** @param {Element} part */
  function pointTo(part) {
    near = (part.closest(".remark-form, .answer, [data-part]") ?? form).querySelector("[data-status]") ?? near;
  }

  function stay() {
    say(form.dataset.unsent ?? "", true);
    near?.scrollIntoView({ block: "nearest" });
  }

  form.addEventListener("formdata", ({ formData }) => {
    formData.delete(LEFT);
    for (const [name, value] of Object.entries(opened)) formData.set(name, value);
    if ("countsChoices" in form.dataset) formData.set("gekozen", pairsOf(chosen));
  });
  form.addEventListener("input", (event) => {
    const field = /** @type {any} */ (event.target);
    if (!isShown) left ??= lastLeft(form);
    if (left) left.isKept = false;
    delete chosen[field.name];
    noteChoice(field);
    pointTo(field);
    if (isShown) note();
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  // The next page shows what was typed too, so it waits until that is kept.
  document.addEventListener("click", async (event) => {
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!(link instanceof HTMLAnchorElement) || !isPlain || link.origin !== location.origin) return;
    begin();
    const leaving = snapshot(form);
    if (leaving === kept || leaving === refused) return;
    event.preventDefault();
    let isTooLong = false;
    const tooLong = new Promise((resolve) => {
      setTimeout(resolve, LONGEST_WAIT);
    }).then(() => {
      isTooLong = true;
    });
    const isReached = await Promise.race([keep(), tooLong]);
    if (isTooLong || leaving === kept) return location.assign(link.href);
    if (isReached) refused = leaving;
    near?.scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("submit", async (event) => {
    begin();
    if (isLeaving || isKept()) {
      isLeaving = true; // the form itself brings everything
      if (turnOf(form)) turnOf(form).value = nextTurn(form);
      clearTimeout(timer);
      return;
    }
    event.preventDefault();
    if (isAsking) return;
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (button?.closest("form")) pointTo(button);
    isAsking = true;
    const isReached = await keep();
    isAsking = false;
    clearTimeout(timer);
    if (!isReached) {
      timer = setTimeout(keep, RETRY);
      return stay();
    }
    isLeaving = true;
    form.requestSubmit(button);
  });
  addEventListener("pagehide", () => {
    begin();
    if (!isLeaving && isFilledIn()) send(form, true).catch(() => {});
  });
  addEventListener("pageshow", (event) => {
    isLeaving = false; // back from another page: the browser shows the form as it was left
    if (!event.persisted) {
      begin();
      isShown = true;
    } else if (isFilledIn()) keep();
    else location.reload();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}

/** Why it was refused, where the municipality says so in a sentence for this line. @param {Response} response */
async function reasonOf(response) {
  return isText(response) ? response.text() : "";
}

// What stands in between (a hotel's page before its wifi) may answer too, and keeps nothing.
/** @param {Response} response */
function isOurs(response) {
  return response.status === 204 || isText(response);
}

/** @param {Response} response */
function isText(response) {
  return response.headers.get("Content-Type")?.startsWith("text/plain") ?? false;
}

/** @param {HTMLFormElement} form */
function send(form, keepalive = false) {
  const body = new FormData(form);
  if (turnOf(form)) body.set("turn", nextTurn(form));
  return postForm(form.dataset.keep ?? "", body, { keepalive, headers: {} });
}

// Where the page counts what it sends, so that what arrives late is known by it.
/** @param {HTMLFormElement} form @returns {HTMLInputElement | null} */
function turnOf(form) {
  return form.querySelector('input[name="turn"]');
}

/** @param {HTMLFormElement} form */
function nextTurn(form) {
  turns.set(form, turnNow(form) + 1);
  return String(turnNow(form));
}

/** @param {HTMLFormElement} form */
function turnNow(form) {
  return turns.get(form) ?? Number(turnOf(form)?.value);
}

// Which page this is, for the server.
/** @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
function openedIn(form) {
  return [...form.querySelectorAll(/** @type {"input"} */ ("input[data-opened]"))];
}

// The fields that stand otherwise than they came.
/** @param {HTMLFormElement} form */
function changedIn(form) {
  const changed = [...partsOf(form, new Set([LEFT])).values()].filter((part) => !isSame(part.value, part.shipped));
  return changed.map(({ fields }) => fields[0]);
}

/** @param {Record<string, number>} chosen */
function pairsOf(chosen) {
  return Object.entries(chosen)
    .map(([name, after]) => `${name}=${after}`)
    .join(" ");
}

/** @param {HTMLFormElement} form */
function snapshot(form) {
  const body = new FormData(form);
  for (const name of ["turn", "gekozen", LEFT]) body.delete(name);
  return new URLSearchParams(/** @type {any} */ (body)).toString();
}
