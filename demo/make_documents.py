"""Writes the demonstration interviews as Word documents, in the layouts that transcribers use.

The master texts in demo/texts are what people edit; `python -m demo.make_documents` makes demo/interviews from them.
The same masters give the same bytes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

HERE = Path(__file__).parent
TEXTS = HERE / "texts"
DOCUMENTS = HERE / "interviews"

_TURN = re.compile(r"\[(\d\d):(\d\d)\] ([IRN]): (.+)")
_FIRST_DAY = datetime(2026, 6, 1, 9, 0)
"""Stands in every document, so that making them again changes nothing."""

_LEGEND = "Letterlijk uitgewerkt. ... = zoekt naar woorden; [ ] = opmerking van de uitwerker; (?) = slecht te verstaan."


class MasterRefused(ValueError):
    """A master text does not keep to demo/texts/README.md."""


@dataclass(frozen=True)
class Turn:
    """`speaker` is I (interviewer), R (respondent) or N (a note of the transcriber); `seconds` from the start."""

    seconds: int
    speaker: str
    text: str

    @property
    def minutes(self) -> str:
        """'[03:50]'."""
        return f"[{self.seconds // 60:02d}:{self.seconds % 60:02d}]"

    @property
    def hours(self) -> str:
        """'[00:03:50]'."""
        return f"[{self.seconds // 3600:02d}:{self.seconds // 60 % 60:02d}:{self.seconds % 60:02d}]"


@dataclass(frozen=True)
class Master:
    """One interview as written: its heading fields in order, and its turns."""

    heading: dict[str, str]
    turns: tuple[Turn, ...]

    @property
    def number(self) -> str:
        return self.heading["Gesprek"]

    @property
    def layout(self) -> str:
        return self.heading["Opmaak"]

    def said_by(self, speaker: str) -> tuple[str, ...]:
        """The texts of one speaker's turns, in order."""
        return tuple(turn.text for turn in self.turns if turn.speaker == speaker)


