// What a code means and when it fits, to read while one chooses.

import { element } from "../lib/elements.js";

// Null when nobody wrote anything about it yet.
export function meaningOf({ definition, when_to_use, when_not, example, dimension, theme }) {
  const rules = [
    ["Wel", when_to_use],
    ["Niet", when_not],
    ["Voorbeeld", example && `‘${example}’`],
    ["Zegt iets over", dimension],
    ["Thema uit de wet", theme],
  ].filter(([, text]) => text);
  if (!definition && !rules.length) return null;
  const terms = rules.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]);
  const parts = [definition && element("p", {}, definition), terms.length && element("dl", {}, ...terms)];
  return element("div", {}, ...parts.filter(Boolean));
}
