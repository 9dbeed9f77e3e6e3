"""The Dutch words of a published story, the same on the public page and in its document."""

from foundation.dutch import _
from journeys import wording as journey_words
from journeys.published import Channel, Feeling


def channel_word(channel: Channel) -> str:
    """Where a step happens, within a sentence."""
    return journey_words.channel_word(channel).lower()


def feeling_word(feeling: Feeling) -> str:
    """The level of a feeling, within a sentence."""
    return journey_words.feeling_word(feeling).lower()


def fiction_statement() -> str:
    """What stands above every published story."""
    return _("Verzonnen persoon, echte ervaringen")


def told_in(interviews: int, total: int) -> str:
    """In how many conversations a step was told."""
    return _("Verteld in %(told)s van de %(total)s gesprekken", told=interviews, total=total)


def municipality_name(name: str, within: bool = False) -> str:
    """'Gemeente Lindermeer', also when the name alone was given; `within` a sentence 'de gemeente Lindermeer'."""
    if within:
        return _("de gemeente %(name)s", name=name.removeprefix("Gemeente ").removeprefix("gemeente "))
    return name if name.casefold().startswith("gemeente ") else _("Gemeente %(name)s", name=name)


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """The text with a full stop where it has no end of its own."""
    return text if text.endswith((".", "!", "?", "…", "’", "”")) else f"{text}."


def is_several(name: str) -> bool:
    """Whether the persona is more than one person: 'Mirjam en Daan'."""
    return " en " in name


def who_is(name: str) -> str:
    """The heading above who the persona is."""
    return _("Wie zijn %(name)s?", name=name) if is_several(name) else _("Wie is %(name)s?", name=name)


def not_real(name: str) -> str:
    """What a reader must know before anything else."""
    if is_several(name):
        return _("%(name)s bestaan niet. Wat zij meemaken, is ons echt verteld.", name=name)
    return _("%(name)s bestaat niet. Wat u hier leest, is ons echt verteld.", name=name)


def limits_of(interviews: int) -> str:
    """What so many conversations cannot say."""
    number = capital(journey_words.number_word(interviews))
    many = _("%(number)s gesprekken laten zien wat mensen meemaken.", number=number)
    one = _("Eén gesprek laat zien wat iemand meemaakt.")
    return " ".join(
        [
            one if interviews == 1 else many,
            _("Niet hoe vaak het voorkomt. En een naar gevoel betekent niet dat de hulp niet werkte."),
        ]
    )
