"""How long the import of a Word transcript of 100 kB takes, against its limit. Run: python -m bench.import_docx"""

import io
import random
import statistics
import time
import zipfile
from collections.abc import Callable

from interviews.transcripts.isolated import read_safely
from interviews.transcripts.reading import read_transcript

LIMIT_SECONDS = 0.2
FILE_BYTES = 100_000
ROUNDS = 15

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_SYLLABLES = ("aan", "be", "de", "ge", "ver", "ont", "voor", "uit", "wacht", "zorg", "school", "thuis", "lijst", "hulp")


def main() -> None:
    """Print the medians, in this process and with the Word file opened in a process of its own."""
    content = transcript()
    turns = len(read_transcript("bench.docx", content).turns)
    here, apart = _median(lambda: read_transcript("a.docx", content)), _median(lambda: read_safely("a.docx", content))
    print(
        f"import of a {len(content) / 1000:.0f} kB .docx ({turns} turns): median {here:.3f} s, "
        f"in its own process {apart:.3f} s (limit {LIMIT_SECONDS} s): {'met' if apart <= LIMIT_SECONDS else 'MISSED'}"
    )


def transcript() -> bytes:
    """A .docx of about 100 kB: bold speakers, and runs split as Word splits them."""
    chance = random.Random(7)  # noqa: S311
    paragraphs: list[str] = []
    content = b""
    while len(content) < FILE_BYTES:
        paragraphs += [_paragraph(chance, "Interviewer", 15) + _paragraph(chance, "Respondent", 90) for _ in range(20)]
        content = _zipped("".join(paragraphs))
    return content


def _paragraph(chance: random.Random, speaker: str, words: int) -> str:
    spoken = [_word(chance) for _ in range(chance.randint(words // 2, words * 2))]
    runs = [" ".join(spoken[at : at + 12]) for at in range(0, len(spoken), 12)]
    name = f"<w:r><w:rPr><w:b/><w:lang w:val='nl-NL'/></w:rPr><w:t>{speaker}: </w:t></w:r>"
    return f'<w:p w:rsidR="{chance.randint(0, 9**8):08X}">{name}{"".join(map(_run, runs))}</w:p>'


def _run(text: str) -> str:
    return (
        f'<w:r w:rsidRPr="00A1B2C3"><w:rPr><w:lang w:val="nl-NL"/></w:rPr><w:t xml:space="preserve">{text} </w:t></w:r>'
    )


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(1, 3)))


def _zipped(body: str) -> bytes:
    stream = io.BytesIO()
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return stream.getvalue()


def _median(read: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        read()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


if __name__ == "__main__":
    main()
