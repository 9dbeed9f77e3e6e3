"""Who a respondent is and how to reach them: sealed with a key outside the database, and wiped when no longer needed.

Nothing here is logged or recorded for undo; what is wiped is gone.
"""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from foundation import dutch
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.email_address import email_of
from interviews.models import Respondent
from interviews.respondents.attributes.open import only_open, open_role
from interviews.respondents.models import CallAttempt, RespondentContact, RespondentDraft
from studies.keys.study_key import StudyKey
from studies.models import ChangeRecord
from studies.retention.due import Kept, check_takes_in

LONGEST_NAME = 120
_PURPOSE = b"contact"
_SIGNS_IN_TELEPHONE = re.compile(r"[\s().\-/]")
_DUTCH = re.compile(r"0[1-9]\d{8}")
_FOREIGN = re.compile(r"\+[1-9]\d{7,14}")
_AS_SPREADSHEETS_SHOW = re.compile(r"(\d)[.,](\d{6,10})E\+?(0?[89]|1[01])", re.IGNORECASE)


class TelephoneWrong(ResearcherError):
    """The number itself stays out of the sentence: sentences end up in logs."""

    def __init__(self) -> None:
        super().__init__(
            _("Dit telefoonnummer klopt niet. Een Nederlands nummer heeft tien cijfers, bijvoorbeeld 06-12345678.")
        )


class SecondTelephoneWrong(TelephoneWrong):
    """The same, at the other field."""


class NameTooLong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Deze naam is te lang: gebruik ten hoogste %(most)s tekens.", most=LONGEST_NAME))


@dataclass(frozen=True)
class Contact:
    """Never shown to anybody but researchers; kept out of logs by its own `repr`."""

    name: str = field(default="", repr=False)
    telephone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    second_telephone: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.name or self.telephone or self.email)

    @property
    def readable_telephone(self) -> str:
        """'06-12345678': as people write it."""
        return dutch.telephone(self.telephone)

    @property
    def readable_second(self) -> str:
        return dutch.telephone(self.second_telephone)

    @property
    def telephones(self) -> tuple[str, ...]:
        """The numbers there are, the one to call first before the other."""
        return tuple(number for number in (self.telephone, self.second_telephone) if number)

    @property
    def readable_telephones(self) -> list[str]:
        return [dutch.telephone(number) for number in self.telephones]

    def completed_by(self, other: "Contact") -> "Contact":
        """This, with what is missing taken from `other`; of more numbers than two the first ones."""
        numbers = [*dict.fromkeys((*self.telephones, *other.telephones)), "", ""]
        return Contact(self.name or other.name, numbers[0], self.email or other.email, numbers[1])


class ContactVault:
    """Seals and opens the contact data of one study. Holds a key; keeps no data."""

    def __init__(self, key: StudyKey) -> None:
        self._key = key

    def seal(self, respondent: Respondent, contact: Contact) -> bytes:
        """Readable only with the key, and only as this respondent's."""
        written = json.dumps([contact.name, contact.telephone, contact.email, contact.second_telephone]).encode()
        return self._key.seal(_PURPOSE).sealed(written, _label(respondent.id))

    def open(self, row: RespondentContact) -> Contact:
        """Raises KeyDoesNotFit."""
        opened = self._key.seal(_PURPOSE).opened(row.sealed, _label(row.respondent_id))
        return Contact(*json.loads(opened))  # what was sealed by an earlier version has fewer parts


def _label(respondent_id: int) -> bytes:
    return b"respondent %d" % respondent_id


def telephone_of(written: str) -> str:
    """'06-1234 5678', '+31 6 12345678', '612345678' and '6.12345678E8' (so spreadsheets write it) -> '0612345678'.

    Empty stays empty. Raises TelephoneWrong.
    """
    written = re.sub(r"^\s*tel(?:efoon)?[.:\s]+", "", written, flags=re.IGNORECASE)
    if found := _AS_SPREADSHEETS_SHOW.fullmatch(written.strip()):
        written = f"{found[1]}{found[2]}".ljust(int(found[3]) + 1, "0")
    signs = _SIGNS_IN_TELEPHONE.sub("", written.replace("\u2011", "-").replace("\u2013", "-"))
    signs = re.sub(r"^(?:(?:\+|00)310?|31(?=[1-9]\d{8}$))", "0", signs)
    signs = re.sub(r"^00", "+", signs)
    if re.fullmatch(r"[1-9]\d{8}", signs):
        signs = f"0{signs}"
    if signs and not (_DUTCH.fullmatch(signs) or _FOREIGN.fullmatch(signs)):
        raise TelephoneWrong
    return signs


