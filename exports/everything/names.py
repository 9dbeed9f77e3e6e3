"""Who is behind the names that were replaced, and how to reach them: only when somebody asks for it."""

from pathlib import Path

from sqlmodel import Session, col, select

from exports.everything.writing import write_table
from foundation.dutch import _
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault
from interviews.models import Respondent
from interviews.respondents.contacts import ContactVault
from interviews.respondents.models import RespondentContact
from studies.keys.keeping import study_key
from studies.models import Study


def write_names(session: Session, study: Study, folder: Path) -> None:
    """Raises KeyDoesNotFit."""
    key = study_key(session, study.id)
    vault = PseudonymVault(key)
    rows = session.exec(select(Pseudonym).where(Pseudonym.study_id == study.id).order_by(col(Pseudonym.id))).all()
    names = [
        (one.pseudonym, vault.reveal(HiddenName(one.digest, one.kind, one.pseudonym, one.sealed)), one.kind.value)
        for one in rows
    ]
    write_table(folder / "namen.csv", [_("Vervangen door"), _("Echte naam"), _("Soort")], names)
    contacts = ContactVault(key)
    query = select(RespondentContact, Respondent.number).join(
        Respondent, col(Respondent.id) == RespondentContact.respondent_id
    )
    found = session.exec(query.where(Respondent.study_id == study.id).order_by(col(Respondent.number))).all()
    opened = [(number, contacts.open(row)) for row, number in found]
    write_table(
        folder / "contacten.csv",
        [_("Respondent"), _("Naam"), _("Telefoon"), _("Tweede telefoon"), _("E-mail")],
        [(number, one.name, one.telephone, one.second_telephone, one.email) for number, one in opened],
    )
