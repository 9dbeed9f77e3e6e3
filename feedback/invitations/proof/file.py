"""The proof as a file for a spreadsheet: nobody's name is on it, and no cell is taken for a formula."""

import csv
import io
from collections.abc import Iterator

from coding.retrieval.file import guarded
from feedback.invitations.proof.counting import Fates, Proof
from feedback.invitations.proof.groups import Asked, put_together
from feedback.people.models import InvitedBy, WhyLeftOut
from foundation.dutch import _, month_and_year

_BYTE_ORDER_MARK = "\ufeff"


def proof_csv(proof: Proof) -> bytes:
    """A row per month and one for all of them, then per way and per group. UTF-8 with byte order mark, semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([guarded(cell) for cell in row] for row in _rows(proof))
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def _rows(proof: Proof) -> Iterator[list[str | int]]:
    yield [
        *(_("Wat"), _("Naam"), _("Kwamen in aanmerking"), _("Gevraagd"), _("Antwoordden")),
        *(way.dutch for way in InvitedBy),
        *(_("Wachten nog"), _("Moet iemand bekijken")),
        *(why.dutch for why in WhyLeftOut),
    ]
    for month, counted in proof.months.items():
        yield _row(_("Maand"), month_and_year(month), counted)
    yield _row(_("Alles"), "", proof.total)
    for way in InvitedBy:
        yield _short(_("Manier"), proof.total.by(way))
    for group in put_together(proof.groups.values()):
        yield _short(_("Groep"), group)


def _row(what: str, name: str, counted: Fates) -> list[str | int]:
    asked = counted.all_asked
    return [
        *(what, name, counted.eligible, asked.asked, asked.answered),
        *(counted.by(way).asked for way in InvitedBy),
        *(counted.waiting, counted.held),
        *(counted.left_out.get(why, 0) for why in WhyLeftOut),
    ]


def _short(what: str, asked: Asked) -> list[str | int]:
    return [what, asked.name, "", asked.asked, asked.answered]
