"""The Dutch words of a journey that no enum has itself, and numbers as a sentence says them."""

from foundation.dutch import _, enumerated, ngettext, number_word
from journeys.evidence.counting import StepEvidence
from journeys.story import Feeling

_PLURAL_ENDINGS = (
    (("kind",), "eren"),
    (("man",), "nen"),
    (("a", "i", "o", "u", "y"), "’s"),
    (("e",), "n"),
    (("er", "el", "em", "en", "or", "al", "eur", "aar"), "s"),
)


def spread_in_words(spread: tuple[int, int, int]) -> str:
    """'bij 1 positief en bij 3 negatief'; levels that nobody told fall away."""
    told = zip(spread, Feeling, strict=True)
    return enumerated(
        [
            _("bij %(number)s %(feeling)s", number=number, feeling=feeling.dutch.lower())
            for number, feeling in told
            if number
        ]
    )


def judge_ties(number: int) -> str:
    """The work that unjudged fragments are, with how much of it there is."""
    return _("Beoordeel de koppelingen (%(number)s)", number=number)


def tallied(evidence: StepEvidence) -> str:
    """What the conversations behind a step tell: '4 vertellen dit, 2 vertellen iets anders, 1 niet beoordeeld'."""
    parts = (
        ngettext("%(num)s vertelt dit", "%(num)s vertellen dit", evidence.tells),
        ngettext("%(num)s vertelt iets anders", "%(num)s vertellen iets anders", evidence.differs),
        ngettext("%(num)s alleen zelfde thema", "%(num)s alleen zelfde thema", evidence.theme),
        ngettext("%(num)s niet beoordeeld", "%(num)s niet beoordeeld", evidence.unjudged),
    )
    numbers = (evidence.tells, evidence.differs, evidence.theme, evidence.unjudged)
    return ", ".join(part for number, part in zip(numbers, parts, strict=True) if number)


def members_read(read: int, members: int) -> str:
    """What stands behind the number of members who read something: 'van de 3 leden lazen', 'van de 3 leden las'."""
    if members == 1:
        return _("van 1 lid las")
    return ngettext("van de %(members)s leden las", "van de %(members)s leden lazen", read, members=members)


def people_of(role: str, number: int) -> str:
    """'een ouder', 'twee ouders', 'drie jongeren'; a role is what the researcher called it."""
    return f"{number_word(number)} {role if number == 1 else _plural(role)}"


def _plural(role: str) -> str:
    for ends, added in _PLURAL_ENDINGS:
        if role.endswith(ends):
            return role + added
    return f"{role}en"
