"""A format is one module: whoever adds it finds it on the page, in the command and among the readers."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from interviews.files.draft import TranscriptRefused
from interviews.transcripts import formats
from interviews.transcripts.formats import registry
from interviews.transcripts.isolated import read_safely
from interviews.transcripts.reading import read_transcript
from webapp.commands.verhaallijn import main
from webapp.settings import ROOT

UPLOAD = "/onderzoeken/jeugdhulp/interviews/inlezen"

BARRED = '''
"""Files of a program that nobody made: 'name | what they said'."""

from interviews.files.draft import DraftTurn, TranscriptDraft
from interviews.files.unreadable import Unreadable
from interviews.transcripts.formats.registry import TextFormat


def _read(text: str, _ending: str) -> TranscriptDraft:
    rows = [row.split(" | ") for row in text.splitlines() if row != "#barred"]
    if any(len(row) != 2 for row in rows):
        raise Unreadable("a row without a bar")
    return TranscriptDraft(tuple(DraftTurn(*row) for row in rows))


FORMAT = TextFormat(
    name=lambda: "streepjes",
    place=9,
    endings=(".barred",),
    rarer_endings=(".bar",),
    turned_away={".barred2": "the second version"},
    read=_read,
    recognises=lambda text: text.startswith("#barred"),
    refusals={
        "a row without a bar": lambda: "In dit bestand mist een streep.",
        "the second version": lambda: "Bewaar het als .barred.",
    },
)
'''


@pytest.fixture
def _a_module_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "barred.py").write_text(BARRED)
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    yield
    sys.modules.pop(f"{formats.__name__}.barred", None)


def accepted(page: str) -> list[str]:
    found = re.search(r'accept="([^"]*)"', page)
    return found[1].split(",") if found else []


def help_of_import() -> str:
    return " ".join(CliRunner().invoke(main, ["import", "--help"]).output.split())


@pytest.mark.usefixtures("study")
def test_the_page_and_the_command_name_what_is_read(client: FlaskClient) -> None:
    page = client.get(UPLOAD).text

    assert accepted(page) == [".docx", ".txt", ".md", ".markdown", ".vtt", ".srt"]
    assert "Word (.docx), tekst (.txt, .md) of ondertitels (.vtt, .srt), samen hooguit 25 MB." in page
    assert "Take transcripts in (.docx, .txt, .md, .vtt, .srt); exit 1" in help_of_import()


@pytest.mark.usefixtures("study", "_a_module_more")
def test_one_module_more_is_a_format_more_on_the_page(client: FlaskClient) -> None:
    page = client.get(UPLOAD).text

    assert accepted(page) == [".docx", ".txt", ".md", ".markdown", ".vtt", ".srt", ".barred", ".bar"]
    assert "Word (.docx), tekst (.txt, .md), ondertitels (.vtt, .srt) of streepjes (.barred), samen" in page
    assert "(.docx, .txt, .md, .vtt, .srt, .barred)" in help_of_import()

    sent = client.post(UPLOAD, data={"files": [(io.BytesIO(b"Ans | Ik belde.\nBo | En toen?"), "gesprek.barred")]})
    shown = client.get(sent.location).text
    assert "Ik belde." in shown
    assert "Ans" in shown

    refused = client.post(UPLOAD, data={"files": [(io.BytesIO(b"Ans belde."), "gesprek.bar")]})
    assert "In dit bestand mist een streep." in refused.text


@pytest.mark.usefixtures("_a_module_more")
def test_one_module_more_is_read_recognised_and_refused_in_its_own_words() -> None:
    for name, text in (("a.barred", ""), ("a.BAR", ""), ("a.txt", "#barred\n"), ("a.md", "#barred\n")):
        draft = read_safely(name, f"{text}Ans | Ik belde.\nBo | En toen?".encode())
        assert [(turn.speaker, turn.text) for turn in draft.turns] == [("Ans", "Ik belde."), ("Bo", "En toen?")]

    with pytest.raises(TranscriptRefused, match=r"^Bewaar het als \.barred\.$"):
        read_transcript("a.barred2", b"Ans | Ik belde.")
    with pytest.raises(TranscriptRefused, match="mist een streep"):
        read_transcript("a.txt", b"#barred\nAns belde.")
    with pytest.raises(TranscriptRefused, match=r"\.txt, \.md, \.vtt, \.srt en \.barred kunnen ook"):
        read_transcript("a.mp3", b"ID3")
    with pytest.raises(TranscriptRefused, match=r"transcript als \.docx, \.txt, \.md, \.vtt, \.srt of \.barred"):
        read_transcript("a.barred", b"\x89PNG\r\n\x1a\n" + bytes(50))


def test_every_ending_belongs_to_one_format() -> None:
    every = [ending for form in registry.formats() for ending in (*form.all_endings, *form.turned_away)]
    assert len(every) == len(set(every))
    assert all(re.fullmatch(r"\.[a-z0-9]+", ending) for ending in every)
    assert len({form.place for form in registry.formats()}) == len(registry.formats())


@pytest.mark.parametrize(
    ("name", "content", "speakers"),
    [
        ("a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ans>Dag.", ("Ans",)),
        ("a.srt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ans>Dag.", ("Ans",)),
        (
            "a.md",
            "1\n00:00:01,000 --> 00:00:02,000\nAns: Dag.\n\n2\n00:00:03,000 --> 00:00:04,000\nBo: Ja.",
            ("Ans", "Bo"),
        ),
        ("a.txt", "0:00:01.000,0:00:02.000\nAns: Dag.\n\n0:00:03.000,0:00:04.000\nBo: Ja.", ("Ans", "Bo")),
        ("a.txt", "Ans: Dag.\nBo: Ja.\nAns: Fijn.\nBo: Nou.", ("Ans", "Bo")),
    ],
)
def test_subtitles_are_recognised_whatever_the_file_is_called(
    name: str, content: str, speakers: tuple[str, ...]
) -> None:
    assert read_transcript(name, content.encode()).speakers == speakers


def test_the_readme_names_what_is_read() -> None:
    *first, last = registry.named_endings()
    assert f"import {', '.join(first)} and {last} as" in (ROOT / "README.md").read_text()
