// Keeps what is typed: in the database within two seconds after a keystroke, and meanwhile on this computer.
//
// The server counts versions, so two tabs cannot silently overwrite each other. Until a save is confirmed the
// text also lies in localStorage, of each tab its own; when it is still there at the next visit, it stands there again,
// or is offered back when another text was stored meanwhile.

import { afterSaving } from "./lib/after-saving.js";
import { joined } from "./lib/joined.js";
import { keyOf } from "./lib/kept.js";
import { isLeaving } from "./lib/leaving.js";
import { SignedOut, postForm, saidIn } from "./lib/server.js";
import { TypedText } from "./lib/typed-text.js";

const PAUSE = 700; // ms without a keystroke before saving
const LONGEST_WAIT = 1500; // ms after the first unsaved keystroke, also while typing goes on
const RETRY = 3000;
const KEEPALIVE_LIMIT = 60_000; // browsers refuse larger requests from a page that is going away

for (const form of document.querySelectorAll("form[data-autosave]")) keepSaving(form);

// eslint-disable-next-line max-lines-per-function -- what one form holds while the page is open
function keepSaving(form) {
  const field = form.elements.text;
  const version = form.elements.version;
  const status = form.querySelector("[data-status]");
  const backup = new TypedText(keyOf("typing", form.dataset.draft));
  const isGivenBack = "givenBack" in form.dataset; // shows what was sent and refused: that is stored nowhere else
  let savedText = field.defaultValue; // not `value`: somebody may type before this module has loaded
  let firstUnsaved = 0;
  let timer = 0;
  let saving = null; // the save that is not answered yet
  let underWay; // and its text
  const own = new Set(); // texts that the page before this one may have sent: no other tab's
  const passed = []; // what was stored while the next page was under way, over which version
  let stopped = false; // another tab holds a newer text: a person must choose first

  const hold = afterSaving(form);
  const isDirty = () => field.value !== savedText;

  function schedule() {
    if (stopped) return;
    clearTimeout(timer);
    firstUnsaved ||= Date.now();
    const wait = Math.max(0, Math.min(PAUSE, firstUnsaved + LONGEST_WAIT - Date.now()));
    timer = setTimeout(save, wait);
  }

  function typed() {
    keepHere();
    say(form.dataset.unsaved);
    schedule();
  }

  function keepHere(isSent = false) {
    backup.keep(field.value, { over: version.value, underWay, passed }, isSent);
  }

  function save() {
    clearTimeout(timer);
    if (saving || stopped || !isDirty()) return;
    underWay = field.value;
    keepHere();
    saving = saveNow(field.value).finally(() => {
      saving = null;
      underWay = undefined;
    });
  }

  async function saveNow(text) {
    say(form.dataset.saving);
    try {
      settle(await send(form, text, version.value), text);
    } catch (error) {
      trouble(error instanceof SignedOut ? form.dataset.signedOut : form.dataset.offline);
    }
  }

  function settle(answer, text) {
    if (answer.status === 409) return own.delete(answer.body.text) ? goOnOver(answer.body) : otherTab(answer.body);
    if (answer.status >= 400) return trouble(answer.body.error);
    if (isLeaving()) passed.push({ version: version.value, text });
    savedText = text;
    version.value = answer.body.version;
    firstUnsaved = 0;
    if (isDirty()) return typedOn();
    backup.stored();
    say(form.dataset.saved.replace("{time}", answer.body.time));
  }

  // Over the version that is stored now.
  function typedOn() {
    keepHere();
    schedule();
  }

  function trouble(sentence) {
    say(sentence, true);
    clearTimeout(timer);
    timer = setTimeout(save, RETRY);
  }

  // What the page before this one sent came in between.
  function goOnOver({ version: newest, text }) {
    version.value = newest;
    savedText = text;
    schedule();
  }

  function otherTab({ error, version: newest }) {
    stopped = true;
    const box = form.querySelector("[data-other-tab]");
    box.querySelector("[data-other-tab-text]").textContent = error;
    box.hidden = false;
    say(form.dataset.unsaved, true);
    box.querySelector("[data-keep-mine]").onclick = () => {
      version.value = newest;
      stopped = false;
      box.hidden = true;
      field.focus();
      save();
    };
    box.querySelector("[data-take-other]").onclick = () => {
      backup.forget();
      savedText = field.value;
      location.reload();
    };
  }

  function offerBack() {
    backup.dropShown();
    if (isGivenBack) {
      backup.drop((one) => one.isSent || "storedAt" in one);
      return keepHere();
    }
    backup.drop((one) => savedText.startsWith(one.text));
    return backup.withLastLeft(takeUp).then(() => offer(backup.others.at(-1)));
  }

  // What a page that is gone typed over the text that stands here, as if it were typed here now.
  function takeUp(left) {
    const { text, over, underWay: sent, passed: before = [] } = left;
    const isOver = [over, ...before.map((one) => one.version)].includes(version.value) || sent === savedText;
    if (!isOver && "storedAt" in left) return backup.drop((one) => one.page === left.page); // here is what came after it
    if (!isOver) return;
    for (const one of [text, sent, ...before.map((stored) => stored.text)]) own.add(one);
    field.value = isDirty() ? joined(field.value, savedText, text) : text;
    backup.drop((one) => one.page === left.page && one.text === text);
    typed();
    save(); // what is typed on is over a text that the server has by then
  }

  function offer(found) {
    const box = form.querySelector("[data-found]");
    box.hidden = !found;
    if (!found) return;
    const { notSaved, hasStood } = box.dataset;
    box.querySelector("strong").textContent = found.hasStood ? hasStood : notSaved;
    const answered = () => {
      backup.drop(({ page, text }) => page === found.page && text === found.text);
      offer(backup.others.at(-1));
      field.focus();
    };
    box.querySelector("[data-put-back]").onclick = () => {
      const stood = field.value;
      field.value = found.text;
      typed();
      if (stood.trim() && !found.text.startsWith(stood)) backup.setAside(stood);
      answered();
    };
    box.querySelector("[data-forget]").onclick = answered;
  }

  function say(sentence, isTrouble = false) {
    if (status.textContent !== sentence) status.textContent = sentence;
    status.classList.toggle("is-trouble", isTrouble);
  }

  field.addEventListener("input", typed);
  addEventListener("online", save);
  addEventListener("pagehide", () => {
    if (isDirty() && !stopped && field.value.length < KEEPALIVE_LIMIT)
      send(form, field.value, version.value, true).catch(() => {});
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  form.addEventListener("submit", (event) => {
    if (saving) return hold(event, saving);
    stopped = true; // the form itself brings the text
    clearTimeout(timer);
    keepHere(true); // until a page says that it is stored
  });
  offerBack();
  speakerButtons(form, field);
  if (isDirty()) typed();
}

async function send(form, text, version, keepalive = false) {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("version", version);
  body.set("text", text);
  const answer = await postForm(form.action, body, { keepalive });
  return { status: answer.status, body: await saidIn(answer) };
}

function speakerButtons(form, field) {
  const tools = form.querySelector("[data-speakers]");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-speaker]");
    if (button) begin(field, button.dataset.speaker);
  });
  field.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const letter = { KeyI: "I: ", KeyR: "R: " }[event.code];
    if (!letter) return;
    event.preventDefault();
    begin(field, letter);
  });
}

// A new line for this speaker where the cursor is; nothing before it when the line is still empty.
function begin(field, prefix) {
  const before = field.value.slice(0, field.selectionStart);
  const opening = before === "" || before.endsWith("\n") ? prefix : `\n${prefix}`;
  field.focus();
  // insertText keeps the browser's own undo; setRangeText would not.
  if (!document.execCommand("insertText", false, opening)) {
    field.setRangeText(opening, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
