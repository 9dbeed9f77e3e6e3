// The one door to our own server. It tells apart what was refused and why, who is signed out, and what was not reached.

// The server understood and said no: `message` is its sentence; `isGone` when it is about what is not there (any more).
export class Refusal extends Error {
  isGone = false;
}

// The server does it once somebody says that it is meant: `message` is its question.
export class Question extends Refusal {}

// No answer, or one from something in between: nothing is known to be done, trying again is safe.
export class Unreachable extends Error {}

// The sign-in ended while the page stood open. `way`: where to sign in, for who asked for a part of a page.
export class SignedOut extends Error {
  way = "";
}

const IN_BETWEEN = [502, 503, 504]; // a proxy that did not reach the server says this

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

// What a form holds, as a browser posts it. Gives the answer as it came, refused or not: who asks knows what to do with it.
/** @param {string} address @param {FormData} form @param {{ keepalive?: boolean, headers?: Record<string, string> }} how */
export async function postForm(address, form, { keepalive = false, headers = { Accept: "application/json" } } = {}) {
  return reached(address, { method: "POST", body: form, keepalive, headers: { ...inTheNameOf(), ...headers } });
}

// What it says in JSON. A page that something else put in its place says nothing.
/** @param {Response} response */
export async function saidIn(response) {
  try {
    return await response.json();
  } catch {
    throw response.ok ? new Unreachable() : new Refusal("");
  }
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
  const response = await reached(address, options);
  if (response.status === 304) return null;
  const content = await saidIn(response);
  if (!response.ok) {
    const refusal = new (content.asks ? Question : Refusal)(withNumber(content));
    throw Object.assign(refusal, { isGone: response.status === 404 });
  }
  return content;
}

// Throws Unreachable, SignedOut.
/** @param {string} address @param {RequestInit} options */
async function reached(address, options) {
  let response;
  try {
    response = await fetch(address, { credentials: "same-origin", ...options });
  } catch {
    throw new Unreachable();
  }
  if (response.redirected || response.status === 401) {
    throw Object.assign(new SignedOut(), { way: response.headers.get("HX-Redirect") ?? "" });
  }
  if (IN_BETWEEN.includes(response.status)) throw new Unreachable();
  return response;
}

/** @param {{ error?: string, reference?: string }} content */
function withNumber({ error = "", reference = "" }) {
  return reference ? `${error} (${reference})` : error;
}
