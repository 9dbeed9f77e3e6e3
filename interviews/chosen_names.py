"""What a person may choose to stand in for a name."""

from collections.abc import Iterable

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.name_kinds import NameKind
from interviews.pseudonyms import PseudonymVault, Rows
from interviews.study_names import as_compared
from interviews.whole_words import occurrences


class ReplacementWrong(ResearcherError):
    """The replacement is the name itself or a part of it, or is really somebody's name."""


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