def known_as(part: str, written: str) -> str:
    """How a part ('telephone', 'email', 'name') is shown once it is kept: '0612345678' -> '06-12345678'.

    What cannot be kept stays as it was written.
    """
    try:
        if part in ("telephone", "second_telephone"):
            return dutch.telephone(telephone_of(written))
        return email_of(written) if part == "email" else " ".join(written.split())
    except ResearcherError:
        return written


def contact_from(name: str, telephone: str, email: str = "", second_telephone: str = "") -> Contact:
    """How somebody is reached, as written. Raises NameTooLong, TelephoneWrong, SecondTelephoneWrong, EmailWrong."""
    first = telephone_of(telephone)
    try:
        second = telephone_of(second_telephone)
    except TelephoneWrong:
        raise SecondTelephoneWrong from None
    contact = Contact(" ".join(name.split()), first, email_of(email)).completed_by(Contact("", second))
    if len(contact.name) > LONGEST_NAME:
        raise NameTooLong
    return contact


def save_contact(
    session: Session, vault: ContactVault, respondent: Respondent, name: str, telephone: str, email: str = ""
) -> None:
    """Keep how somebody is reached, as written. Raises TelephoneWrong, EmailWrong, NameTooLong, PastLastDay."""
    keep_contact(session, vault, respondent, contact_from(name, telephone, email))


def keep_contact(session: Session, vault: ContactVault, respondent: Respondent, contact: Contact) -> None:
    """Keep how somebody is reached, sealed; an empty contact removes it. Raises PastLastDay."""
    if contact:
        check_takes_in(session, respondent.study_id, Kept.NAMES)
    row = _row(session, respondent.id)
    if not contact:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(RespondentContact(respondent_id=respondent.id, sealed=vault.seal(respondent, contact)))
    else:
        row.sealed = vault.seal(respondent, contact)
    session.flush()


def contact_of(session: Session, vault: ContactVault, respondent: Respondent) -> Contact:
    """Name, telephone number and e-mail; an empty Contact when there are none (any more). Raises KeyDoesNotFit."""
    row = _row(session, respondent.id)
    return vault.open(row) if row else Contact()


def contacts_of(session: Session, vault: ContactVault, study_id: int) -> dict[int, Contact]:
    """{respondent id: contact} of a study. Raises KeyDoesNotFit."""
    return {row.respondent_id: vault.open(row) for row in session.exec(_of_study(study_id)).all()}


def with_contact(session: Session, study_id: int) -> set[int]:
    """The respondents of a study whose contact data are still there."""
    return {row.respondent_id for row in session.exec(_of_study(study_id)).all()}


def wipe_contacts(session: Session, respondents: Collection[Respondent]) -> int:
    """Remove contact data for good; how many had any.

    With them go the notes of calls, what was typed and not kept yet,
    a role and attributes that lead to somebody, and what undo remembered of all that.
    """
    if not respondents:
        return 0
    ids = [respondent.id for respondent in respondents]
    rows = session.exec(select(RespondentContact).where(col(RespondentContact.respondent_id).in_(ids))).all()
    for row in rows:
        session.delete(row)
    for draft in session.exec(select(RespondentDraft).where(col(RespondentDraft.respondent_id).in_(ids))).all():
        session.delete(draft)
    for call in session.exec(select(CallAttempt).where(col(CallAttempt.respondent_id).in_(ids))).all():
        call.note = ""
    for respondent in respondents:
        respondent.role, respondent.attributes = open_role(respondent.role), only_open(respondent.attributes)
    forget_history(session, respondents)
    return len(rows)


def forget_history(session: Session, respondents: Collection[Respondent]) -> None:
    """Drop what undo remembers of these respondents: it holds what was there before."""
    areas = [contact_area(respondent) for respondent in respondents]
    for record in session.exec(select(ChangeRecord).where(col(ChangeRecord.area).in_(areas))).all():
        session.delete(record)
    session.flush()


def contact_area(respondent: Respondent) -> str:
    """Where changes to a respondent's calls, consent and facts are recorded: what `undo` wants to know."""
    return f"respondent:{respondent.id}"


def _row(session: Session, respondent_id: int) -> RespondentContact | None:
    return session.exec(select(RespondentContact).where(RespondentContact.respondent_id == respondent_id)).first()


def _of_study(study_id: int) -> SelectOfScalar[RespondentContact]:
    of_study = select(Respondent.id).where(Respondent.study_id == study_id)
    return select(RespondentContact).where(col(RespondentContact.respondent_id).in_(of_study))
