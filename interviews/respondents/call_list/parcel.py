"""A call list between reading and taking in: it goes to the browser and comes back, and rests nowhere on the way.

Sealed, so that a page left open or kept by a browser tells nothing; only for the person who read it in, only in that
study, and for a day. See docs/decisions/0008-call-lists.md.
"""

import base64
import json
import zlib
from dataclasses import astuple
from datetime import datetime, timedelta

from foundation.clock import now
from foundation.dutch import _
from foundation.secrets.sealing import KeyDoesNotFit
from interviews.respondents.call_list.file import CallListWrong, ListTable
from studies.keys.study_key import StudyKey

LASTS = timedelta(days=1)
_PURPOSE = b"call list"


class ParcelGone(CallListWrong):
    def __init__(self) -> None:
        super().__init__(
            _("Deze lijst is langer dan een dag geleden ingelezen, of niet door jou. Kies het bestand opnieuw.")
        )


class ParcelVault:
    """Seals and opens the lists that one person reads into one study. Holds a key; keeps no data."""

    def __init__(self, key: StudyKey, person_id: int) -> None:
        self._key = key
        self._label = b"person %d" % person_id

    def seal(self, table: ListTable) -> str:
        written = json.dumps([now().isoformat(), *astuple(table)]).encode()
        return base64.b64encode(self._key.seal(_PURPOSE).sealed(zlib.compress(written), self._label)).decode()

    def open(self, sealed: str) -> ListTable:
        """Raises ParcelGone."""
        try:
            opened = self._key.seal(_PURPOSE).opened(base64.b64decode(sealed, validate=True), self._label)
        except (KeyDoesNotFit, ValueError) as error:
            raise ParcelGone from error
        sealed_at, headings, rows, notice, heading, is_asked = json.loads(zlib.decompress(opened))
        if now() - datetime.fromisoformat(sealed_at) > LASTS:
            raise ParcelGone
        people = tuple((number, tuple(cells)) for number, cells in rows)
        first = (heading[0], tuple(heading[1])) if heading else None
        return ListTable(tuple(headings), people, notice, first, is_asked)
