// While a job runs the page asks how it stands. When that is refused, or not reached, it says why and goes on asking.

import { sentenceIn } from "./lib/refused-page.js";

const SIGNED_OUT = 401;

// What is half typed on this page stays: nobody is led to the sign-in.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === SIGNED_OUT) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", ({ detail }) => tell(whyNot(detail.xhr)));

function whyNot({ status, responseText }) {
  const { words } = notice().dataset;
  const { signedOut, unreached, failed } = JSON.parse(words);
  if (status >= 200 && status < 400) return "";
  if (status === SIGNED_OUT) return signedOut;
  return status ? sentenceIn(responseText) || failed : unreached;
}

function tell(sentence) {
  const text = notice().querySelector("p");
  if (text.textContent !== sentence) text.textContent = sentence;
  notice().hidden = !sentence;
}

function notice() {
  return document.getElementById("niet-te-zien");
}
