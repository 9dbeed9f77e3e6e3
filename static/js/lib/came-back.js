// Back, a reload, or a closed tab opened again: the browser may put back in a form what stood there when the page was
// left. That may be older than what the page brings now.

export const LEFT = "left"; // the name of the field for what is known of the page before this one

/**
 * @typedef {{ isKept: boolean, opened: Record<string, string>, turn: number, since: number, chosen: Record<string, number> }} Left
 */

export function isBack() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return navigation?.type === "back_forward";
}

// When the browser began to get this page: in milliseconds, as Date.now() counts.
export function openedAt() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return performance.timeOrigin + (navigation?.responseStart ?? 0);
}

// As the page brought it, whatever stands in it by now.
/** @param {HTMLFormElement} form */
export function asItCame(form) {
  const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  copy.reset();
  return copy;
}

// What is known of the page that stood here before: no words of it. It lies in a text field that nobody sees: the
// browser puts it back together with the others, which it does not do with a field of type hidden.
/** @param {HTMLFormElement} form @returns {Left | null} */
export function lastLeft(form) {
  return JSON.parse(fieldOf(form)?.value || "null");
}

/** @param {HTMLFormElement} form @param {Left} left */
export function noteLeft(form, left) {
  const field = fieldOf(form);
  if (field) field.value = JSON.stringify(left);
}

/** @param {HTMLFormElement} form @returns {HTMLInputElement | null} */
function fieldOf(form) {
  return form.querySelector(`input[name="${LEFT}"]`);
}
