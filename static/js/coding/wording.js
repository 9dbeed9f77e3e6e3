// Every sentence the coding screen says by itself, in one place.

const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;
const clock = new Intl.DateTimeFormat("nl", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" });
const day = new Intl.DateTimeFormat("nl", { day: "numeric", month: "long", timeZone: "Europe/Amsterdam" });

export const words = {
  counted,
  fragments: (number) => counted(number, "fragment", "fragmenten"),
  total: (number, apart) =>
    `${counted(number, "fragment", "fragmenten")} gecodeerd${apart ? `, en ${apart} om te vergelijken` : ""}`,
  ofAnother: (name) => `Dit fragment is van ${name}. Jullie coderen los van elkaar.`,
  whoseCoding: (code, names) =>
    `De code ‘${code}’ bij dit fragment, of een memo daarbij, is van ${names.join(" en ")}.`,
  join: "Voeg samen",
  joinAnyway: "Ja, voeg samen",
  removeAnyway: "Ja, verwijder het werk van ons allemaal",
  codes: (number) => counted(number, "code", "codes"),
  coded: (name) => `Code ‘${name}’ gekoppeld`,
  alreadyCoded: (name) => `Dit stuk heeft de code ‘${name}’ al.`,
  uncoded: (name) => `Code ‘${name}’ weggehaald`,
  felt: (feeling) => `Gevoel: ${feeling}`,
  memoKept: "Memo bewaard",
  memoGone: "Memo weggegooid",
  taken: (name) => `Suggestie ‘${name}’ overgenomen`,
  refused: "Suggestie past niet",
  undone: (label) => `Ongedaan gemaakt: ${label}`,
  redone: (label) => `Opnieuw gedaan: ${label}`,
  lastAct: "je laatste handeling",
  wentAlong: (saying, number) =>
    `${saying}. ${counted(number, "memo of onderbouwing", "memo’s of onderbouwingen")} ging mee; met Ongedaan komt alles terug.`,
  notDone: (saying) =>
    saying === words.memoKept
      ? "De memo is niet bewaard"
      : `Niet bewaard: ${saying.charAt(0).toLowerCase()}${saying.slice(1)}`,
  didNotWork: "Dat lukte niet",
  reload: "Herlaad de pagina om te zien wat er bewaard is.",
  typedStays: "Wat je typte, staat nog in de memo.",
  lastUndone: "Je laatste handeling is ongedaan gemaakt",
  typedNotKept: "Wat je typte, is niet bewaard",
  noPlace: "Waar het bij hoorde, is er niet meer. Kopieer wat je wilt houden.",
  youTyped: (text) => `Wat je typte: ‘${text}’`,
  unsaved: "Nog niet bewaard.",
  together: "Hier is ook ergens anders geschreven. Alles staat nu onder elkaar.",
  gaveWay: (texts) => `Als naam stond er ook ${texts.map((text) => `‘${text}’`).join(" en ")}.`,
  discard: "Gooi weg wat ik typte",
  discarded: "Weggegooid.",
  putBack: "Zet terug",
  memoGoneTypedStays: "Memo weggegooid. Wat je daarna typte, staat er nog als je de memo weer opent.",
  notFinished: "Nog niet klaar",
  unsentFirst: "Niet alles is bewaard. Wacht tot er weer verbinding is en kies dan opnieuw ‘Klaar met coderen’.",
  nowShown: "Je ziet nu hoe het ervoor staat.",
  textChanged: "De tekst van dit gesprek is veranderd",
  reloadText: "Herlaad de pagina om de tekst van nu te zien. Wat je deed, is bewaard.",
  came: (names, number) => `${names} codeerde hier ${counted(number, "fragment", "fragmenten")}.`,
  someCame: (number) => `Collega’s codeerden hier ${counted(number, "fragment", "fragmenten")}.`,
  went: (number) => `Hier ${number === 1 ? "is 1 code" : `zijn ${number} codes`} weggehaald.`,
  noConnection: "Er is geen verbinding met de server. Er is niets veranderd. Probeer het zo weer.",
  noAnswer: "Er kwam geen antwoord van de server. Kijk eerst of het toch gelukt is.",
  signedOut: "Je bent afgemeld. Meld je in een ander tabblad weer aan en probeer het dan opnieuw.",
  unsent: (number) => `${counted(number, "wijziging is", "wijzigingen zijn")} nog niet bewaard`,
  unsentNoConnection: "Er is geen verbinding. Je kunt gewoon verder werken; zodra het kan, wordt alles alsnog bewaard.",
  unsentSignedOut: "Je bent afgemeld. Meld je aan in een ander tabblad; wat hier staat, wordt dan alsnog bewaard.",
  chosen: (quote) => `Gekozen: ${quote}`,
  copied: "Gekopieerd",
  nothingChosen: "Kies eerst een stuk tekst: sleep met de muis, of druk op S voor een zin.",
  noRecentCode: (number) => `Er is nog geen recente code ${number}. Druk op C om een code te kiezen.`,
  noSegmentForMemo: "Een memo hoort bij een fragment. Koppel eerst een code.",
  noSegmentHere: "Ga eerst op een fragment staan: klik op tekst die al een code heeft.",
  noSuggestionsApart: "Als tweede codeur krijg je geen suggesties: jij codeert los van de anderen.",
  noSuggestions: "Er zijn geen suggesties meer in dit gesprek.",
  noSuggestionHere: "Kies eerst een suggestie met N.",
  suggestion: (names, quote) => `Suggestie ${names}: ${quote}`,
  typeName: "Typ een naam voor de nieuwe code",
  newCode: (name) => `Nieuwe code ‘${name}’`,
  options: (number) => counted(number, "code past", "codes passen"),
  nowhere: (name) => `‘${name}’ komt in dit gesprek niet voor.`,
  notByYou: (name) => `‘${name}’ gebruikte jij nog niet in dit gesprek.`,
  place: (name, at, all) => `‘${name}’: ${at} van ${all} in dit gesprek`,
  turn: (time, number) => `Beurt ${time || number}`,
  moment: (minute) => {
    const moment = new Date(minute * 60_000);
    const isToday = moment.toDateString() === new Date().toDateString();
    return `${isToday ? "vandaag" : day.format(moment)} ${clock.format(moment)}`;
  },
};

export function shortened(quote, most = 90) {
  const flat = quote.replaceAll("\n", " ");
  if (flat.length <= most) return flat;
  const head = flat.slice(0, most * 0.55).replace(/\s\S*$/u, "");
  const tail = flat.slice(-most * 0.35).replace(/^\S*\s/u, "");
  return `${head} … ${tail}`;
}
