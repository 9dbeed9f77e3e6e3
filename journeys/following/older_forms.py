"""A measure sent from a composer that stood open: what was changed there, over how the measure stands by now."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from foundation.dutch import _, long_date, translatable
from foundation.forms.laid_over import stored_meanwhile
from journeys.models import Step
from journeys.story import MeasureState
from journeys.texts.story import MEASURE_NAMES

_NAMES = MEASURE_NAMES | {
    "step": translatable("bij welke stap het hoort"),
    "state": translatable("hoe ver het is"),
    "review_on": translatable("wanneer jullie opnieuw kijken"),
}


def told(session: Session, both: Mapping[str, str]) -> str:
    """What is stored of the fields that were changed here too, a sentence each."""
    said = [
        _("%(field)s: %(text)s", field=_(_NAMES[name]), text=stored_meanwhile(_in_words(session, name, text)))
        for name, text in both.items()
    ]
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}".removesuffix(".") + "." for sentence in said)


def _in_words(session: Session, name: str, text: str) -> str:
    if name == "state":
        return MeasureState(text).dutch
    if name == "step" and text:
        return session.get_one(Step, int(text)).title
    return long_date(date.fromisoformat(text)) if name == "review_on" and text else text
