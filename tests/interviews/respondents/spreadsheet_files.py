"""Spreadsheets made by hand, cell by cell, so that a test says what Excel wrote."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MADE_ELSEWHERE = Path(__file__).parent / "spreadsheets"
"""Written by other programs: .xls and .ods, and an .xlsx with a password."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DATE_STYLE = 1

Cell = str | float | None


def day(serial: int) -> str:
    """A date as Excel keeps it: the number of a day, with a date's clothes on."""
    return f'<c r="{{place}}" s="{_DATE_STYLE}"><v>{serial}</v></c>'


def formula(calculated: str) -> str:
    """A cell that was calculated, with its last outcome."""
    return f'<c r="{{place}}" t="str"><f>CONCAT("x",1)</f><v>{escape(calculated)}</v></c>'


def xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: str = "") -> bytes:
    """A workbook; numbers are kept as numbers, as a spreadsheet does with a telephone number."""
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" state="{"hidden" if name == hidden else "visible"}"'
        f' r:id="rId{number}"/>'
        for number, name in enumerate(sheets, start=1)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(sheets) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId99" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
    }
    for number, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(map(_row, range(1, len(rows) + 1), rows))}'
            "</sheetData></worksheet>"
        )
    return zipped(parts)


def zipped(parts: Mapping[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def _row(number: int, cells: Sequence[Cell]) -> str:
    return f'<row r="{number}">{"".join(_cell(f"{chr(65 + i)}{number}", cell) for i, cell in enumerate(cells))}</row>'


def _cell(place: str, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        if cell.startswith("<c "):
            return cell.format(place=place)
        return f'<c r="{place}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f'<c r="{place}"><v>{cell!r}</v></c>'
