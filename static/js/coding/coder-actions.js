// What a coder does. Acts on stretches show at once and are sent behind the coder's back; what reaches further
// (undo, the codebook) waits for the server.

import { announce } from "../lib/announce.js";
import { Refusal, SignedOut, get, post } from "../lib/server.js";
import { Drafts } from "./drafts.js";
import { Outbox } from "./outbox.js";
import { draftsOf } from "./material.js";
import { words } from "./wording.js";

const minuteNow = () => Math.floor(Date.now() / 60_000);

export class CoderActions extends EventTarget {
  constructor(material, address) {
    super();
    this.material = material;
    this.address = address;
    this.outbox = new Outbox(address, material.me, {
      apply: (act) => this[`_show_${act.kind}`](act),
      kept: (act, answer) => this._kept(act, answer),
      refused: (act, sentence, along) => this._refused(act, sentence, along),
      found: () => this._afterwards(),
      idOf: (answer) => this.material.idOf(answer),
    });
    this.drafts = new Drafts(address, material.me, material.drafts, (id) => this.outbox.numbers.get(id) ?? id);
  }

  begin() {
    this.outbox.resume();
    this.drafts.resume();
  }

  // `code` is the number of a code, or the name of one to be made.
  code(stretch, code) {
    const known = typeof code === "string" ? this.material.codeNamed(code) : this.material.codes.get(code);
    if (known && this.material.sameSegment(stretch.start, stretch.end, known.id)) {
      announce(words.alreadyCoded(known.name));
      return;
    }
    const quote = this.material.text.slice(stretch.start, stretch.end);
    const name = known?.name ?? code.trim();
    // A code that the server does not know yet goes by its name.
    const which = known?.id > 0 ? { code: known.id } : { name };
    this._do({
      kind: "code",
      path: "fragmenten",
      body: { start: stretch.start, end: stretch.end, quote, ...which },
      made: this._next(),
      saying: words.coded(name),
    });
  }

  // `isMeant`: the coder was asked, because it is somebody else's too.
  uncode(segment, { isMeant = false } = {}) {
    const { name } = this.material.codes.get(segment.code);
    this._do({
      kind: "uncode",
      path: "fragmenten/{}/weg",
      subject: segment.id,
      body: isMeant ? { is_meant: true } : {},
      saying: words.uncoded(name),
    });
  }

  feel(segment, feeling) {
    this._do({
      kind: "feel",
      path: "fragmenten/{}/gevoel",
      subject: segment.id,
      body: { feeling },
      saying: words.felt(this.material.feelings[feeling]),
    });
  }

  writeMemo(segment, text) {
    this._do({
      kind: "memo",
      path: "fragmenten/{}/memos",
      subject: segment.id,
      body: { text },
      made: this._next(),
      saying: words.memoKept,
    });
  }

  rewriteMemo(memo, text) {
    const { id, segment, text: over } = memo;
    this._do({ kind: "rewrite", path: "memos/{}", subject: id, segment, body: { text, over }, saying: words.memoKept });
  }

  throwMemo(memo) {
    this._do({ kind: "throw", path: "memos/{}/weg", subject: memo.id, saying: words.memoGone });
  }

  take(suggestion) {
    const { name } = this.material.codes.get(suggestion.code);
    this._do({
      kind: "take",
      path: "voorstellen/{}/neem-over",
      subject: suggestion.id,
      made: this._next(),
      saying: words.taken(name),
    });
  }

  refuse(suggestion) {
    this._do({ kind: "refuse", path: "voorstellen/{}/past-niet", subject: suggestion.id, saying: words.refused });
  }

  async undo() {
    if (this.outbox.cancelLast()) {
      announce(words.undone(words.lastAct));
      return;
    }
    const answer = await this._renewing("ongedaan");
    if (answer) announce(words.undone(answer.label));
  }

  async redo() {
    const answer = await this._renewing("opnieuw");
    if (answer) announce(words.redone(answer.label));
  }

  // Everything as it is now: what of others came and what went. Null when nothing is known to be new, and when it
  // came at a bad moment: while something was sent, or `isBusy`. Without connection what is on the screen stays.
  async refresh({ since = null, isBusy = () => false } = {}) {
    const { moves } = this.outbox;
    if (this.outbox.waiting.length) return null;
    const typed = this.drafts.unsent.length ? null : this.drafts.moves;
    let answer = null;
    try {
      answer = await get(`${this.address}/stand`, since);
    } catch {
      return null; // The next act will say what is wrong.
    }
    if (!answer || moves !== this.outbox.moves || isBusy()) return null;
    if (typed === this.drafts.moves) this.drafts.renew(draftsOf(answer.screen));
    return this._renew(answer.screen);
  }

  // Changes to the codebook; throws a Refusal with the server's sentence, for the dialog that asked.
  async codebook(path, body) {
    try {
      await this.outbox.settled();
      const { moves } = this.outbox;
      const answer = await post(`${this.address}/${path}`, body);
      this._renew(answer.screen);
      if (moves !== this.outbox.moves) this._afterwards();
      return answer;
    } catch (trouble) {
      throw trouble instanceof Refusal ? trouble : new Refusal(this._sentenceOf(trouble));
    }
  }

  // When it does not work, the screen may be what is old: it shows how things stand now, and says so.
  async _renewing(path) {
    try {
      return await this.codebook(path);
    } catch (trouble) {
      const isNew = await this.refresh();
      this.tellWrong(words.didNotWork, isNew ? `${trouble.message} ${words.nowShown}` : trouble.message);
      return null;
    }
  }

