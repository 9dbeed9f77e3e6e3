// What a coder does. Acts on stretches show at once and are sent behind the coder's back; what reaches further
// (undo, the codebook) waits for the server.

import { announce } from "../lib/announce.js";
import { Refusal, SignedOut, get, post } from "../lib/server.js";
import { ActsShown, madeUp } from "./acts-shown.js";
import { Drafts } from "./drafts.js";
import { Outbox } from "./outbox.js";
import { draftsOf } from "./rows.js";
import { words } from "./wording.js";

export class CoderActions extends EventTarget {
  constructor(material, address) {
    super();
    this.material = material;
    this.address = address;
    this.outbox = new Outbox(address, material.me, {
      apply: (act) => this.shown.show(act),
      before: ({ kind }) => kind === "uncode" && this.drafts.send(), // half a memo goes along, and comes back
      kept: (act, answer) => this._kept(act, answer),
      refused: (act, sentence, along) => this._refused(act, sentence, along),
      found: () => this._afterwards(),
      idOf: (answer) => this.material.idOf(answer),
    });
    const numberOf = (id) => this.outbox.numbers.get(id) ?? id;
    this.shown = new ActsShown(material, numberOf);
    this.drafts = new Drafts(address, material.me, material.drafts, numberOf);
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
    const isSuggested = this.material.guessesFor(stretch).length > 0;
    this._do({
      kind: "code",
      path: "fragmenten",
      body: { start: stretch.start, end: stretch.end, quote, ...which, ...(isSuggested && { is_suggested: true }) },
      made: madeUp(),
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
      made: madeUp(),
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

  // A second click on the same button comes when it is gone already.
  take(suggestion) {
    if (!this.material.suggestions.has(suggestion.id)) return;
    const { name } = this.material.codes.get(suggestion.code);
    this._do({
      kind: "take",
      path: "voorstellen/{}/neem-over",
      subject: suggestion.id,
      made: madeUp(),
      saying: words.taken(name),
    });
  }

  refuse(suggestion) {
    if (!this.material.suggestions.has(suggestion.id)) return;
    this._do({ kind: "refuse", path: "voorstellen/{}/past-niet", subject: suggestion.id, saying: words.refused });
  }

  async undo() {
    const act = this.outbox.cancelLast();
    if (act) {
      this._takenBack(act);
      return;
    }
    const answer = await this._renewing("ongedaan");
    if (answer) announce(words.undone(answer.label));
  }

  // What was never sent can't be done again: what was typed for it stays where it can be read.
  _takenBack(act) {
    announce(words.undone(words.lastAct));
    if (isText(act) && this._putBack(act)) this.tell(words.typedStays);
    const typed = this._typedOn(act);
    if (typed.length) this.tellWrong(words.lastUndone, words.noPlace, { typed });
  }

  // Half a memo on a segment that never came to be.
  _typedOn({ made }) {
    return made === undefined ? [] : this.drafts.letGo(({ segment }) => segment === made);
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
    let answer;
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
    let isAsked = false;
    try {
      await this.outbox.settled();
      await this.drafts.send();
      const { moves } = this.outbox;
      isAsked = navigator.onLine;
      const answer = await post(`${this.address}/${path}`, body);
      this._renew(answer.screen);
      if (answer.told) this.tell(answer.told);
      if (moves !== this.outbox.moves) this._afterwards();
      return answer;
    } catch (trouble) {
      throw trouble instanceof Refusal ? trouble : new Refusal(this._sentenceOf(trouble, isAsked));
    }
  }

  // When it does not work, the screen may be what is old: it shows how things stand now, and says so.
  // What a description of a code may begin with; throws a Refusal, as `codebook` does.
  async draftOf(code) {
    const isAsked = navigator.onLine;
    try {
      return await post(`${this.address}/codes/${code.id}/opzet`, {});
    } catch (trouble) {
      throw trouble instanceof Refusal ? trouble : new Refusal(this._sentenceOf(trouble, isAsked));
    }
  }

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
    const typed = this.drafts.letGoRefused((about) => this._isGone(about));
    if (typed.length) this.tellWrong(words.typedNotKept, words.noPlace, { typed });
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
  }

  // Only now it is so: before the server has it, nothing is called kept.
  _kept(act, answer) {
    announce(act.saying);
    if (answer.screen) {
      this._renew(answer.screen);
      if (answer.told) this.tell(answer.told);
      return;
    }
    if (answer.segment && act.made) this.material.settle(act.made, answer.segment);
    if (answer.memo && act.made) this.material.settleMemo(act.made, answer.memo);
    if (isText(act)) this._say("righted", this._segmentOf(act)?.id);
    if (answer.attached || answer.half_typed) {
      this.tell(words.wentAlong(act.saying, answer.attached, answer.half_typed));
    }
    this.material.steps(answer);
  }

  async _refused(act, sentence, along) {
    this.tellWrong(words.notDone(act.saying), sentence);
    const isNew = await this._afterwards();
    const texts = [act, ...along].filter(isText);
    const homeless = texts.filter((one) => !this._putBack(one)).map(({ body }) => body.text);
    const said = [sentence, isNew && words.nowShown, texts.length > homeless.length && words.typedStays];
    const about = isText(act) ? this._segmentOf(act)?.id : null;
    const typed = [...homeless, ...this._typedOn(act)];
    this.tellWrong(words.notDone(act.saying), said.filter(Boolean).join(" "), { typed, about });
  }

  // A text that was refused goes back into its memo; where that is gone, it can be copied from the message.
  _putBack(act) {
    const found = this._segmentOf(act);
    if (!found) return false;
    const { text, over = "" } = act.body;
    this.drafts.keep({ segment: found.id }, { typed: { text }, over: { text: over } }, []);
    return true;
  }

  _segmentOf({ subject, segment }) {
    return this.shown.segmentNumbered(segment ?? subject);
  }

  tell(sentence) {
    this._say("told", sentence);
  }

  // `typed`: texts that have no place any more but in the message; `about`: the segment whose memo stands in its form.
  tellWrong(lead, sentence, { typed = [], about = null } = {}) {
    this._say("wrong", { lead, sentence: sentence || words.reload, typed, about });
  }

  _say(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }

  _isGone({ segment, code }) {
    if (segment !== undefined) return !this.shown.segmentNumbered(segment);
    return code !== null && !this.material.codes.has(code);
  }

  // Without an answer nobody knows whether the server did what it was asked.
  _sentenceOf(trouble, isAsked) {
    if (trouble instanceof SignedOut) return words.signedOut;
    return isAsked ? words.noAnswer : words.noConnection;
  }
}

function isText({ kind }) {
  return ["memo", "rewrite"].includes(kind);
}