def read_master(path: Path) -> Master:
    """The master at `path`. Raises MasterRefused with the line that is wrong."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    heading = dict(line.split(": ", 1) for line in head.splitlines())
    return Master(heading, tuple(_turn(path.name, line) for line in body.splitlines() if line))


def masters() -> list[Master]:
    """Every interview of the demonstration study, by number."""
    return [read_master(path) for path in sorted(TEXTS.glob("gesprek-*.txt"))]


def _turn(name: str, line: str) -> Turn:
    match = _TURN.fullmatch(line)
    if not match:
        raise MasterRefused(f"{name}: not a turn: {line[:60]}")
    minutes, seconds, speaker, text = match.groups()
    return Turn(int(minutes) * 60 + int(seconds), speaker, text)


def word_document(master: Master) -> bytes:
    """The .docx of an interview, in the layout its heading asks for."""
    document = docx.Document()
    _set_page(document)
    _set_properties(document, master)
    _LAYOUTS[master.layout](document, master)
    return _with_fixed_dates(document)


def _set_page(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name = "Calibri"
    normal.font.size = Pt(11)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)


def _set_properties(document: Document, master: Master) -> None:
    properties = document.core_properties
    properties.title = f"Gesprek {master.number}"
    properties.subject = master.heading["Onderzoek"]
    properties.author = properties.last_modified_by = "Onderzoeker"
    properties.comments = properties.keywords = ""
    properties.language = "nl-NL"
    properties.created = properties.modified = _FIRST_DAY
    properties.revision = 1


def _bold_speakers(document: Document, master: Master) -> None:
    """[00:14] **Respondent:** text, one paragraph per turn, under a title and heading fields."""
    document.add_heading(f"Gesprek {master.number}", level=1)
    for label in ("Onderzoek", "Datum", "Duur"):
        _add_field(document, label, master.heading[label])
    document.add_paragraph(_LEGEND)
    names = {"I": "Interviewer:", "R": "Respondent:"}
    for turn in master.turns:
        if turn.speaker == "N":
            _add_note(document, turn.minutes, turn.text)
            continue
        paragraph = document.add_paragraph(f"{turn.minutes} ")
        paragraph.add_run(names[turn.speaker]).bold = True
        paragraph.add_run(f" {turn.text}")


def _initials(document: Document, master: Master) -> None:
    """I: and R: as plain text, with the time on a line of its own above each turn."""
    document.add_paragraph("TRANSCRIPT")
    for label in ("Onderzoek", "Gesprek", "Datum", "Duur"):
        document.add_paragraph(f"{label}: {master.heading[label]}")
    document.add_paragraph(f"I = interviewer, R = {master.heading['Respondent']}")
    document.add_paragraph("")
    for turn in master.turns:
        if turn.speaker == "N":
            _add_note(document, turn.hours, turn.text)
            continue
        document.add_paragraph(turn.hours)
        document.add_paragraph(f"{turn.speaker}: {turn.text}")


def _three_columns(document: Document, master: Master) -> None:
    """A table: time, speaker, text."""
    document.add_heading(master.heading["Onderzoek"], level=1)
    for label in ("Gesprek", "Datum", "Duur"):
        _add_field(document, label, master.heading[label])
    names = {"I": "Interviewer", "R": master.heading["Respondent"].capitalize(), "N": ""}
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    _fill(table.rows[0].cells, ("Tijd", "Spreker", "Tekst"))
    for turn in master.turns:
        text = f"[{turn.text}]" if turn.speaker == "N" else turn.text
        _fill(table.add_row().cells, (turn.minutes.strip("[]"), names[turn.speaker], text))
    for column, width in zip(table.columns, (Cm(1.6), Cm(2.6), Cm(11.8)), strict=True):
        for cell in column.cells:
            cell.width = width


def _name_above(document: Document, master: Master) -> None:
    """**Lotte Veldman [00:14]** on a line of its own, the text in the paragraph under it."""
    document.add_heading(master.heading["Onderzoek"], level=1)
    document.add_heading(f"Gesprek {master.number}", level=2)
    for label in ("Datum", "Duur"):
        _add_field(document, label, master.heading[label])
    names = {"I": master.heading["Interviewer"], "R": master.heading["Respondent"].capitalize()}
    for turn in master.turns:
        if turn.speaker == "N":
            _add_note(document, turn.minutes, turn.text)
            continue
        document.add_paragraph().add_run(f"{names[turn.speaker]} {turn.minutes}").bold = True
        document.add_paragraph(turn.text)


def _dictated(document: Document, master: Master) -> None:
    """Spreker 1  00:01:02, the text under it, nothing bold: what a dictation program saves."""
    document.add_paragraph(f"Opname gesprek {master.number}")
    for label in ("Datum", "Duur"):
        _add_field(document, label, master.heading[label])
    document.add_paragraph("")
    names = {"I": "Spreker 1", "R": "Spreker 2"}
    for turn in master.turns:
        if turn.speaker == "N":
            _add_note(document, turn.hours, turn.text)
            continue
        document.add_paragraph(f"{names[turn.speaker]}  {turn.hours.strip('[]')}")
        document.add_paragraph(turn.text)
        document.add_paragraph("")


_LAYOUTS: dict[str, Callable[[Document, Master], None]] = {
    "vet": _bold_speakers,
    "initialen": _initials,
    "tabel": _three_columns,
    "eigennaam": _name_above,
    "woordentijd": _dictated,
}


def _add_field(document: Document, label: str, value: str) -> None:
    document.add_paragraph(f"{label}: {value}")


def _add_note(document: Document, time: str, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"[{time.strip('[]')} {text}]").italic = True
    return paragraph


def _fill(cells: tuple[_Cell, ...], texts: tuple[str, ...]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text


def _with_fixed_dates(document: Document) -> bytes:
    """The saved document with the same date on every part, so that the bytes depend on the words alone."""
    saved, fixed = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as source, ZipFile(fixed, "w") as target:
        for name in source.namelist():
            part = ZipInfo(name, _FIRST_DAY.timetuple()[:6])
            part.compress_type = ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return fixed.getvalue()


def main() -> None:
    """Write every document and say which."""
    DOCUMENTS.mkdir(exist_ok=True)
    for master in masters():
        path = DOCUMENTS / f"gesprek-{master.number}.docx"
        path.write_bytes(word_document(master))
        print(f"{path.name}: {len(master.turns)} beurten, opmaak {master.layout}")


if __name__ == "__main__":
    main()
