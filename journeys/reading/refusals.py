"""Why an answer of a council member cannot be sent as it stands."""

from collections.abc import Mapping

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import clean
from journeys.composing.field_rules import LONG
from journeys.reading.models import Verdict
from journeys.reading.opened_form import BETTER, GOOD, OF_THE_WHOLE, FilledIn


class NothingChosen(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies ‘Goed zo’ of ‘Dit kan beter’. Dan leest u verder."))


class NothingSaid(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Schrijf in één zin wat er beter kan. Of kies ‘Goed zo’."))


class NoVerdict(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies één van de drie antwoorden. Daarna kunt u versturen."))


class SaidTooMuch(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Dit is te lang om te versturen: hooguit %(n)s tekens. Maak het korter, of bel ons.", n=LONG)
        )


class PieceTooLong(ResearcherError):
    """Of many that are sent together, this one."""

    def __init__(self, number: int, why: SaidTooMuch) -> None:
        super().__init__(_("Stukje %(n)s: %(why)s", n=number, why=str(why)))


def sendable(text: str) -> str:
    """The words as they are sent. Raises SaidTooMuch."""
    words = clean(text)
    if len(words) > LONG:
        raise SaidTooMuch
    return words


def check_answer(place: int, answer: FilledIn) -> None:
    """Raises what stops it from being sent: NothingChosen, NothingSaid, NoVerdict, SaidTooMuch."""
    if place == OF_THE_WHOLE:
        if answer.choice not in list(Verdict):
            raise NoVerdict
        sendable(answer.text)
    elif not sendable(answer.text) and answer.choice != GOOD:
        raise NothingSaid if answer.choice == BETTER else NothingChosen


def check_lengths(waiting: Mapping[int, FilledIn]) -> None:
    """Of what is sent together, by step number. Raises PieceTooLong."""
    for number, answer in waiting.items():
        try:
            sendable(answer.text)
        except SaidTooMuch as error:
            raise PieceTooLong(number, error) from None
