// Whether the page that something is of is still open, in any tab. A page holds a lock on what is its own; a browser lets
// go of it however that page ends. At an address without https there are no locks: then the page is taken to be gone.

/** @param {string} name */
export function hold(name) {
  navigator.locks?.request(name, () => new Promise(() => {}));
}

// Does it once nobody holds the name: at once, or when the page that holds it goes.
/** @param {string} name @param {() => void} act */
export function onceGone(name, act) {
  if (navigator.locks) navigator.locks.request(name, act);
  else act();
}

// Does it when nobody holds the name now, and keeps the name until it is done.
/** @param {string} name @param {() => Promise<void>} act */
export async function ifGone(name, act) {
  if (navigator.locks) await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && act());
  else await act();
}
