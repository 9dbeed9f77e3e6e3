"""What the coding screen says by itself: it goes with the page, and static/js/coding/wording.js fills it in."""

from foundation.dutch import _, forms

Sentences = dict[str, str | list[str]]
"""A sentence with `%(name)s` in it, or one for one and one for many, by the name that the script knows."""


def sentences() -> Sentences:
    return _doing() | _kept() | _colleagues() | _choosing() | _panel() | _suggesting() | _codebook() | _of_dialogs()


def _doing() -> Sentences:
    """What somebody did, or undid."""
    return {
        "coded": _("Code ‘%(name)s’ gekoppeld"),
        "alreadyCoded": _("Dit stuk heeft de code ‘%(name)s’ al."),
        "uncoded": _("Code ‘%(name)s’ weggehaald"),
        "felt": _("Gevoel: %(feeling)s"),
        "memoKept": _("Memo bewaard"),
        "memoGone": _("Memo weggegooid"),
        "taken": _("Suggestie ‘%(name)s’ overgenomen"),
        "refused": _("Suggestie past niet"),
        "undone": _("Ongedaan gemaakt: %(label)s"),
        "redone": _("Opnieuw gedaan: %(label)s"),
        "openAgain": _(
            "Dit gesprek was klaar en staat nu weer open. Was dat niet de bedoeling? Kies Ongedaan en daarna ‘Klaar "
            "met coderen’."
        ),
        "lastAct": _("je laatste handeling"),
        "lastUndone": _("Je laatste handeling is ongedaan gemaakt"),
        "wentAlong": forms(
            "%(saying)s. %(num)s memo of onderbouwing ging mee; met Ongedaan komt alles terug.",
            "%(saying)s. %(num)s memo’s of onderbouwingen gingen mee; met Ongedaan komt alles terug.",
        ),
        "halfTypedWentAlong": forms(
            "%(saying)s. Een half getypte memo ging mee; met Ongedaan komt alles terug.",
            "%(saying)s. %(num)s half getypte memo’s gingen mee; met Ongedaan komt alles terug.",
        ),
        "bothWentAlong": forms(
            "%(saying)s. %(num)s memo of onderbouwing ging mee, en wat half getypt was; met Ongedaan komt alles terug.",
            "%(saying)s. %(num)s memo’s of onderbouwingen gingen mee, en wat half getypt was; met Ongedaan komt alles "
            "terug.",
        ),
    }


def _kept() -> Sentences:
    """What is kept and what is not, or not yet."""
    return {
        "memoNotKept": _("De memo is niet bewaard"),
        "notKept": _("Niet bewaard: %(what)s"),
        "didNotWork": _("Dat lukte niet"),
        "reload": _("Herlaad de pagina om te zien wat er bewaard is."),
        "typedStays": _("Wat je typte, staat nog in de memo."),
        "typedNotKept": _("Wat je typte, is niet bewaard"),
        "noPlace": _("Waar het bij hoorde, is er niet meer. Kopieer wat je wilt houden."),
        "youTyped": _("Wat je typte: ‘%(text)s’"),
        "unsaved": _("Nog niet bewaard."),
        "together": _("Hier is ook ergens anders geschreven. Alles staat nu onder elkaar."),
        "gaveWay": _("Als naam stond er ook %(names)s."),
        "quoted": _("‘%(text)s’"),
        "discard": _("Gooi weg wat ik typte"),
        "discarded": _("Weggegooid."),
        "putBack": _("Zet terug"),
        "memoGoneTypedStays": _("Memo weggegooid. Wat je daarna typte, staat er nog als je de memo weer opent."),
        "notFinished": _("Nog niet klaar"),
        "unsentFirst": _(
            "Niet alles is bewaard. Wacht tot er weer verbinding is en kies dan opnieuw ‘Klaar met coderen’."
        ),
        "nowShown": _("Je ziet nu hoe het ervoor staat."),
        "noConnection": _("Er is geen verbinding met de server. Er is niets veranderd. Probeer het zo weer."),
        "noAnswer": _("Er kwam geen antwoord van de server. Kijk eerst of het toch gelukt is."),
        "signedOut": _("Je bent afgemeld. Meld je in een ander tabblad weer aan en probeer het dan opnieuw."),
        "unsent": forms("%(num)s wijziging is nog niet bewaard", "%(num)s wijzigingen zijn nog niet bewaard"),
        "unsentNoConnection": _(
            "Er is geen verbinding. Je kunt gewoon verder werken; zodra het kan, wordt alles alsnog bewaard."
        ),
        "unsentSignedOut": _(
            "Je bent afgemeld. Meld je aan in een ander tabblad; wat hier staat, wordt dan alsnog bewaard."
        ),
    }


