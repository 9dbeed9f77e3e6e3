"""What waits in measures: those that are late, and words that somebody has to look at or write anew."""

from collections.abc import Iterator

from sqlmodel import Session

from foundation.clock import today
from foundation.dutch import _, counted, long_date
from journeys.following.measure_list import MeasureList, measure_list
from journeys.following.waiting_words import Waiting, waiting_of_study
from studies.models import Study
from studies.overview.answers import Place, Task, Urgency


def late_measures(session: Session, study: Study) -> list[Task]:
    """Not what was said already and waits for somebody to look at it."""
    listed: MeasureList = measure_list(session, study.id, today())
    said = {one.words.measure_id for one in waiting_of_study(session, study.id) if one.words.returned_at is None}
    late = [
        Task(
            _("Te laat: %(title)s", title=one.measure.title),
            _(
                "Op %(day)s zou iemand kijken hoe het staat. Zeg hoe ver het is, ook als het nu niet kan.",
                day=long_date(one.measure.review_on),
            ),
            Place("measures.all_measures", anchor=f"maatregel-{one.measure.id}"),
            "waiting",
            "warn",
            Urgency.LATER,
        )
        for one in listed.late
        if one.measure.review_on and one.measure.id not in said
    ]
    if not listed.without:
        return late
    title = counted(len(listed.without), "pijnpunt zonder antwoord", "pijnpunten zonder antwoord")
    why = _("Maak een maatregel, of zeg waarom het nu niet kan. Mensen vertelden het niet voor niets.")
    place = Place("measures.all_measures", anchor="zonder")
    return [*late, Task(title, why, place, "idea", "info", Urgency.LATER)]


def words_to_look_at(session: Session, study: Study) -> list[Task]:
    """What the social team wrote for readers, and a researcher did not look at yet."""
    public = _("Inwoners lezen het pas als jij het op de website zet.")
    private = _("Het verhaal staat nu niet op de website. Het komt in de lijst als jij het overneemt.")
    return [
        Task(
            _("Kijk na wat %(who)s schreef: %(title)s", who=one.who, title=one.title),
            public if one.is_public else private,
            place,
            "speech",
            "warn",
            Urgency.MEND,
        )
        for one, place in _waiting(session, study)
        if one.words.returned_at is None
    ]


def words_to_rewrite(session: Session, study: Study) -> list[Task]:
    """This person's own words that a researcher gave back."""
    why = _("Een onderzoeker vraagt je om een andere tekst. Wat je schreef, staat er nog.")
    return [
        Task(_("Herschrijf: %(title)s", title=one.title), why, place, "pencil", "warn", Urgency.MEND)
        for one, place in _waiting(session, study)
        if one.words.returned_at is not None and one.words.person_id == session.info.get("person_id")
    ]


def _waiting(session: Session, study: Study) -> Iterator[tuple[Waiting, Place]]:
    for one in waiting_of_study(session, study.id):
        if one.words.measure_id is None:
            yield one, Place("measures.new_measure", {"woorden": one.words.id})
        else:
            anchor = f"maatregel-{one.words.measure_id}"
            yield one, Place("measures.all_measures", {"woorden": one.words.id}, anchor)
