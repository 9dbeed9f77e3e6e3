"""What readers are told of a measure was written of how it stood: who says that it stands otherwise reads it again."""

from collections.abc import Mapping

from foundation.dutch import _, enumerated
from foundation.errors import ResearcherError
from journeys.measures.models import Measure
from journeys.story import MeasureState

REREAD = "reread"
"""The field of a form that names the state of which words were read again."""


def reread_in(fields: Mapping[str, str]) -> str:
    """The state, as a form names it, of which somebody read the words again; '' where it names none that there is."""
    named = fields.get(REREAD, "")
    return named if named in set(MeasureState) else ""


class NotReread(ResearcherError):
    """`stays`: {field: text} of what would go on under another state than it was written of; nothing was stored."""

    def __init__(self, before: MeasureState, after: MeasureState, stays: dict[str, str]) -> None:
        self.after, self.stays = after, stays
        super().__init__(
            _(
                "Nog niet bewaard. Je zet dit van ‘%(before)s’ op ‘%(after)s’. Klopt dan nog wat inwoners erbij lezen: "
                "%(told)s? Pas het aan, of kruis hieronder aan dat het klopt.",
                before=before.dutch,
                after=after.dutch,
                told=enumerated(f"‘{text}’" for text in stays.values()),
            )
        )


def check_reread(measure: Measure, state: MeasureState, said: Mapping[str, str]) -> None:
    """Refuse words under a `state` of which they were not said. Raises NotReread.

    `said`: {field: words} of what people notice, when, and what came of it; what is not in it stays. 'Klaar op 1 april
    2027' is not so any more on the day that a measure is done. What cannot be done (yet) tells no day.
    """
    if state is measure.state:
        return
    stood = {"what": measure.what, "when": state.when(measure.when), "result": measure.result}
    stays = {field: text for field, text in stood.items() if text and said.get(field, text) == text}
    if stays:
        raise NotReread(measure.state, state, stays)


def said_again(measure: Measure, state: MeasureState, when: str) -> dict[str, str]:
    """{'when': day} where the same day is said of another state, as MeasureChange.told holds it; else nothing."""
    is_same = when == measure.when and state not in (measure.state, MeasureState.NOT_YET)
    return {"when": when} if when and is_same else {}
