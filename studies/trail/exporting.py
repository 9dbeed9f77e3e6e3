"""The history as files: for a spreadsheet, and as JSON with all that it takes to compute the digests again."""

import csv
import json
from collections.abc import Sequence
from io import StringIO

from foundation.clock import AMSTERDAM
from foundation.dutch import _
from studies.trail.chain.hashing import BEGINNING, FORM, moment_as_hashed
from studies.trail.reading import Line

_FIELDS = (
    *("organisation_id", "sequence", "moment", "study_id", "person_id", "kind", "about", "about_id", "detail"),
    *("previous", "hash"),
)


def history_csv(lines: Sequence[Line]) -> str:
    """A row for each, with whose numbers they are and in Dutch time; no spreadsheet takes a cell for a formula."""
    out = StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Regel"), _("Wanneer"), _("Wie"), _("Wat"), _("Onderzoek"), _("Hash")])
    for line in lines:
        when = line.entry.moment.astimezone(AMSTERDAM).isoformat(" ", timespec="seconds")
        told = map(_plain, (line.who, line.sentence, line.study))
        writer.writerow([line.entry.sequence, when, *told, line.entry.hash])
    return out.getvalue()


def history_json(lines: Sequence[Line], *, is_whole: bool) -> str:
    """`is_whole`: every row of the organisation; else rows in between are missing, and each stands for itself."""
    rows = [_told(line) | {"wie": line.who, "wat": line.sentence, "onderzoek": line.study} for line in lines]
    return json.dumps({"controle": _how_to_check(is_whole=is_whole), "regels": rows}, ensure_ascii=False, indent=1)


def _told(line: Line) -> dict[str, object]:
    return {field: getattr(line.entry, field) for field in _FIELDS} | {"moment": moment_as_hashed(line.entry.moment)}


def _how_to_check(*, is_whole: bool) -> dict[str, object]:
    whole = _("Dit zijn alle regels. De hash van elke regel is de ‘previous’ van de volgende.")
    part = _(
        "Dit is een deel van de geschiedenis. Elke regel is los te controleren, maar er zitten andere regels tussen."
    )
    return {
        "hash": _(
            "De hash is SHA-256 (hexadecimaal) van een lijst in JSON. Die is zonder spaties, en met tekens buiten "
            "ASCII als \\u-code. Eerst staat het woord van ‘vorm’, dan de velden van ‘velden’, in die volgorde."
        ),
        "vorm": FORM,
        "velden": _FIELDS[:-1],
        "begin": _("Voor de eerste regel staat als ‘previous’: %(beginning)s", beginning=BEGINNING),
        "samenhang": whole if is_whole else part,
        "niet": _("De velden ‘wie’, ‘wat’ en ‘onderzoek’ zijn erbij gezocht. Ze horen niet bij de hash."),
    }


def _plain(words: str) -> str:
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
