"""The Dutch words of a published story: places, feelings and states, as council members and citizens read them."""

from foundation.dutch import _
from journeys.published import Channel, Feeling, MeasureState


def channel_word(channel: Channel) -> str:
    """Where a step happens, in one or two words."""
    words: dict[Channel, str] = {
        Channel.HOME: _("thuis"),
        Channel.SCHOOL: _("school"),
        Channel.INTERNET: _("internet"),
        Channel.TELEPHONE: _("telefoon"),
        Channel.LETTER: _("brief"),
        Channel.DOCTOR: _("huisarts"),
        Channel.COUNTER: _("loket"),
        Channel.PROVIDER: _("aanbieder"),
        Channel.WAITING: _("wachten"),
    }
    return words[channel]


def feeling_word(feeling: Feeling) -> str:
    """The level of a feeling."""
    words: dict[Feeling, str] = {
        Feeling.POSITIVE: _("positief"),
        Feeling.NEUTRAL: _("neutraal"),
        Feeling.NEGATIVE: _("negatief"),
    }
    return words[feeling]


def state_word(state: MeasureState) -> str:
    """How far a measure is."""
    words: dict[MeasureState, str] = {
        MeasureState.DONE: _("Klaar"),
        MeasureState.BUSY: _("Bezig"),
        MeasureState.NOT_YET: _("Kan nu niet"),
        MeasureState.PROPOSED: _("Voorstel"),
    }
    return words[state]


def fiction_statement() -> str:
    """What stands above every published story."""
    return str(_("Verzonnen persoon, echte ervaringen"))


def told_in(interviews: int, total: int) -> str:
    """In how many conversations a step was told."""
    return str(_("Verteld in %(told)s van de %(total)s gesprekken", told=interviews, total=total))


def municipality_name(name: str, within: bool = False) -> str:
    """'Gemeente Lindermeer', also when the name alone was given; `within` a sentence 'de gemeente Lindermeer'."""
    if within:
        return str(_("de gemeente %(name)s", name=name.removeprefix("Gemeente ").removeprefix("gemeente ")))
    return name if name.casefold().startswith("gemeente ") else str(_("Gemeente %(name)s", name=name))


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop where it has no end of its own."""
    return text if text.endswith((".", "!", "?", "…", "’", "”")) else f"{text}."


def is_several(name: str) -> bool:
    """Whether the persona is more than one person: 'Mirjam en Daan'."""
    return " en " in name
