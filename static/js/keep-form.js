// Keeps a half-filled form: on this computer with every change, and on the server where the page says where.
//
// What lies here belongs to one person, one draft and one version of it. It goes once the server has it (see lib/kept.js),
// at signing out, and after a day. It is put back when the form comes up without it: after closing the page, after
// signing in again, or after a save that did not arrive. Over a newer version only what this person changed is laid, and
// said to be. A form that `carries` shows in its next version what was sent: that is not put back. A part of a form that
// has a button of its own is kept by itself.

import { afterSaving } from "./lib/after-saving.js";
import { partsOf, shippedOf, valuesOf } from "./lib/form-parts.js";
import { here, keyOf, quietly } from "./lib/kept.js";
import { baseOf, gathered, isSame, putBack } from "./lib/laid-over.js";
import { isLeaving } from "./lib/leaving.js";
import { Line } from "./lib/line.js";
import { postForm, saidIn } from "./lib/server.js";

const PAUSE = 500; // ms without a change before saving
const LIFETIME = 24 * 60 * 60 * 1000;
const PAGE = crypto.getRandomValues(new Uint32Array(2)).join("-"); // whose text it is, when two tabs have one form
const NOT_KEPT = new Set(["mend_text", "split_speaker", "turn_speaker", "do"]);

for (const part of document.querySelectorAll("[data-keep]")) keep(part);

// eslint-disable-next-line max-lines-per-function -- what one form holds while the page is open
function keep(part) {
  const form = part.closest("form");
  const draft = keyOf("form", `${part.dataset.draft}:`);
  const key = `${draft}${part.dataset.version ?? form.elements.version.value}`;
  const status = part.querySelector("[data-status]");
  const parts = partsOf(part, NOT_KEPT);
  const shown = shippedOf(parts);
  const isGivenBack = "givenBack" in part.dataset; // shows what was sent and refused: that is stored nowhere else
  const hold = afterSaving(form);
  const line = new Line(); // so that an older form never comes last
  forgetStale();
  const last = latest(draft);
  const found = read(key) ?? (last?.isSent && "carries" in part.dataset ? null : last);
  const taken = found ? takenFrom(found, isGivenBack) : []; // stands in this form from now on
  const where = last?.where ?? here(); // what is refused comes back at an address where nothing can be asked for
  let base = isGivenBack ? baseOf(last) : shown; // what the server has of it, when that is known
  let since = null; // what was changed on both sides, once this was laid over a newer version
  let timer = 0;
  let isUnsent = false;
  let saving = null; // the last save, until it is answered

  function say(sentence) {
    if (status.textContent !== sentence) status.textContent = sentence;
  }

  // What other tabs typed and the server does not keep.
  function besides() {
    return part.dataset.keep ? [] : othersIn(read(key), taken);
  }

  function remember(isSent, stored = {}) {
    const [others, values] = [besides(), valuesOf(parts)];
    store(key, JSON.stringify({ at: Date.now(), page: PAGE, base, values, isSent, since, where, others, ...stored }));
  }

  function changed() {
    remember(false);
    if (!part.dataset.keep) return say(since ? part.dataset.since : part.dataset.unsaved);
    saveSoon();
  }

  function saveSoon() {
    isUnsent = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const latestSave = line.add(save).finally(() => {
        if (saving === latestSave) saving = null;
      });
      saving = latestSave;
    }, PAUSE);
  }

  async function save() {
    if (!isUnsent) return;
    isUnsent = false;
    const sent = valuesOf(parts);
    const answer = await send(form).catch(() => null);
    if (!answer) return say(part.dataset.unsaved);
    form.elements.seen.value = answer.seen;
    // The next page, when that was asked for before, does not show it yet.
    if (!isLeaving()) base = sent;
    if (isSame(valuesOf(parts), sent)) settle();
    say(part.dataset.saved);
  }

  function settle() {
    if (isLeaving()) remember(false, { storedAt: Date.now() });
    else forget((other) => other === key);
  }

  function restore() {
    // What the server keeps by itself is this person's own.
    const back = putBack(parts, gathered(parts, found), part.dataset, { latestCounts: part.dataset.keep !== "" });
    if (!back) return forget((other) => other === key);
    since = back.since;
    remember(false);
    part.closest("details")?.setAttribute("open", "");
    say(since ? part.dataset.since : part.dataset.restored);
    if (part.dataset.keep) saveSoon();
  }

  forgetOthers(draft, key);
  if (isGivenBack) remember(false);
  else if (found) restore();
  part.addEventListener("input", changed);
  part.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    const { submitter } = event;
    if (saving) return hold(event, saving);
    clearTimeout(timer);
    isUnsent = false;
    if ((part === form || part.contains(submitter)) && ("carries" in part.dataset || besides().length)) remember(true);
  });
  addEventListener("pagehide", () => isUnsent && send(form).catch(() => {}));
  if (!found && !isGivenBack && !isSame(valuesOf(parts), shown)) changed(); // before this script was there
}

// What other tabs typed in the same form, of each the last.
function othersIn(kept, taken) {
  if (!kept) return [];
  const isTaken = (one) => taken.some(({ page, at }) => page === one.page && at === one.at);
  const { others = [], ...last } = kept;
  return [...others, last].filter((one) => one.page !== PAGE && !isTaken(one));
}

// What came back refused is only what was sent.
function takenFrom({ others = [], ...last }, isGivenBack) {
  return isGivenBack && others.length ? [...others, last].filter((one) => one.isSent) : [...others, last];
}

// Null, or thrown: it is not kept.
async function send(form) {
  const answer = await postForm(form.dataset.keep, new FormData(form), { keepalive: true });
  return answer.ok ? saidIn(answer) : null;
}

function forgetStale() {
  forget((key) => key.startsWith(keyOf("form", "")) && Date.now() - (read(key)?.at ?? 0) > LIFETIME);
}

function forgetOthers(draft, key) {
  forget((other) => other.startsWith(draft) && other !== key);
}

function forget(isGone) {
  quietly(() =>
    Object.keys(localStorage)
      .filter(isGone)
      .forEach((key) => localStorage.removeItem(key)),
  );
}

// What was kept of this draft last, whatever its version.
function latest(draft) {
  const kept =
    quietly(() =>
      Object.keys(localStorage)
        .filter((key) => key.startsWith(draft))
        .map(read),
    ) ?? [];
  return kept.filter(Boolean).sort((one, other) => other.at - one.at)[0] ?? null;
}

function store(key, value) {
  quietly(() => localStorage.setItem(key, value));
}

function read(key) {
  return quietly(() => JSON.parse(localStorage.getItem(key)));
}
