"""Where somebody can be reached, and as what they are known again: sealed and digested, both with keys kept apart."""

import json
import re
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from feedback.people.models import OpinionInvitation
from foundation.forms.written import one_line
from foundation.secrets.digest_key import digest_key
from foundation.secrets.keys import master_key
from foundation.secrets.sealing import Seal, installation_key, keyed_digest

_PURPOSE = b"invitations"
_SHARED_BOX = re.compile(
    r"(?:info|receptie|contact|secretariaat|administratie|balie|post|algemeen|mail|office|kantoor|team\w*|praktijk|"
    r"huisarts\w*|klantcontact|servicedesk|helpdesk)[@.+\-]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Contact:
    """Of somebody who is invited; none of it is in `repr`. Dates of birth are kept until doubles are decided about."""

    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    street: str = field(default="", repr=False)
    """With the number of the house."""
    postcode: str = field(default="", repr=False)
    """'6231 AB'."""
    town: str = field(default="", repr=False)
    born_on: date | None = field(default=None, repr=False)
    code: str = field(default="", repr=False)
    """What they answer with, once they are asked."""

    @property
    def has_address(self) -> bool:
        return bool(self.name and self.street and self.postcode and self.town)


class InviteeVault:
    """Holds keys; keeps nothing that it seals. What is moved to another row opens nothing there."""

    def __init__(self, master: bytes) -> None:
        """`master`: kept apart from the database."""
        self._master = master
        self._digests: bytes | None = None
        self._seal = Seal(installation_key(master, _PURPOSE))

    @classmethod
    def of(cls, session: Session) -> "InviteeVault":
        """Raises KeyDoesNotFit, and what read_key raises."""
        return cls(master_key(session))

    def known_by(self, session: Session, contact: Contact, *, is_apart: bool = False) -> str:
        """By what somebody is known again: their e-mail address, or else name, date of birth and postcode.

        By all of these where several people read that address, or where somebody said so (`is_apart`).
        """
        parts = (contact.name, contact.born_on.isoformat() if contact.born_on else "", contact.postcode)
        words = contact.email or "|".join(parts)
        if contact.email and (is_apart or is_shared_box(contact.email)):
            words = "|".join((contact.email, *parts))
        if self._digests is None:
            self._digests = digest_key(session, self._master)
        return keyed_digest(self._digests, f"invitee|{one_line(words).casefold()}")

    def keep(self, invitation: OpinionInvitation, contact: Contact) -> None:
        """`invitation` has its number already."""
        kept = {**vars(contact), "born_on": contact.born_on.isoformat() if contact.born_on else None}
        invitation.sealed = self._seal.sealed(json.dumps(kept).encode(), _label(invitation))

    def contact(self, invitation: OpinionInvitation) -> Contact | None:
        """None once it is wiped. Raises KeyDoesNotFit."""
        if invitation.sealed is None:
            return None
        kept = json.loads(self._seal.opened(invitation.sealed, _label(invitation)))
        born_on = kept.pop("born_on")
        return Contact(**kept, born_on=date.fromisoformat(born_on) if born_on else None)

    def move_to(self, session: Session, other: "InviteeVault") -> None:
        """Seal what is kept under another master key. Raises KeyDoesNotFit."""
        query = select(OpinionInvitation).where(col(OpinionInvitation.sealed).is_not(None))
        for one in session.exec(query.order_by(col(OpinionInvitation.id))).all():
            one.sealed = self._seal.moved_to(other._seal, one.sealed or b"", _label(one))
        session.flush()


def is_shared_box(email: str) -> bool:
    """'info@…': several people read it."""
    return bool(_SHARED_BOX.match(email))


def _label(invitation: OpinionInvitation) -> bytes:
    return b"invitation|%d" % invitation.id
