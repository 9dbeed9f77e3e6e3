// How what a coder does looks on the screen before the server has it: each kind of act, and how to take it away again.

const minuteNow = () => Math.floor(Date.now() / 60_000);

export class ActsShown {
  // `numberOf(number)` gives the server's number of what was made here.
  constructor(material, numberOf) {
    this.material = material;
    this.numberOf = numberOf;
  }

  show(act) {
    return this[`_${act.kind}`](act);
  }

  _code({ body, made }) {
    const isNew = body.code === undefined && !this.material.codeNamed(body.name);
    const code = isNew ? this._newCode(body.name) : (body.code ?? this.material.codeNamed(body.name).id);
    const guesses = body.is_suggested ? this.material.guessesFor(body) : []; // the server settles them too
    this.material.removeSuggestions(guesses);
    this.material.add(this._segment(made, body.start, body.end, code));
    return () => {
      this._removeSegment(made);
      this.material.restoreSuggestions(guesses);
      if (isNew && this.material.codes.get(code)?.coded === 0) this.material.removeCode(code);
    };
  }

  _uncode({ subject }) {
    const segment = this.segmentNumbered(subject);
    if (!segment) return null;
    const memos = this.material.memosOf(segment);
    this.material.remove(segment);
    return () => {
      this.material.add(segment);
      for (const memo of memos) this.material.addMemo(memo);
    };
  }

  _feel({ subject, body }) {
    const segment = this.segmentNumbered(subject);
    if (!segment) return null;
    const before = segment.feeling;
    this.material.feel(segment, body.feeling);
    return () => this.material.feel(segment, before);
  }

  _memo({ subject, body, made }) {
    const segment = this.segmentNumbered(subject);
    if (!segment) return null;
    const { me: person } = this.material;
    this.material.addMemo({ id: made, segment: segment.id, text: body.text, person, minute: minuteNow() });
    return () => this._removeMemo(made);
  }

  _rewrite({ subject, body }) {
    const memo = this._memoNumbered(subject);
    if (!memo) return null;
    const before = { ...memo };
    this.material.addMemo({ ...memo, text: body.text });
    return () => this.material.addMemo(before);
  }

  _throw({ subject }) {
    const memo = this._memoNumbered(subject);
    if (!memo) return null;
    this.material.removeMemo(memo);
    return () => this.material.addMemo(memo);
  }

  _take({ subject, made }) {
    const suggestion = this.material.suggestions.get(subject);
    if (!suggestion) return null;
    const guesses = this.material.guessesFor(suggestion);
    this.material.removeSuggestions(guesses);
    this.material.add(this._segment(made, suggestion.start, suggestion.end, suggestion.code));
    return () => {
      this._removeSegment(made);
      this.material.restoreSuggestions(guesses);
    };
  }

  _refuse({ subject }) {
    const suggestion = this.material.suggestions.get(subject);
    if (!suggestion) return null;
    const guesses = this.material.guessesFor(suggestion);
    this.material.removeSuggestions(guesses);
    return () => this.material.restoreSuggestions(guesses);
  }

  _newCode(name) {
    const id = madeUp();
    this.material.newCode(id, name);
    return id;
  }

  _segment(id, start, end, code) {
    return { id, start, end, code, coder: this.material.me, minute: minuteNow(), feeling: 0 };
  }

  segmentNumbered(number) {
    return this.material.segments.get(this.numberOf(number));
  }

  _memoNumbered(number) {
    return this.material.memos.get(this.numberOf(number));
  }

  _removeSegment(number) {
    const segment = this.segmentNumbered(number);
    if (segment) this.material.remove(segment);
  }

  _removeMemo(number) {
    const memo = this._memoNumbered(number);
    if (memo) this.material.removeMemo(memo);
  }
}

// A number for what is made here until the server gives it one: below zero, and like no other tab's.
export function madeUp() {
  return -1 - crypto.getRandomValues(new Uint32Array(1))[0];
}
