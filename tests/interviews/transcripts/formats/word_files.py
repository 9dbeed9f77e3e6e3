"""Word files made in memory: sound ones, and hostile or broken ones by name."""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEXT = "word/document.xml"

TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)
PACKAGE_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
)
CONVERSATION = "".join(
    f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("I: Hoe gaat het?", "R: Goed hoor.", "I: Fijn.", "R: Ja.")
)


def document(body: str = CONVERSATION, *, namespace: str = WORD, before: str = "") -> str:
    """document.xml around a body; the prefixes w, mc, wp, v, r and m are declared."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{namespace}" xmlns:r="{RELATIONS}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<w:body>{body}</w:body></w:document>"
    )


def relations(**targets: str) -> str:
    """document.xml.rels, relation kind to target."""
    entries = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def part(root: str, content: str) -> str:
    """A side part such as comments or styles."""
    return f'<w:{root} xmlns:w="{WORD}">{content}</w:{root}>'


def word_file(
    text: str | bytes | None = None, *, content_type: str = MAIN_TYPE, more: dict[str, str | bytes] | None = None
) -> bytes:
    """A .docx with this document.xml and these further parts."""
    parts = {"[Content_Types].xml": TYPES.format(content_type), "_rels/.rels": PACKAGE_RELATIONS}
    return zipped({**parts, TEXT: document() if text is None else text, **(more or {})})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip with these members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _with_twice_the_text() -> bytes:
    stream = io.BytesIO(word_file())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr(TEXT, document("<w:p/>"))
    return stream.getvalue()


def _with_zeros(megabytes: int) -> bytes:
    stream = io.BytesIO(word_file())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.png", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(1_000_000))
    return stream.getvalue()


def _that_lies_about_its_size() -> bytes:
    """The directory states 100 bytes where 200 MB come out."""
    real = word_file(document("<w:p><w:r><w:t>" + "a" * 200_000_000 + "</w:t></w:r></w:p>"))
    with zipfile.ZipFile(io.BytesIO(real)) as archive:
        size = archive.getinfo(TEXT).file_size
    return real.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def _marked_as_encrypted() -> bytes:
    content = bytearray(word_file())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def _with_members(number: int) -> bytes:
    return word_file(more={f"word/media/{index}.png": b"" for index in range(number)})


def _entities() -> str:
    levels = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 10))
    return f'<!DOCTYPE w:document [<!ENTITY a0 "lol">{levels}]>'


_PARAGRAPH = "<w:p><w:r><w:t>aaaaaaaaaa</w:t></w:r></w:p>"
_ATTRIBUTES = "".join(f'a{at}="" ' for at in range(50))

HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "truncated": lambda: word_file()[:700],
    "cut in the directory": lambda: word_file()[:-30],
    "one byte": lambda: b"P",
    "password (OLE)": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "old .doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "password (zip)": _marked_as_encrypted,
    "macro part": lambda: word_file(more={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "macro type": lambda: word_file(content_type=MACRO_TYPE),
    "RTF": lambda: rb"{\rtf1\ansi Hallo}",
    "PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "HTML": lambda: b"\xef\xbb\xbf\n<!DOCTYPE html><html><script>alert(1)</script></html>",
    "plain text": lambda: b"I: Hoi.\nR: Hoi.",
    "ODT": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
    "plain zip": lambda: zipped({"a.txt": "x"}),
    "no document part": lambda: zipped({"[Content_Types].xml": TYPES.format(MAIN_TYPE)}),
    "text of 200 MB": lambda: word_file(document("<w:p><w:r><w:t>" + "a" * 200_000_000 + "</w:t></w:r></w:p>")),
    "lying directory": _that_lies_about_its_size,
    "picture of 1 GB": lambda: _with_zeros(1000),
    "paragraph of 9 MB": lambda: word_file(document("<w:p><w:r><w:t>" + "ab " * 3_000_000 + "</w:t></w:r></w:p>")),
    "a million paragraphs": lambda: word_file(document(_PARAGRAPH * 1_000_000)),
    "a million empty paragraphs": lambda: word_file(document("<w:p/>" * 1_000_000)),
    "a million table cells": lambda: word_file(document(f"<w:tbl><w:tr>{'<w:tc/>' * 1_000_000}</w:tr></w:tbl>")),
    "two million attributes": lambda: word_file(document(f"<w:p {_ATTRIBUTES}/>" * 40_000)),
    "50,000 levels": lambda: word_file(document("<w:sdt><w:x>" * 50_000 + _PARAGRAPH + "</w:x></w:sdt>" * 50_000)),
    "external entity": lambda: word_file(document(before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    "billion laughs": lambda: word_file(document("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>", before=_entities())),
    "entities in UTF-16": lambda: word_file(document(before=_entities()).replace("UTF-8", "UTF-16").encode("utf-16")),
    "styles with entities": lambda: word_file(
        more={
            "word/_rels/document.xml.rels": relations(styles="styles.xml"),
            "word/styles.xml": _entities() + "<w:styles/>",
        }
    ),
    "cp1252 as UTF-8": lambda: word_file(document().replace("Goed", "één").encode("cp1252")),
    "NUL byte in XML": lambda: word_file(document().replace("Goed", "Go\0ed")),
    "NUL as a reference": lambda: word_file(document().replace("Goed", "Go&#0;ed")),
    "path outside": lambda: word_file(more={"../../../PWNED": b"x"}),
    "absolute path": lambda: word_file(more={"/etc/PWNED": b"x"}),
    "twice the text": _with_twice_the_text,
    "20,000 members": lambda: _with_members(20_000),
    "no text": lambda: word_file(document("<w:p/><w:p><w:r><w:t> </w:t></w:r></w:p>")),
    "cycle of styles": lambda: word_file(
        document("<w:p/>"),
        more={
            "word/_rels/document.xml.rels": relations(styles="styles.xml"),
            "word/styles.xml": part(
                "styles",
                '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/>'
                "</w:style>",
            ),
        },
    ),
}
"""Every one must be refused with a sentence that says what to do."""


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """Each hostile file by name, made when asked for: some are large."""
    for name, make in HOSTILE.items():
        yield name, make()
