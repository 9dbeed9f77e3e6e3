"""What is said of a measure of a public story goes to readers at once, past the gate: so it is looked at here."""

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from journeys.models import Journey, Measure
from journeys.names_in_story import names_in_story
from journeys.printable import unprintable
from journeys.site import Site
from journeys.standing import standing_of
from journeys.story_texts import texts_of_measure


class NameForReaders(ResearcherError):
    def __init__(self, place: str) -> None:
        super().__init__(
            _(
                "%(place)s: hier staat een echte naam uit de gesprekken. Er is niets bewaard, je tekst staat er nog. "
                "Haal de naam weg. Is het iets anders, vraag het dan aan de onderzoeker.",
                place=place,
            )
        )


class SignsForReaders(ResearcherError):
    def __init__(self, place: str, signs: str) -> None:
        super().__init__(
            _(
                "%(place)s: ‘%(signs)s’ kan niet in de pdf. Er is niets bewaard, je tekst staat er nog. "
                "Schrijf het anders.",
                place=place,
                signs=signs,
            )
        )


def check_for_readers(session: Session, journey: Journey, measure: Measure, site: Site) -> None:
    """Refuse what readers of a public story may not get. Raises NameForReaders, SignsForReaders."""
    standing = standing_of(session, journey)
    if standing is None or not standing.is_public:
        return
    texts = [one for one in texts_of_measure(measure) if one.text.strip()]
    for text in texts:
        if signs := unprintable(text.text):
            raise SignsForReaders(text.place, " ".join(signs))
    for found in names_in_story(session, journey, texts, site).open:
        raise NameForReaders(found.text.place)
