"""What studies tell on the overview: how the agreement stands, and what is erased soon."""

from sqlmodel import Session

from foundation.dutch import _, number_word, short_date, weekday_date
from studies.agreements.stored_terms import agreement_of
from studies.models import Agreement, Study
from studies.overview.answers import MayOpen, Place, Station, Task, Urgency, behind_open_doors
from studies.retention.due import Kept, coming, kept_label


def stations(session: Session, study: Study, may_open: MayOpen) -> list[Station]:
    """The agreement; everybody may read it."""
    return [_station(agreement_of(session, study.id))]


def waiting_tasks(session: Session, study: Study, may_open: MayOpen) -> list[Task]:
    """What the study itself asks of somebody."""
    return behind_open_doors(session, study, may_open, [("studies.write_agreement", _going)])


def _station(agreement: Agreement | None) -> Station:
    name, place = _("Afspraken"), Place("studies.agreed")
    if agreement is None:
        return Station(name, place, "", _("nog niet gemaakt"), "", "ahead")
    parties = len(agreement.parties)
    with_whom = _("één partij") if parties == 1 else _("%(number)s partijen", number=number_word(parties))
    if agreement.agreed_on is None:
        return Station(name, place, _("Concept"), "", with_whom if parties else "", "here")
    note = _("%(day)s, %(parties)s", day=short_date(agreement.agreed_on), parties=with_whom)
    return Station(name, place, _("Vastgelegd"), "", note, "done")


def _going(session: Session, study: Study) -> list[Task]:
    """What the program erases within two weeks, because that was agreed."""
    why = {
        Kept.NAMES: _(
            "Ook contactgegevens gaan dan weg, en gesprekken waarin nog echte namen staan. Er komt niets meer bij."
        ),
        Kept.TRANSCRIPTS: _(
            "Ook de memo’s bij fragmenten gaan dan weg. Klantreizen, publicaties en aantallen blijven."
        ),
    }
    return [
        Task(
            _("Na %(day)s wist Verhaallijn %(what)s", day=weekday_date(last), what=kept_label(what)),
            why[what],
            Place("studies.agreed", anchor="bewaren"),
            "waiting",
            "warn",
            Urgency.ENDING,
        )
        for what, last in coming(session, study)
    ]
