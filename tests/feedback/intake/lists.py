"""Lists as registrations and partners send them; everybody in them is made up."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

BSN = "123456782"
"""Passes the eleven test."""
HEADINGS = "clientnr;datum_einde;naam;email;gebdat;pc;opmerking;bsn"
LINES = (
    "88213;13-11-2026;A. Voorbeeld;a@voorbeeld.nl;02-09-1944;6231 AB;belt liever;123456782",
    "88217;13-11-2026;K. Testman;;30-01-1950;6231 CD;;111222333",
    "88240;14-11-2062;T. Proefstra;t@voorbeeld.nl;12-04-1961;6231 AB;;",
)


def csv_of(*lines: str, headings: str = HEADINGS) -> bytes:
    return "\r\n".join((headings, *lines)).encode()


def xlsx_of(rows: Sequence[Sequence[str]]) -> bytes:
    """The least that a spreadsheet program calls a workbook."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006"
    sheets = '<sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"/>',
        "_rels/.rels": _relation(packages, "xl/workbook.xml", f"{relations}/officeDocument"),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": _relation(packages, "worksheets/sheet1.xml", f"{relations}/worksheet"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def _relation(packages: str, target: str, kind: str) -> str:
    one = f'<Relationship Id="r1" Target="{target}" Type="{kind}"/>'
    return f'<Relationships xmlns="{packages}/relationships">{one}</Relationships>'
