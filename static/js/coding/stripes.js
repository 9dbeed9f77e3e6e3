// One line per coding in the margin of its turn, in at most eight lanes, fewer where the margin is narrow; what does
// not fit is counted.

const MOST_LANES = 8;
const STEP = 10;
const SVG = "http://www.w3.org/2000/svg";

export class Stripes {
  constructor(material) {
    this.material = material;
  }

  // All measuring first, then all drawing: the browser lays the page out once.
  draw(turns) {
    if (!turns.length) return;
    this.lanes = Math.min(MOST_LANES, Math.floor(marginOf(turns[0]) / STEP));
    const measured = turns.map((turn) => [turn, this._measured(turn)]);
    for (const [turn, lines] of measured) this._draw(turn, lines);
  }

  clear(turn) {
    turn.element.querySelector(".stripes")?.remove();
  }

  _measured(turn) {
    if (!turn.segments.size && !turn.suggestions.size) return [];
    const { top } = turn.element.getBoundingClientRect();
    const range = document.createRange();
    const best = [...turn.suggestions].filter((one) => one.rank === Math.min(...this._ranks(turn, one)));
    return [...turn.segments, ...best].map((stretch) => {
      const [from, to] = turn.units(stretch.start, stretch.end);
      range.setStart(turn.node, from);
      range.setEnd(turn.node, to);
      const box = range.getBoundingClientRect();
      return { stretch, from: box.top - top, to: box.bottom - top };
    });
  }

  _ranks(turn, { start, end }) {
    return [...turn.suggestions].filter((one) => one.start === start && one.end === end).map((one) => one.rank);
  }

  _draw(turn, lines) {
    this.clear(turn);
    if (!lines.length) return;
    const drawing = shape("svg", { class: "stripes", "aria-hidden": "true" });
    const ends = [];
    let left = 0;
    for (const { stretch, from, to } of lines.sort((one, other) => one.from - other.from || other.to - one.to)) {
      let lane = ends.findIndex((end) => end <= from + 1);
      if (lane < 0) lane = ends.length;
      if (lane >= this.lanes) {
        left++;
        continue;
      }
      ends[lane] = to;
      drawing.append(this._line(stretch, lane, from, to));
    }
    if (left) drawing.append(more(left, this.lanes));
    turn.element.append(drawing);
  }

  _line(stretch, lane, from, to) {
    const isProposal = stretch.rank !== undefined;
    const x = lane * STEP + 3;
    const line = shape("line", {
      class: `stripe code-${this.material.colourOf(stretch.code)}${isProposal ? " is-proposal" : ""}`,
      x1: x,
      x2: x,
      y1: from + 5,
      y2: Math.max(from + 6, to - 5),
    });
    line.dataset.stretch = `${stretch.start}-${stretch.end}`;
    if (!isProposal) line.dataset.segment = stretch.id;
    return line;
  }
}

// The width between the text and the edge of the turn.
function marginOf(turn) {
  const { right } = turn.element.getBoundingClientRect();
  return right - turn.node.parentElement.getBoundingClientRect().right - 8;
}

function more(count, lanes) {
  const text = shape("text", { class: "stripes-more", x: lanes * STEP, y: 10, "text-anchor": "end" });
  text.textContent = `+${count}`;
  return text;
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
