// Colour in the text, by the CSS Custom Highlight API: the text itself stays as it is.
// One soft tint for anything coded, however many codes; proposals are underlined; what one points at stands out.

const MARGIN = "600px 0px";

export class Paint {
  constructor(material, stripes) {
    this.material = material;
    this.stripes = stripes;
    this.highlights = {};
    for (const [priority, name] of ["coded", "proposed", "active", "chosen"].entries()) {
      this.highlights[name] = new Highlight();
      this.highlights[name].priority = priority;
      CSS.highlights.set(name, this.highlights[name]);
    }
    this.painted = new Map();
    this.pointed = { active: [], chosen: [] };
    material.addEventListener("change", ({ detail }) => this.renew(detail.turns));
    this._watch();
  }

  // Only turns near the window are painted: thousands of ranges elsewhere would slow every frame.
  _watch() {
    const { text } = this.material;
    const observer = new IntersectionObserver(
      (entries) => {
        const near = [];
        for (const { target, isIntersecting } of entries) {
          const turn = text.byElement.get(target);
          if (isIntersecting) near.push(turn);
          else this._clear(turn);
        }
        for (const turn of near) this._fill(turn);
        this.stripes.draw(near);
      },
      { rootMargin: MARGIN },
    );
    for (const turn of text.turns) observer.observe(turn.element);
    let width = null;
    new ResizeObserver(([{ contentRect }]) => {
      const isOther = width !== null && contentRect.width !== width;
      width = contentRect.width;
      if (isOther) this._redraw();
    }).observe(text.transcript);
    document.fonts.addEventListener("loadingdone", () => this._redraw());
  }

  _redraw() {
    this.stripes.draw([...this.painted.keys()]);
  }

  renew(turns) {
    const near = turns.filter((turn) => this.painted.has(turn));
    for (const turn of near) {
      this._clear(turn);
      this._fill(turn);
    }
    this.stripes.draw(near);
  }

  // `name` is active (a coding one points at) or chosen (the stretch that will get a code).
  point(name, stretches) {
    const highlight = this.highlights[name];
    for (const range of this.pointed[name]) highlight.delete(range);
    this.pointed[name] = stretches.flatMap(({ start, end }) => this._ranges(start, end));
    for (const range of this.pointed[name]) highlight.add(range);
  }

  _fill(turn) {
    const ranges = [];
    for (const [name, stretches] of [
      ["coded", turn.segments],
      ["proposed", turn.suggestions],
    ]) {
      for (const [from, to] of union(turn, stretches)) {
        const range = staticRange(turn, from, to);
        this.highlights[name].add(range);
        ranges.push([name, range]);
      }
    }
    this.painted.set(turn, ranges);
  }

  _clear(turn) {
    for (const [name, range] of this.painted.get(turn) ?? []) this.highlights[name].delete(range);
    if (this.painted.delete(turn)) this.stripes.clear(turn);
  }

  _ranges(start, end) {
    return this.material.text.turnsIn(start, end).map((turn) => staticRange(turn, ...turn.units(start, end)));
  }
}

// Overlapping stretches as few, separate ones: [from, to] in UTF-16 units of the turn.
function union(turn, stretches) {
  const spans = [...stretches].map(({ start, end }) => turn.units(start, end)).sort((one, other) => one[0] - other[0]);
  const joined = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else joined.push(span);
  }
  return joined;
}

// A static range costs nothing when the page changes elsewhere; a live one is kept up to date by the browser.
function staticRange(turn, from, to) {
  return new StaticRange({ startContainer: turn.node, startOffset: from, endContainer: turn.node, endOffset: to });
}
