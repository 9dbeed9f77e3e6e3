"""The Dutch words of a journey: places, feelings, states, and numbers as a sentence says them."""

from foundation.dutch import _
from journeys.published import Channel, Feeling, MeasureState

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


def channel_word(channel: Channel) -> str:
    """Where a step happens, with a capital."""
    return {
        Channel.HOME: _("Thuis"),
        Channel.SCHOOL: _("School"),
        Channel.INTERNET: _("Internet"),
        Channel.TELEPHONE: _("Telefoon"),
        Channel.LETTER: _("Brief"),
        Channel.DOCTOR: _("Huisarts"),
        Channel.COUNTER: _("Loket"),
        Channel.PROVIDER: _("Aanbieder"),
        Channel.WAITING: _("Wachten"),
    }[channel]


def feeling_word(feeling: Feeling) -> str:
    """The level of a feeling, with a capital."""
    return {
        Feeling.POSITIVE: _("Positief"),
        Feeling.NEUTRAL: _("Neutraal"),
        Feeling.NEGATIVE: _("Negatief"),
    }[feeling]


def state_word(state: MeasureState) -> str:
    """How far a measure is."""
    return {
        MeasureState.PROPOSED: _("Voorstel"),
        MeasureState.BUSY: _("Bezig"),
        MeasureState.DONE: _("Klaar"),
        MeasureState.NOT_YET: _("Kan nu niet"),
    }[state]


def number_word(number: int) -> str:
    """'vier', and figures above twenty."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def people_of(role: str, number: int) -> str:
    """'een ouder', 'twee ouders', 'drie jongeren'; a role is what the researcher called it."""
    return f"{number_word(number)} {role if number == 1 else _plural(role)}"


def enumerated(parts: list[str]) -> str:
    """'a', 'a en b', 'a, b en c'."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(first)s en %(last)s", first=", ".join(parts[:-1]), last=parts[-1])


def _plural(role: str) -> str:
    for ends, added in _PLURAL_ENDINGS:
        if role.endswith(ends):
            return role + added
    return f"{role}en"
