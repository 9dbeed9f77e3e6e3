"""What a message says and to whom: sealed from the moment it is written until it is sent."""

import json
from dataclasses import asdict, dataclass, field

from foundation.secrets.sealing import Seal, installation_key

_PURPOSE = b"mail"


@dataclass(frozen=True)
class Contents:
    """Ready to be sent; none of it is in `repr`."""

    to: str = field(repr=False)
    name: str = field(repr=False)
    sender_name: str = field(repr=False)
    answers_to: str = field(repr=False)
    unsubscribe: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)


def mail_seal(master_key: bytes) -> Seal:
    """On what waits. `master_key`: kept apart from the database."""
    return Seal(installation_key(master_key, _PURPOSE))


def sealed_contents(seal: Seal, contents: Contents, message_id: str) -> bytes:
    """To be opened for this message alone."""
    return seal.sealed(json.dumps(asdict(contents)).encode(), message_id.encode())


def opened_contents(seal: Seal, sealed: bytes, message_id: str) -> Contents:
    """Raises KeyDoesNotFit."""
    return Contents(**json.loads(seal.opened(sealed, message_id.encode())))
