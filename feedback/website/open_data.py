"""The figures of a measurement as files: exactly what the public page shows, for who wants to calculate with it."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from coding.retrieval.file import guarded
from feedback.measurements.models import Measurement
from feedback.scores import wording
from feedback.scores.choices import Choice
from feedback.scores.comparing import Grade
from feedback.scores.for_everybody import PublicFigures, PublicRow
from foundation.dutch import _, decimal, long_date

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
_BYTE_ORDER_MARK = "\ufeff"
_Row = dict[str, str | int]


@dataclass(frozen=True)
class OpenData:
    """What goes into the files; `address`: of the page that shows the same."""

    measurement: Measurement
    organisation: str
    figures: PublicFigures
    address: str


def open_csv(data: OpenData) -> bytes:
    """One row for each figure, then the period and what the figures do not say; UTF-8 with byte order mark."""
    columns = _columns()
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns.values())
    for row in _rows(data):
        writer.writerow([guarded(row.get(column, "")) for column in columns])
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def _columns() -> dict[str, str]:
    return {
        "kind": _("Soort"),
        "about": _("Over"),
        "answers": _("Antwoorden"),
        "grade": _("Cijfer"),
        "low": _("Marge van"),
        "high": _("Marge tot"),
        "answer": _("Gekozen antwoord"),
        "number": _("Hoe vaak gekozen"),
        "percent": _("Deel in procenten"),
        "words": _("Uitleg"),
    }


def _rows(data: OpenData) -> Iterator[_Row]:
    figures = data.figures
    if figures.people:
        yield from map(_row_of, figures.rows)
        if figures.average and len(figures.rows) > 1:
            about = _("Gemiddelde van de aanbieders met een cijfer")
            yield {"kind": _("Gemiddelde"), "about": about, "grade": decimal(figures.average / 10)}
        for choice in figures.choices:
            yield from _rows_of_choice(choice)
        yield {"kind": _("Hele meting"), "about": data.measurement.name, "answers": figures.people}
    for name, words in explained(data).items():
        yield {"kind": _("Uitleg"), "about": name, "words": words}


def _row_of(row: PublicRow) -> _Row:
    grade = row.grade
    if grade is None:
        return {"kind": _("Cijfer"), "about": row.name, "words": _("Te weinig antwoorden")}
    shown = {"grade": decimal(grade.tenths / 10)} if grade.is_exact else {}
    margin = {"low": decimal(grade.low / 10), "high": decimal(grade.high / 10)}
    words = wording.verdict_for_public(grade, row.verdict)
    return {"kind": _("Cijfer"), "about": row.name, "answers": grade.n, **shown, **margin, "words": words}


def _rows_of_choice(choice: Choice) -> Iterator[_Row]:
    about: _Row = {"kind": _("Vraag"), "about": choice.text}
    if not choice.shares:
        yield {**about, "words": _("Te weinig antwoorden")}
    for one in choice.shares:
        chosen: _Row = {"answer": one.answer, "number": one.number, "percent": one.percent}
        yield {**about, "answers": choice.answered, **chosen}


def explained(data: OpenData) -> dict[str, str]:
    """{what: in words}, the same in both files; nothing that the page does not say."""
    figures, asked = data.figures, data.measurement
    told = {_("Meting"): asked.name, _("Van wie"): data.organisation, _("Bladzijde"): data.address}
    if figures.first_month and figures.until and figures.closed_on:
        told[_("Over welke tijd")] = wording.period(figures.first_month, figures.until)
        told[_("Bijgewerkt op")] = long_date(figures.closed_on)
    return told | {
        _("Wat meetelt"): f"{wording.from_how_many()} {wording.range_first()}",
        _("Wat deze cijfers niet zeggen"): _("Een cijfer zegt hoe tevreden mensen zijn. Niet of de hulp werkt."),
        _("Wie niet antwoordde"): _("Niet iedereen antwoordde. Wie niet antwoordde, denkt er misschien anders over."),
        **_statutory(asked),
        _("Waarvoor we ze gebruiken"): asked.used_for,
        _("Niet voor"): asked.not_for,
        _("Licentie"): licence(),
    }


def _statutory(asked: Measurement) -> dict[str, str]:
    if not asked.is_statutory:
        return {}
    sentence = _(
        "Dit is wettelijk onderzoek. Geen aanbieder krijgt hier een cijfer, en bij inkoop mag het niet gebruikt worden."
    )
    return {_("Wettelijk onderzoek"): sentence}


def licence() -> str:
    """Under what terms anybody may use the files."""
    return _("CC0 1.0: u mag deze cijfers vrij gebruiken en doorgeven. Zie %(address)s", address=LICENCE)


def open_json(data: OpenData) -> bytes:
    """The same figures for programs: grades as numbers, days and months as ISO 8601 writes them."""
    figures = data.figures
    told: dict[str, Any] = {
        "meting": data.measurement.name,
        "organisatie": data.organisation,
        "bladzijde": data.address,
        "licentie": LICENCE,
        "mensen": figures.people,
        "van": _month(figures.first_month),
        "tot_en_met": _month(figures.until),
        "bijgewerkt_op": figures.closed_on.isoformat() if figures.closed_on else None,
        "gemiddelde": figures.average / 10 if figures.average and len(figures.rows) > 1 else None,
        "cijfers": [_json_of(row) for row in figures.rows] if figures.people else [],
        "vragen": [_json_of_choice(one) for one in figures.choices] if figures.people else [],
        "uitleg": explained(data),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _month(day: date | None) -> str | None:
    return f"{day:%Y-%m}" if day else None


def _json_of(row: PublicRow) -> dict[str, Any]:
    grade = row.grade
    if grade is None:
        return {
            "over": row.name,
            "antwoorden": None,
            "cijfer": None,
            "marge": None,
            "uitleg": _("Te weinig antwoorden"),
        }
    return {
        "over": row.name,
        "antwoorden": grade.n,
        "cijfer": grade.tenths / 10 if grade.is_exact else None,
        "marge": _margin(grade),
        "uitleg": wording.verdict_for_public(grade, row.verdict),
    }


def _margin(grade: Grade) -> list[float]:
    return [grade.low / 10, grade.high / 10]


def _json_of_choice(choice: Choice) -> dict[str, Any]:
    chosen = [{"antwoord": one.answer, "aantal": one.number, "procent": one.percent} for one in choice.shares]
    return {"vraag": choice.text, "antwoorden": choice.answered if chosen else None, "gekozen": chosen}
