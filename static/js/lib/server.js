// Talking JSON with our own server.

// The server understood and said no: `message` is its sentence; `isGone` when it is about what is not there (any more).
export class Refusal extends Error {
  isGone = false;
}

// The server does it once somebody says that it is meant: `message` is its question.
export class Question extends Refusal {}

// No answer, or one from something in between: nothing is known to be done, trying again is safe.
export class Unreachable extends Error {}

// The sign-in ended while the page stood open.
export class SignedOut extends Error {}

// `keepalive` sends on while the page goes away.
/** @param {string} address @param {unknown} [body] */
export async function post(address, body, { keepalive = false } = {}) {
  return answered(address, {
    method: "POST",
    keepalive,
    body: JSON.stringify(body ?? {}),
    headers: {
      ...inTheNameOf(),
      Accept: "application/json",
      "Content-Type": "application/json",
      "X-CSRFToken": token(),
    },
  });
}

// Null: nothing is new since `version`.
/** @param {string} address @param {string | null} [version] */
export async function get(address, version = null) {
  const headers = { ...inTheNameOf(), Accept: "application/json", ...(version && { "If-None-Match": `"${version}"` }) };
  return answered(address, { headers });
}

function token() {
  return /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="csrf-token"]')).content;
}

// Somebody else may have signed in here since: what this page sends is of the person it was made for.
/** @returns {Record<string, string>} */
function inTheNameOf() {
  const { person } = document.body.dataset;
  return person ? { "X-Person": person } : {};
}

/** @param {string} address @param {RequestInit} options */
async function answered(address, options) {
  let response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...options });
  } catch {
    throw new Unreachable();
  }
  if (response.redirected || response.status === 401) throw new SignedOut();
  if (response.status === 304) return null;
  if ([502, 503, 504].includes(response.status)) throw new Unreachable();
  let content;
  try {
    content = await response.json();
  } catch {
    throw response.ok ? new Unreachable() : new Refusal("");
  }
  if (!response.ok) {
    const refusal = new (content.asks ? Question : Refusal)(withNumber(content));
    throw Object.assign(refusal, { isGone: response.status === 404 });
  }
  return content;
}

/** @param {{ error?: string, reference?: string }} content */
function withNumber({ error = "", reference = "" }) {
  return reference ? `${error} (${reference})` : error;
}
