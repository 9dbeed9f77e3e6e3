// What the coding screen says by itself. The sentences come with the page, in the reader's language; here they are filled in.

/** @type {Record<string, string | [string, string]>} */
const given = JSON.parse(document.querySelector("#sentences").textContent);
const { lang } = document.documentElement;
const clock = new Intl.DateTimeFormat(lang, { hour: "numeric", minute: "2-digit", timeZone: "Europe/Amsterdam" });
const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", timeZone: "Europe/Amsterdam" });
const list = new Intl.ListFormat(lang);

/** @param {string} name @param {Record<string, unknown>} values */
export function say(name, values = {}) {
  return filled(given[name], values);
}

// One form for one, the other for any other number.
/** @param {string} name @param {number} num @param {Record<string, unknown>} values */
export function counted(name, num, values = {}) {
  return filled(given[name][num === 1 ? 0 : 1], { num, ...values });
}

/** @param {Intl.DateTimeFormat} format @param {Date} moment @returns {Record<string, string>} */
function parts(format, moment) {
  return Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
}

export const HOLE = "\u0000"; // a value to fill in, where parts of a page come

// As a list of parts for an element: the sentence around what comes in its hole.
/** @param {string} sentence @param {(Node | string)[]} within */
export function around(sentence, within) {
  const [before, after] = sentence.split(HOLE);
  return [before, ...within, after];
}

function filled(sentence, values) {
  return sentence.replaceAll(/%\((\w+)\)s/gu, (_match, name) => String(values[name]));
}

export const words = {
  total: (number, apart) => (apart ? counted("totalAndApart", number, { apart }) : counted("total", number)),
  ofAnother: (name) => say("ofAnother", { name }),
  whoseCoding: (code, names) => say("whoseCoding", { code, names: list.format(names) }),
  join: say("join"),
  joinAnyway: say("joinAnyway"),
  removeAnyway: say("removeAnyway"),
  drafted: say("drafted"),
  drafting: say("drafting"),
  codes: (number) => counted("codes", number),
  coded: (name) => say("coded", { name }),
  alreadyCoded: (name) => say("alreadyCoded", { name }),
  uncoded: (name) => say("uncoded", { name }),
  felt: (feeling) => say("felt", { feeling }),
  memoKept: say("memoKept"),
  memoGone: say("memoGone"),
  taken: (name) => say("taken", { name }),
  refused: say("refused"),
  undone: (label) => say("undone", { label }),
  redone: (label) => say("redone", { label }),
  openAgain: say("openAgain"),
  lastAct: say("lastAct"),
  wentAlong: (saying, attached, halfTyped) =>
    attached
      ? counted(halfTyped ? "bothWentAlong" : "wentAlong", attached, { saying })
      : counted("halfTypedWentAlong", halfTyped, { saying }),
  notDone: (saying) =>
    saying === words.memoKept
      ? say("memoNotKept")
      : say("notKept", { what: `${saying.charAt(0).toLowerCase()}${saying.slice(1)}` }),
  didNotWork: say("didNotWork"),
  reload: say("reload"),
  typedStays: say("typedStays"),
  lastUndone: say("lastUndone"),
  typedNotKept: say("typedNotKept"),
  noPlace: say("noPlace"),
  youTyped: (text) => say("youTyped", { text }),
  unsaved: say("unsaved"),
  together: say("together"),
  gaveWay: (texts) => say("gaveWay", { names: list.format(texts.map((text) => say("quoted", { text }))) }),
  discard: say("discard"),
  discarded: say("discarded"),
  putBack: say("putBack"),
  memoGoneTypedStays: say("memoGoneTypedStays"),
  notFinished: say("notFinished"),
  unsentFirst: say("unsentFirst"),
  nowShown: say("nowShown"),
  textChanged: say("textChanged"),
  reloadText: say("reloadText"),
  came: (name, number) => counted("came", number, { name }),
  someCame: (number) => counted("someCame", number),
  went: (number) => counted("went", number),
  noConnection: say("noConnection"),
  noAnswer: say("noAnswer"),
  signedOut: say("signedOut"),
  unsent: (number) => counted("unsent", number),
  unsentNoConnection: say("unsentNoConnection"),
  unsentSignedOut: say("unsentSignedOut"),
  chosen: (quote) => say("chosen", { quote }),
  copied: say("copied"),
  nothingChosen: say("nothingChosen"),
  noRecentCode: (number) => say("noRecentCode", { number }),
  noSegmentForMemo: say("noSegmentForMemo"),
  noSegmentHere: say("noSegmentHere"),
  noSuggestionsApart: say("noSuggestionsApart"),
  noSuggestions: say("noSuggestions"),
  noSuggestionHere: say("noSuggestionHere"),
  suggestion: (names, quote) => say("suggestion", { names, quote }),
  onlyUncertainLeft: say("onlyUncertainLeft"),
  noUncertain: say("noUncertain"),
  uncertainShown: (number) => counted("uncertainShown", number),
  uncertainHidden: (number) => counted("uncertainHidden", number),
  alsoUncertain: (number) => counted("alsoUncertain", number),
  onlyUncertain: (number) => counted("onlyUncertain", number),
  // Each made by `make`, with what stands between them in a sentence.
  listed: (texts, make) =>
    list.formatToParts(texts).map(({ type, value }) => (type === "element" ? make(value) : value)),
  typeName: say("typeName"),
  newCode: (name) => say("newCodeNamed", { name }),
  options: (number) => counted("options", number),
  nowhere: (name) => say("nowhere", { name }),
  notByYou: (name) => say("notByYou", { name }),
  place: (name, at, all) => say("place", { name, at, all }),
  turn: (time, number) => say("turn", { place: time || number }),
  moment: (minute) => {
    const moment = new Date(minute * 60_000);
    const time = say("clock", parts(clock, moment));
    const isToday = moment.toDateString() === new Date().toDateString();
    return isToday ? say("todayAt", { time }) : say("dayAt", { day: day.format(moment), time });
  },
};

export function shortened(quote, most = 90) {
  const flat = quote.replaceAll("\n", " ");
  if (flat.length <= most) return flat;
  const head = flat.slice(0, most * 0.55).replace(/\s\S*$/u, "");
  const tail = flat.slice(-most * 0.35).replace(/^\S*\s/u, "");
  return `${head} … ${tail}`;
}