def _colleagues() -> Sentences:
    """What others did meanwhile, and what is theirs."""
    return {
        "ofAnother": _("Dit fragment is van %(name)s. Jullie coderen los van elkaar."),
        "whoseCoding": _("De code ‘%(code)s’ bij dit fragment, of een memo daarbij, is van %(names)s."),
        "came": forms("%(name)s codeerde hier %(num)s fragment.", "%(name)s codeerde hier %(num)s fragmenten."),
        "someCame": forms("Collega’s codeerden hier %(num)s fragment.", "Collega’s codeerden hier %(num)s fragmenten."),
        "went": forms("Hier is %(num)s code weggehaald.", "Hier zijn %(num)s codes weggehaald."),
        "textChanged": _("De tekst van dit gesprek is veranderd"),
        "reloadText": _("Herlaad de pagina om de tekst van nu te zien. Wat je deed, is bewaard."),
    }


def _choosing() -> Sentences:
    """Choosing text, a code, a suggestion."""
    return {
        "chosen": _("Gekozen: %(quote)s"),
        "copied": _("Gekopieerd"),
        "nothingChosen": _("Kies eerst een stuk tekst: sleep met de muis, of druk op S voor een zin."),
        "noRecentCode": _("Er is nog geen recente code %(number)s. Druk op C om een code te kiezen."),
        "noSegmentForMemo": _("Een memo hoort bij een fragment. Koppel eerst een code."),
        "noSegmentHere": _("Ga eerst op een fragment staan: klik op tekst die al een code heeft."),
        "chooseCodeFor": _("Code kiezen voor ‘%(quote)s’"),
        "typeName": _("Typ een naam voor de nieuwe code"),
        "newCodeNamed": _("Nieuwe code ‘%(name)s’"),
        "options": forms("%(num)s code past", "%(num)s codes passen"),
        "nowhere": _("‘%(name)s’ komt in dit gesprek niet voor."),
        "notByYou": _("‘%(name)s’ gebruikte jij nog niet in dit gesprek."),
        "place": _("‘%(name)s’: %(at)s van %(all)s in dit gesprek"),
    }


def _panel() -> Sentences:
    """What stands beside a turn, and above the text."""
    return {
        "total": forms("%(num)s fragment gecodeerd", "%(num)s fragmenten gecodeerd"),
        "totalAndApart": forms(
            "%(num)s fragment gecodeerd, en %(apart)s om te vergelijken",
            "%(num)s fragmenten gecodeerd, en %(apart)s om te vergelijken",
        ),
        "turn": _("Beurt %(place)s"),
        "clock": _("%(hour)s.%(minute)s uur"),
        "todayAt": _("vandaag %(time)s"),
        "dayAt": _("%(day)s %(time)s"),
        "codedBy": _("%(name)s, %(moment)s"),
        "memoBy": _("%(name)s: %(text)s"),
        "memo": _("Memo"),
        "memos": _("Memo (%(number)s)"),
        "memoUnsaved": _("%(memo)s, nog niet bewaard"),
        "atCode": _("bij %(name)s"),
        "uncode": _("Haal weg"),
        "noFeeling": _("gevoel"),
        "feelingAt": _("Gevoel bij %(name)s"),
        "alike": _("Lijkt hierop"),
    }


