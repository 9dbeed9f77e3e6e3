"""The feeling curve in words, for who cannot see it."""

from foundation.dutch import _, enumerated, number_word
from journeys.evidence.outline import Outline
from journeys.story import Feeling


def curve_summary(name: str, outline: Outline) -> str:
    """The feeling curve in words, for who cannot see it: which steps at which level, and how it begins and ends."""
    steps = outline.steps
    if not steps:
        return ""
    sentences = [_("Het gevoel van %(name)s in %(count)s.", name=name, count=_steps_in_words(len(steps)))]
    for feeling in Feeling:
        numbers = [str(step.number) for step in steps if step.step.feeling is feeling]
        if numbers:
            level, listed = feeling.dutch, enumerated(numbers)
            sentences.append(_("%(feeling)s bij stap %(numbers)s.", feeling=level, numbers=listed))
    if len(steps) > 1:
        sentences.append(_begin_and_end(steps[0].step.feeling, steps[-1].step.feeling))
    return " ".join(sentences)


def _begin_and_end(first: Feeling, last: Feeling) -> str:
    begin, end = first.dutch.lower(), last.dutch.lower()
    if first is last:
        return _("De reis begint en eindigt %(begin)s.", begin=begin)
    return _("De reis begint %(begin)s en eindigt %(end)s.", begin=begin, end=end)


def _steps_in_words(number: int) -> str:
    return _("één stap") if number == 1 else _("%(number)s stappen", number=number_word(number))
