"""What is said of a measure of a public story goes to readers at once, past the gate: so it is looked at here."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from journeys.checks.models import Why
from journeys.checks.name_waivers import waivers_of
from journeys.checks.names import NameInStory, names_in_story, waive_place
from journeys.checks.printable import named, unprintable
from journeys.checks.typed_claims import claims_in_measure
from journeys.evidence.outline import outline_of
from journeys.measures.models import Measure
from journeys.measures.rereading import NotReread, reread_in
from journeys.models import Journey
from journeys.public.standing import standing_of
from journeys.texts.story import texts_of_measure
from journeys.texts.text import StoryText


class NamesForReaders(ResearcherError):
    """Only for who may see real names. `places`: where they stand, each once."""

    def __init__(self, places: Sequence[NameInStory]) -> None:
        self.places = tuple({question(one): one for one in places}.values())
        what = _("hier staat een echte naam uit de gesprekken")
        if not any(one.is_certain for one in places):
            what = _("hier staat misschien een echte naam uit de gesprekken")
        super().__init__(
            _(
                "%(place)s: %(what)s. Er is niets bewaard, je tekst staat er nog. Herschrijf het, of zeg hieronder "
                "waarom het hier niet om die persoon, plaats of organisatie gaat.",
                place=places[0].text.place,
                what=what,
            )
        )


class SignsForReaders(ResearcherError):
    def __init__(self, place: str, signs: str) -> None:
        super().__init__(
            _(
                "%(place)s: %(signs)s kan niet in de pdf. Er is niets bewaard, je tekst staat er nog. "
                "Schrijf het anders.",
                place=place,
                signs=signs,
            )
        )


class ClaimForReaders(ResearcherError):
    def __init__(self, place: str, typed: str) -> None:
        super().__init__(
            _(
                "%(place)s: ‘%(typed)s’ kan een uitkomst van het onderzoek lijken. Die rekent het programma zelf uit; "
                "of dit iets anders is, ziet het niet. Er is niets bewaard, je tekst staat er nog. Haal de zin weg, "
                "schrijf hem zonder aantal, of schrijf wat jullie zelf deden. Bijvoorbeeld: We bereikten 37 van de "
                "41 gezinnen.",
                place=place,
                typed=typed,
            )
        )


def question(one: NameInStory) -> str:
    """The name of the form field that asks why this word may stand; the same for a measure that has no number yet."""
    return f"why:{one.text.key.rpartition(':')[2]}:{one.word.casefold()}"


def questions(error: ResearcherError, answers: Mapping[str, str]) -> dict[str, Any]:
    """What a refused form asks, with what was answered already.

    Why a word may stand, and whether what stays as it was is so of another state too.
    """
    unread = error.after.value if isinstance(error, NotReread) else reread_in(answers)
    places = error.places if isinstance(error, NamesForReaders) else ()
    asked = [(question(one), one, answers.get(question(one), "")) for one in places]
    whys = [(why.value, why.dutch) for why in Why]
    return {"names": asked, "whys": whys, "unread": unread, "is_reread": not isinstance(error, NotReread)}


def check_for_readers(session: Session, journey: Journey, measure: Measure, answers: Mapping[str, str]) -> None:
    """Refuse what readers of a public story may not get, save the names for which `answers` say why they may stand.

    Raises NamesForReaders, SignsForReaders, ClaimForReaders. Tells real names: only for who may see them.
    """
    standing = standing_of(session, journey)
    if standing is None or not standing.is_public:
        return
    check_words(measure)
    found = names_in_story(session, journey, _texts(measure)).open
    if any(answers.get(question(one), "") not in list(Why) for one in found):
        raise NamesForReaders(found)
    outline = outline_of(session, journey) if found else None
    for one in found:
        if outline and one.digest not in waivers_of(session, journey):
            waive_place(session, journey, outline, one.digest, answers[question(one)])


def check_words(measure: Measure) -> None:
    """Raises SignsForReaders, ClaimForReaders."""
    for text in _texts(measure):
        if signs := unprintable(text.text):
            raise SignsForReaders(text.place, ", ".join(named(one) for one in signs))
        for claim in claims_in_measure(text.text):
            raise ClaimForReaders(text.place, claim)


def _texts(measure: Measure) -> list[StoryText]:
    return [one for one in texts_of_measure(measure) if one.text.strip()]
