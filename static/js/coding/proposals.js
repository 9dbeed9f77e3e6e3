// How a suggestion looks beside its turn: the codes that may fit, how sure that is, why, and what can be done with it.

import { button, element } from "../lib/elements.js";
import { HOLE, around, counted, say, shortened, words } from "./wording.js";

const SVG = "http://www.w3.org/2000/svg";
const LONGEST_QUOTE = 160;

// `guesses`: those for one stretch, the best first.
export function proposal(guesses, material) {
  const [best, ...others] = guesses;
  const name = nameOf(best, material);
  const turn = material.text.turnAt(best.start);
  return element(
    "li",
    { class: colourOf(best, material), data: { start: best.start, end: best.end, suggestion: best.id } },
    head(best, "b", material),
    element("p", { class: "proposal-place" }, placeOf(turn)),
    element("q", {}, ...marked(shortened(material.text.slice(best.start, best.end), LONGEST_QUOTE), best.words)),
    ...why(best),
    element(
      "span",
      { class: "acts" },
      act("take", say("take"), best, name, { kind: "default", drawing: "check" }),
      act("other", say("otherCode"), best, name),
      act("refuse", say("refuse"), best, name),
    ),
    others.length ? element("ul", { class: "other-guesses", role: "list" }, ...others.map(other)) : null,
  );

  function other(guess) {
    const reasons = why(guess);
    return element(
      "li",
      { class: colourOf(guess, material), data: { suggestion: guess.id } },
      head(guess, "span", material),
      act("take", say("take"), guess, nameOf(guess, material)),
      reasons.length
        ? element(
            "details",
            {},
            element("summary", { data: { key: `w${guess.id}` } }, say("why"), hidden(nameOf(guess, material))),
            ...reasons,
          )
        : null,
    );
  }
}

function placeOf({ index, time }) {
  return [words.turn("", index + 1), time].filter(Boolean).join(", ");
}

function act(what, text, guess, name, looks = {}) {
  const key = `${what.charAt(0)}${guess.id}`;
  return button(text, {
    ...looks,
    hidden: `: ${name}`,
    "data-act": what,
    "data-suggestion": guess.id,
    "data-key": key,
  });
}

function hidden(name) {
  return element("span", { class: "said" }, `: ${name}`);
}

// What drove it: words of the text, and the fragment with this code that is most like it; or the codebook alone.
function why({ words: drove, like, by_definition: byDefinition }) {
  const told = [];
  if (drove.length) {
    const bold = words.listed(drove, (word) => element("b", {}, word));
    told.push(element("p", { class: "why" }, ...around(counted("byWords", drove.length, { what: HOLE }), bold)));
  }
  if (byDefinition) told.push(element("p", { class: "why" }, say("byDefinition")));
  if (like) {
    const [quotation, place, number, turn] = like;
    const link = element("a", { href: `${number}#beurt-${turn}` }, place);
    told.push(element("p", { class: "why" }, ...around(say("mostLike", { what: HOLE }), [link])));
    told.push(element("q", { class: "likeness" }, shortened(quotation, LONGEST_QUOTE)));
  }
  return told;
}

function marked(quote, drove) {
  if (!drove.length) return [quote];
  const any = drove.map((word) => word.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)).join("|");
  const parts = quote.split(new RegExp(String.raw`(?<![\p{L}\p{N}])(${any})(?![\p{L}\p{N}])`, "giu"));
  return parts.map((part, place) => (place % 2 ? element("mark", {}, part) : part));
}

function head(guess, tag, material) {
  return element(
    "div",
    { class: "proposal-head" },
    element(tag, {}, element("span", { class: "swatch" }), ` ${nameOf(guess, material)}`),
    sureness(guess.certainty, material.certainties[guess.certainty]),
  );
}

function colourOf(guess, material) {
  return `code-${material.colourOf(guess.code)}`;
}

function nameOf(guess, material) {
  return material.codes.get(guess.code)?.name ?? "";
}

// Three bars beside the word; never a percentage.
function sureness(certainty, word) {
  const bars = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries({ viewBox: "0 0 20 12", "aria-hidden": "true", focusable: "false" })) {
    bars.setAttribute(name, value);
  }
  for (const [place, height] of [5, 8, 12].entries()) {
    const bar = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x: place * 7, y: 12 - height, width: 5, height, rx: 1 })) {
      bar.setAttribute(name, String(value));
    }
    bars.append(bar);
  }
  return element("span", { class: `sure sure-${certainty}` }, bars, word);
}