def _suggesting() -> Sentences:
    """Suggestions: which stand there, why, and what can be done with them."""
    return {
        "suggestionsHere": _("%(number)s in dit gesprek"),
        "suggestion": _("Suggestie %(names)s: %(quote)s"),
        "noSuggestionsApart": _("Als tweede codeur krijg je geen suggesties: jij codeert los van de anderen."),
        "noSuggestions": _("In dit gesprek wachten geen suggesties. Op de pagina Coderen laat je ze zoeken."),
        "noSuggestionHere": _("Kies eerst een suggestie met N."),
        "onlyUncertainLeft": _("Er zijn alleen onzekere suggesties. Met O zie je die ook."),
        "noUncertain": _("Er zijn geen onzekere suggesties in dit gesprek."),
        "alsoUncertain": forms("Toon ook %(num)s onzekere", "Toon ook %(num)s onzekere"),
        "onlyUncertain": forms(
            "Het programma is hier nergens zeker van. Er is één onzekere suggestie; zo’n suggestie klopt meestal niet.",
            "Het programma is hier nergens zeker van. Er zijn %(num)s onzekere suggesties; die kloppen meestal niet.",
        ),
        "uncertainShown": forms(
            "Er staat nu ook %(num)s onzekere suggestie", "Er staan nu ook %(num)s onzekere suggesties"
        ),
        "uncertainHidden": forms(
            "%(num)s onzekere suggestie staat er niet meer", "%(num)s onzekere suggesties staan er niet meer"
        ),
        "byWords": forms("Door het woord %(what)s.", "Door de woorden %(what)s."),
        "byDefinition": _("Lijkt op wat het codeboek over deze code zegt."),
        "mostLike": _("Lijkt het meest op %(what)s:"),
        "why": _("Waarom?"),
        "take": _("Neem over"),
        "otherCode": _("Andere code …"),
        "refuse": _("Past niet"),
    }


def _codebook() -> Sentences:
    """The tree of codes, and what a code means."""
    return {
        "codes": forms("%(num)s code", "%(num)s codes"),
        "fragment": forms("fragment", "fragmenten"),
        "unfold": _("%(name)s uitklappen"),
        "fold": _("%(name)s inklappen"),
        "whatFallsUnder": _("Wat valt er onder %(name)s?"),
        "change": _("%(name)s aanpassen"),
        "noCodeFound": _("Geen code gevonden."),
        "whenToUse": _("Wel"),
        "whenNot": _("Niet"),
        "example": _("Voorbeeld"),
        "dimension": _("Zegt iets over"),
        "theme": _("Thema uit de wet"),
    }


def _of_dialogs() -> Sentences:
    """Changing, joining and removing a code; writing a memo."""
    return {
        "changeCode": _("Code aanpassen"),
        "newCode": _("Nieuwe code"),
        "noCodeAbove": _("Geen: dit is een hoofdcode"),
        "chooseCode": _("Kies een code"),
        "chooseIntoFirst": _("Kies eerst met welke code je wilt samenvoegen."),
        "join": _("Voeg samen"),
        "joinAnyway": _("Ja, voeg samen"),
        "removeCode": _("Verwijder code"),
        "removeCodeAndCodings": forms("Verwijder code en %(num)s fragment", "Verwijder code en %(num)s fragmenten"),
        "drafted": _("Er staat een opzet. Verander die in je eigen woorden en bewaar de code."),
        "drafting": _("De fragmenten lezen …"),
        "removeAnyway": _("Ja, verwijder het werk van ons allemaal"),
        "emptyMemo": _("Er staat nog niets in de memo. Schrijf iets, of sluit zonder te bewaren."),
    }
