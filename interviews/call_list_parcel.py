"""A call list between reading and taking in: it goes to the browser and comes back, and rests nowhere on the way.

Sealed, so that a page left open or kept by a browser tells nothing; only for the person who read it in, only in that
study, and for a day. See docs/decisions/0008-call-lists.md.
"""

import base64
import json
import os
import zlib
from dataclasses import astuple
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from foundation.clock import now
from foundation.dutch import _
from interviews.call_list_file import CallListWrong, ListTable
from interviews.pseudonyms import study_key

LASTS = timedelta(days=1)
_NONCE_BYTES = 12


class ParcelGone(CallListWrong):
    def __init__(self) -> None:
        super().__init__(
            _("Deze lijst is langer dan een dag geleden ingelezen, of niet door jou. Kies het bestand opnieuw.")
        )


class ParcelVault:
    """Seals and opens the lists that one person reads into one study. Holds a key; keeps no data."""

    def __init__(self, master_key: bytes, study_id: int, person_id: int) -> None:
        """`master_key`: kept apart from the database."""
        self._seal = AESGCM(study_key(master_key, study_id, b"call list"))
        self._label = b"person %d" % person_id

    def seal(self, table: ListTable) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        written = json.dumps([now().isoformat(), *astuple(table)]).encode()
        return base64.b64encode(nonce + self._seal.encrypt(nonce, zlib.compress(written), self._label)).decode()

    def open(self, sealed: str) -> ListTable:
        """Raises ParcelGone."""
        try:
            content = base64.b64decode(sealed, validate=True)
            opened = self._seal.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], self._label)
        except (InvalidTag, ValueError) as error:
            raise ParcelGone from error
        sealed_at, headings, rows, notice, heading, is_asked = json.loads(zlib.decompress(opened))
        if now() - datetime.fromisoformat(sealed_at) > LASTS:
            raise ParcelGone
        people = tuple((number, tuple(cells)) for number, cells in rows)
        first = (heading[0], tuple(heading[1])) if heading else None
        return ListTable(tuple(headings), people, notice, first, is_asked)
