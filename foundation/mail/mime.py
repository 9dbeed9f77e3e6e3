"""A message as it goes over the wire: the same bytes at every try."""

from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy

from foundation.mail.contents import Contents
from foundation.secrets.tokens import digest_of


class _InOnePiece(UnstructuredHeader, BaseHeader):
    """Never broken into lines: an address of the web that is cut up and encoded is one that nobody can follow."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _InOnePiece)
_POLICY = SMTP.clone(header_factory=_HEADERS)


def as_message(contents: Contents, sender: str, message_id: str, written_at: datetime) -> EmailMessage:
    """Plain text and HTML. No header can bring another one along: the policy refuses line ends."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(contents.sender_name, addr_spec=sender)
    message["To"] = Address(contents.name, addr_spec=contents.to)
    if contents.answers_to:
        message["Reply-To"] = Address(addr_spec=contents.answers_to)
    message["Subject"] = contents.subject
    message["Date"] = written_at
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    _add_unsubscribe(message, contents.unsubscribe)
    message.set_content(contents.text, cte="quoted-printable")
    message.add_alternative(contents.html, subtype="html", cte="quoted-printable")
    message.set_boundary(digest_of(message_id))
    return message


def _add_unsubscribe(message: EmailMessage, address: str) -> None:
    """How to get no more of these (RFC 2369); with one click where a page takes that (RFC 8058)."""
    if not address:
        return
    message["List-Unsubscribe"] = f"<{address}>"
    if address.startswith("https:"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
