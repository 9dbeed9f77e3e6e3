"""The Dutch words of a journey that no enum has itself, and numbers as a sentence says them."""

from foundation.dutch import _, counted, enumerated, ngettext
from journeys.evidence.ledger import StepEvidence
from journeys.story import Feeling

_UP_TO_TEN = ("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
_UP_TO_TWENTY = ("elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien")
_NUMBERS = (*_UP_TO_TEN, *_UP_TO_TWENTY, "twintig")
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
        (evidence.tells, _("vertelt dit"), _("vertellen dit")),
        (evidence.differs, _("vertelt iets anders"), _("vertellen iets anders")),
        (evidence.theme, _("alleen zelfde thema"), _("alleen zelfde thema")),
        (evidence.unjudged, _("niet beoordeeld"), _("niet beoordeeld")),
    )
    return ", ".join(counted(number, one, many) for number, one, many in parts if number)


def council_read(readers: int, comments: int, adopted: int) -> str:
    """'Vijf leden van de adviesraad lazen mee. Zij gaven 12 opmerkingen bij de stappen; 9 namen we over.'

    What somebody wrote with a verdict is no comment on a step. '' when nobody read along.
    """
    if not readers:
        return ""
    read = (
        _("Eén lid van de adviesraad las mee.")
        if readers == 1
        else _("%(readers)s leden van de adviesraad lazen mee.", readers=number_word(readers).capitalize())
    )
    if not comments:
        return f"{read} {_('Bij de stappen waren geen opmerkingen.')}"
    gave = counted(comments, _("opmerking"), _("opmerkingen"))
    one, many = _("Dat gaf %(gave)s bij de stappen;", gave=gave), _("Zij gaven %(gave)s bij de stappen;", gave=gave)
    return f"{read} {one if readers == 1 else many} {_taken(comments, adopted)}"


def members_read(read: int, members: int) -> str:
    """What stands behind the number of members who read something: 'van de 3 leden lazen', 'van de 3 leden las'."""
    of = ngettext("van %(members)s lid", "van de %(members)s leden", members, members=members)
    return f"{of} {_('las') if read == 1 or members == 1 else _('lazen')}"


def _taken(comments: int, adopted: int) -> str:
    if comments == 1:
        return _("die namen we over.") if adopted else _("die namen we niet over.")
    if adopted == comments:
        return _("die namen we allemaal over.")
    if adopted == 1:
        return _("één daarvan namen we over.")
    return _("%(adopted)s namen we over.", adopted=adopted) if adopted else _("die namen we niet over.")


def number_word(number: int) -> str:
    """'vier', and figures above twenty."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def people_of(role: str, number: int) -> str:
    """'een ouder', 'twee ouders', 'drie jongeren'; a role is what the researcher called it."""
    return f"{number_word(number)} {role if number == 1 else _plural(role)}"


def _plural(role: str) -> str:
    for ends, added in _PLURAL_ENDINGS:
        if role.endswith(ends):
            return role + added
    return f"{role}en"
