// What a page or a part of one says that came instead of what was asked.

// Empty: something in between put a page of its own there.
/** @param {string} html */
export function sentenceIn(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const found = [...answer.querySelectorAll("[role=alert], main p, p")].map((one) => one.textContent.trim());
  return found.find(Boolean) ?? "";
}
