// What the server refuses is shown, whatever it answered, and what was typed stays: an answer that is this page itself
// says beside its fields what is wrong; of any other only the sentence is taken over. Nobody is led away.

import { failed } from "./journey-line.js";
import { tell, words } from "./journey-page.js";
import { sentenceIn } from "./lib/refused-page.js";
import { drafts } from "./journey-typed.js";

const SIGNED_OUT = 401;

export function showRefusals() {
  document.addEventListener("htmx:beforeOnLoad", stayWhenSignedOut);
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isRefused(event)) return;
    const { serverResponse } = event.detail;
    event.detail.shouldSwap = isComposer(serverResponse);
    if (!event.detail.shouldSwap) tell(sentenceIn(serverResponse) || words.failed);
  });
  // What was posted to is no page: a reload would ask for it.
  document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
    if (isRefused(event)) event.detail.history.path = location.pathname + location.search;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (isRefused(event)) document.querySelector("#inhoud form .error")?.scrollIntoView({ block: "center" });
  });
  document.addEventListener("htmx:sendError", () => tell(words.unsent));
  addEventListener("beforeunload", (event) => drafts().length && event.preventDefault());
}

function isRefused({ detail }) {
  return detail.xhr?.status >= 400;
}

// It would leave for the sign-in, and what was typed with it.
function stayWhenSignedOut(event) {
  if (event.detail.xhr.status !== SIGNED_OUT) return;
  event.preventDefault();
  failed();
  tell(words.signedOut);
}

function isComposer(html) {
  return new DOMParser().parseFromString(html, "text/html").querySelector("#inhoud.composer") !== null;
}
