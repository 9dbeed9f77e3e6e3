"""When invitations go, and their words: those that somebody wrote for this measurement, and else the usual ones."""

from collections.abc import Mapping

from sqlmodel import Session, select

from feedback.invitations.models import FIRST_HOUR, LAST_HOUR, InvitationPlan
from feedback.measurements.models import Measurement
from foundation.dutch import _, translatable
from foundation.errors import ResearcherError
from foundation.forms.numbers import whole_number
from foundation.forms.written import clean, one_line

PROVIDER = "[aanbieder]"
HOUR = "hour"
LONGEST = {"heading": 80, "opening": 400, "ending": 200, "signed_by": 120, "sender": 160}
"""By text, in signs: a letter has one sheet."""
TEXTS = tuple(LONGEST)
MOST_LINES = {"opening": 2, "ending": 2, "signed_by": 3, "sender": 4}
"""By text that may have more than one."""
TEXT_WORDS = {
    "heading": translatable("Waar gaat het over?"),
    "opening": translatable("Eerste alinea"),
    "ending": translatable("Laatste alinea"),
    "signed_by": translatable("Van wie komt het?"),
    "sender": translatable("Afzender boven de brief"),
}


class PlanUnclear(ResearcherError):
    """`errors`: {field: what to do about it}."""

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = errors
        super().__init__(_("Nog niet bewaard: kijk wat er bij de velden staat."))


def plan_of(session: Session, measurement_id: int) -> InvitationPlan:
    """The one that is kept, or one that says the usual and is kept nowhere."""
    found = session.exec(select(InvitationPlan).where(InvitationPlan.measurement_id == measurement_id)).first()
    return found or InvitationPlan(measurement_id=measurement_id)


def values_of(plan: InvitationPlan, usual: Mapping[str, str]) -> dict[str, str]:
    """What stands in the form. `usual`: the texts that are sent where nothing else was written."""
    return {HOUR: str(plan.hour), **{name: getattr(plan, name) or usual[name] for name in TEXTS}}


def usual_texts(measurement: Measurement, organisation: str, figures: str) -> dict[str, str]:
    """`figures`: the address at which everybody reads what came of it."""
    return {
        "heading": _("Wat vindt u van %(subject)s?", subject=measurement.subject),
        "opening": _(
            "Wij willen graag weten wat u van %(subject)s vindt. Wilt u een paar vragen beantwoorden? "
            "Het duurt ongeveer drie minuten.",
            subject=measurement.subject,
        ),
        "ending": _("Wat wij leren, leest u op %(address)s. Ook wat we nu niet kunnen veranderen.", address=figures),
        "signed_by": organisation,
        "sender": organisation,
    }


def keep_plan(session: Session, measurement: Measurement, typed: Mapping[str, str], usual: Mapping[str, str]) -> None:
    """Raises PlanUnclear."""
    texts = {name: clean(typed[name]) if name in MOST_LINES else one_line(typed[name]) for name in TEXTS}
    hour = whole_number(typed[HOUR])
    errors = {name: error for name, text in texts.items() if (error := _error(name, text))}
    if hour is None or not FIRST_HOUR <= hour <= LAST_HOUR:
        errors[HOUR] = _("Kies een uur tussen %(first)s en %(last)s.", first=FIRST_HOUR, last=LAST_HOUR)
    if errors or hour is None:
        raise PlanUnclear(errors)
    plan = plan_of(session, measurement.id)
    plan.hour = hour
    for name, text in texts.items():
        setattr(plan, name, "" if text == usual[name] else text)
    plan.version += 1
    session.add(plan)
    session.flush()


def _error(name: str, text: str) -> str:
    if len(text) > LONGEST[name]:
        return _("Dit is te lang: hooguit %(most)s tekens. Maak het korter.", most=LONGEST[name])
    if len(text.splitlines()) > MOST_LINES.get(name, 1):
        return _(
            "Dit zijn te veel regels: hooguit %(most)s. Anders past de brief niet op één vel.", most=MOST_LINES[name]
        )
    return ""
