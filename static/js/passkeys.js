// Passkeys: the server says what is to be signed, the browser asks the device, the server looks at what it signed.
// A page shows this only where the browser can, on the host that passkeys hang on.

import { post, Refusal, SignedOut, Unreachable } from "./lib/server.js";

const canDo = Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (canDo && place.dataset.host === location.hostname) offer(place);
}

/** @param {HTMLElement} place */
function offer(place) {
  const button = place.querySelector("button");
  const told = place.querySelector('[role="status"]');
  place.hidden = false;
  for (const other of document.querySelectorAll("[data-without-passkey]")) other.hidden = true;
  button.addEventListener("click", async () => {
    button.disabled = true;
    told.textContent = "";
    try {
      await goOn(place, await ask(place));
    } catch (error) {
      told.textContent = sentenceOf(error, place);
      button.disabled = false;
    }
  });
}

async function ask(place) {
  const { begin, end, backTo, passkey } = place.dataset;
  const name = place.querySelector('[name="name"]')?.value;
  const options = await post(begin, { name });
  const asked =
    passkey === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  const credential = /** @type {PublicKeyCredential} */ (await asked);
  return post(end, { credential: credential.toJSON(), name, verder: backTo });
}

// Where the first second step was set up, codes on paper come next.
async function goOn(place, { address, codes }) {
  const form = place.querySelector("form");
  if (codes && form) form.submit();
  else location.assign(address);
}

function sentenceOf(error, place) {
  const { aborted, known, failed, unreached } = place.dataset;
  if (error instanceof SignedOut && error.way) {
    location.assign(error.way);
    return "";
  }
  if (error instanceof Refusal) return error.message || failed;
  if (error instanceof Unreachable) return unreached;
  return { NotAllowedError: aborted, AbortError: aborted, InvalidStateError: known }[error.name] ?? failed;
}
