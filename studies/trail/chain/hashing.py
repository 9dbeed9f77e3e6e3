"""The digest of a row, over all it says and the digest of the row before: who changes one has to change all after it.

Anybody can compute it again from what an export gives, without a key and without this program.
"""

import json
from datetime import UTC, datetime
from typing import Any, Protocol

from foundation.secrets.tokens import digest_of

BEGINNING = "0" * 64
"""What stands before the first row."""
FORM = "verhaallijn-1"


class RowToHash(Protocol):
    """A row, whether read by SQLAlchemy or not."""

    organisation_id: Any
    sequence: Any
    moment: Any
    study_id: Any
    person_id: Any
    kind: Any
    about: Any
    about_id: Any
    detail: Any
    previous: Any


def moment_as_hashed(moment: datetime) -> str:
    """'2026-12-01T09:05:00.000000+00:00'."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def hash_of(row: RowToHash) -> str:
    """64 hexadecimal digits: SHA-256 of a list in JSON, without spaces, in ASCII."""
    said = [
        FORM,
        row.organisation_id,
        row.sequence,
        moment_as_hashed(row.moment),
        row.study_id,
        row.person_id,
        row.kind,
        row.about,
        row.about_id,
        row.detail,
        row.previous,
    ]
    return digest_of(json.dumps(said, separators=(",", ":"), ensure_ascii=True))