  _renew(screen) {
    if (screen.length !== this.material.text.length) {
      this.tellWrong(words.textChanged, words.reloadText);
      return null;
    }
    const change = this.material.replace(screen);
    this.outbox.reapply();
    return change;
  }

  // Once everything is sent.
  async _afterwards() {
    try {
      await this.outbox.settled();
    } catch {
      return null;
    }
    return this.refresh();
  }

  _do(act) {
    this.outbox.add(act);
    announce(act.saying);
  }

  _kept(act, answer) {
    if (answer.screen) {
      this._renew(answer.screen);
      return;
    }
    if (answer.segment && act.made) this.material.settle(act.made, answer.segment);
    if (answer.memo && act.made) this.material.settleMemo(act.made, answer.memo);
    if (answer.attached) this.tell(words.wentAlong(act.saying, answer.attached));
    this.material.steps(answer);
  }

  async _refused(act, sentence, along) {
    this.tellWrong(words.notDone(act.saying), sentence);
    const isNew = await this._afterwards();
    const texts = [act, ...along].filter(({ kind }) => ["memo", "rewrite"].includes(kind));
    const homeless = texts.filter((one) => !this._putBack(one)).map(({ body }) => body.text);
    const said = [sentence, isNew && words.nowShown, texts.length > homeless.length && words.typedStays];
    this.tellWrong(words.notDone(act.saying), said.filter(Boolean).join(" "), homeless);
  }

  // A text that was refused goes back into its memo; where that is gone, it can be copied from the message.
  _putBack({ subject, segment, body }) {
    const found = this._segmentNumbered(segment ?? subject);
    if (!found) return false;
    this.drafts.keep({ segment: found.id }, { typed: { text: body.text }, over: { text: body.over ?? "" } }, []);
    return true;
  }

  tell(sentence) {
    this.dispatchEvent(new CustomEvent("told", { detail: sentence }));
  }

  // `typed`: texts that have no place any more but in the message.
  tellWrong(lead, sentence, typed = []) {
    this.dispatchEvent(new CustomEvent("wrong", { detail: { lead, sentence: sentence || words.reload, typed } }));
  }

  _sentenceOf(trouble) {
    return trouble instanceof SignedOut ? words.signedOut : words.noConnection;
  }

  // A number for what is made here until the server gives it one: below zero, and like no other tab's.
  _next() {
    return -1 - crypto.getRandomValues(new Uint32Array(1))[0];
  }

  // How each kind of act looks on the screen; each gives back how to take it away again.

  _show_code({ body, made }) {
    const isNew = body.code === undefined && !this.material.codeNamed(body.name);
    const code = isNew ? this._newCode(body.name) : (body.code ?? this.material.codeNamed(body.name).id);
    this.material.add(this._segment(made, body.start, body.end, code));
    return () => {
      this._removeSegment(made);
      if (isNew && this.material.codes.get(code)?.coded === 0) this.material.removeCode(code);
    };
  }

  _show_uncode({ subject }) {
    const segment = this._segmentNumbered(subject);
    if (!segment) return null;
    const memos = this.material.memosOf(segment);
    this.material.remove(segment);
    return () => {
      this.material.add(segment);
      for (const memo of memos) this.material.addMemo(memo);
    };
  }

  _show_feel({ subject, body }) {
    const segment = this._segmentNumbered(subject);
    if (!segment) return null;
    const before = segment.feeling;
    this.material.feel(segment, body.feeling);
    return () => this.material.feel(segment, before);
  }

  _show_memo({ subject, body, made }) {
    const segment = this._segmentNumbered(subject);
    if (!segment) return null;
    const { me: person } = this.material;
    this.material.addMemo({ id: made, segment: segment.id, text: body.text, person, minute: minuteNow() });
    return () => this._removeMemo(made);
  }

  _show_rewrite({ subject, body }) {
    const memo = this._memoNumbered(subject);
    if (!memo) return null;
    const before = { ...memo };
    this.material.addMemo({ ...memo, text: body.text });
    return () => this.material.addMemo(before);
  }

  _show_throw({ subject }) {
    const memo = this._memoNumbered(subject);
    if (!memo) return null;
    this.material.removeMemo(memo);
    return () => this.material.addMemo(memo);
  }

  _show_take({ subject, made }) {
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

  _show_refuse({ subject }) {
    const suggestion = this.material.suggestions.get(subject);
    if (!suggestion) return null;
    const guesses = this.material.guessesFor(suggestion);
    this.material.removeSuggestions(guesses);
    return () => this.material.restoreSuggestions(guesses);
  }

  _newCode(name) {
    const id = this._next();
    this.material.newCode(id, name);
    return id;
  }

  _segment(id, start, end, code) {
    return { id, start, end, code, coder: this.material.me, minute: minuteNow(), feeling: 0 };
  }

  _segmentNumbered(number) {
    return this.material.segments.get(this.outbox.numbers.get(number) ?? number);
  }

  _memoNumbered(number) {
    return this.material.memos.get(this.outbox.numbers.get(number) ?? number);
  }

  _removeSegment(number) {
    const segment = this._segmentNumbered(number);
    if (segment) this.material.remove(segment);
  }

  _removeMemo(number) {
    const memo = this._memoNumbered(number);
    if (memo) this.material.removeMemo(memo);
  }
}
