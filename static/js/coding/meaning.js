// What a code means and when it fits, to read while one chooses.

import { element } from "../lib/elements.js";
import { say } from "./wording.js";

export const WRITTEN = ["definition", "when_to_use", "when_not", "example"];
export const DESCRIBED = [...WRITTEN, "dimension", "theme"];

// Null when nobody wrote anything about it yet. `isBrief` leaves out what does not help to choose.
export function meaningOf({ definition, when_to_use, when_not, example, dimension, theme }, { isBrief = false } = {}) {
  const choosing = [
    [say("whenToUse"), when_to_use],
    [say("whenNot"), when_not],
  ];
  const further = [
    [say("example"), example && quoted(example)],
    [say("dimension"), dimension],
    [say("theme"), theme],
  ];
  const rules = [...choosing, ...(isBrief ? [] : further)].filter(([, text]) => text);
  if (!definition && !rules.length) return null;
  const terms = rules.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]);
  const parts = [definition && element("p", {}, definition), terms.length && element("dl", {}, ...terms)];
  return element("div", {}, ...parts.filter(Boolean));
}

// Several quotations have their marks already.
function quoted(example) {
  return example.startsWith("‘") ? example : say("quoted", { text: example });
}
