// Whether the next page was asked for already. Until it comes this one goes on: what is stored meanwhile, the next page
// may not show, for the server read it before. Then a copy in the browser is not forgotten: it stays, with the moment at
// which it was stored (`storedAt`), and the next page tells by that moment whether it needs it.

const LONGEST = 60_000; // ms: after that nobody waits for a page any more, and whoever stayed goes on here

let since = -Infinity;

addEventListener("beforeunload", () => {
  since = Date.now();
});
addEventListener("pageshow", () => {
  since = -Infinity;
});

export function isLeaving() {
  return Date.now() - since < LONGEST;
}

// When the browser asked for this page, in milliseconds, as Date.now() counts; a clock that stood still since then makes
// it earlier.
export function askedAt() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return Date.now() - performance.now() + (navigation?.fetchStart ?? 0);
}

// Of a copy that was stored before this page was asked for: this page shows that, or what came after it.
/** @param {{ storedAt?: number } | null} copy */
export function isShownBy(copy) {
  return (copy?.storedAt ?? Infinity) < askedAt();
}
