"""The Dutch words of a published story, the same on the public page and in its document."""

from foundation.dutch import _, counted, number_word
from journeys.texts.fiction import fiction_statement, is_several, not_real
from journeys.told import dots_explained, told_in

__all__ = ["dots_explained", "fiction_statement", "not_real", "told_in"]


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


def who_is(name: str) -> str:
    """The heading above who the persona is."""
    return _("Wie zijn %(name)s?", name=name) if is_several(name) else _("Wie is %(name)s?", name=name)


def studied(interviews: int) -> str:
    """On how many conversations the study behind a story rests; '' without any."""
    talks = counted(interviews, "gesprek", "gesprekken")
    return _("Voor dit onderzoek lazen we %(talks)s.", talks=talks) if interviews else ""


def limits_of(interviews: int) -> str:
    """What so many conversations cannot say."""
    number = capital(number_word(interviews))
    many = _("%(number)s gesprekken laten zien wat mensen meemaken.", number=number)
    one = _("Eén gesprek laat zien wat iemand meemaakt.")
    return " ".join(
        [
            one if interviews == 1 else many,
            _("Niet hoe vaak het voorkomt. En een naar gevoel betekent niet dat de hulp niet werkte."),
        ]
    )
