"""What a person may choose to stand in for a name."""

from collections.abc import Iterable

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.deidentification.pseudonyms import PseudonymVault, Rows
from interviews.deidentification.study_names import as_compared
from interviews.deidentification.words.whole_words import occurrences
from interviews.name_kinds import NameKind


class ReplacementWrong(ResearcherError):
    """The replacement is the name itself or a part of it, or is really somebody's name."""


class ReplacedMeanwhile(ReplacementWrong):
    """Another stand-in was put there since the page was shown."""

    def __init__(self, chosen: str) -> None:
        super().__init__(
            _(
                "Je koos ‘%(chosen)s’, maar deze naam was intussen al vervangen. Er is niets veranderd. Zet de naam "
                "eerst terug als het anders moet.",
                chosen=chosen,
            )
        )


def check_chosen(
    vault: PseudonymVault, kind: NameKind, original: str, chosen: str, rows: Rows, people: Iterable[str]
) -> None:
    """Not the name, not a part of it, and not the real name of somebody else in the study or among `people`.

    Raises ReplacementWrong.
    """
    own = (original, *vault.name_of(original, rows).parts) if kind is NameKind.PERSON else (original,)
    if any(True for part in own for _place in occurrences(chosen, part)):
        raise ReplacementWrong(_("Kies iets anders dan de naam zelf. Er is niets veranderd."))
    real = {as_compared(name) for name in people}
    for word in chosen.split() if kind is NameKind.PERSON else ():
        if word[0].isupper() and (vault.digest(NameKind.PERSON, word) in rows or as_compared(word) in real):
            raise ReplacementWrong(
                _(
                    "In dit onderzoek heet iemand echt ‘%(name)s’. Kies een andere naam. Er is niets veranderd.",
                    name=word,
                )
            )


def check_came_about(chosen: str, stands: Iterable[str]) -> None:
    """Whether `chosen` stands at places that were replaced before, perhaps in another tab. Raises ReplacedMeanwhile."""
    if chosen and not any(chosen in one for one in stands):
        raise ReplacedMeanwhile(chosen)
