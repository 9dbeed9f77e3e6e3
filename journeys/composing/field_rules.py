"""What a field asks: how long it may be, whether it may be empty, and how it goes from screen to row and back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import clean

SHORT, MIDDLE, LONG = 120, 400, 3000
"""Most characters in a name, in a sentence or two, and in a paragraph."""


class FieldMissing(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(_("Vul ‘%(name)s’ in. De vorige tekst is bewaard gebleven.", name=name))


class FieldTooLong(ResearcherError):
    def __init__(self, name: str, longest: int) -> None:
        super().__init__(
            _(
                "‘%(name)s’ mag hooguit %(longest)s tekens zijn. Maak de tekst korter; de vorige is bewaard gebleven.",
                name=name,
                longest=longest,
            )
        )


class FieldUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit veld bestaat niet. Herlaad de pagina en probeer het nog een keer."))


class ChoiceUnknown(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(_("Kies bij ‘%(name)s’ iets uit de lijst. De vorige keuze is bewaard gebleven.", name=name))


@dataclass(frozen=True)
class FieldRule:
    """What a field is called on screen, how long it may be, and how it goes from screen to row and back."""

    name: str
    longest: int = MIDDLE
    is_required: bool = False
    read: Callable[[str], Any] = clean
    write: Callable[[Any], str] = str

    def value_of(self, text: str) -> Any:
        """The value to store. Raises FieldMissing, FieldTooLong, ChoiceUnknown and what `read` raises."""
        if self.is_required and not text.strip():
            raise FieldMissing(_(self.name))
        if len(text) > self.longest:
            raise FieldTooLong(_(self.name), self.longest)
        try:
            return self.read(text)
        except ValueError:
            raise ChoiceUnknown(_(self.name)) from None
