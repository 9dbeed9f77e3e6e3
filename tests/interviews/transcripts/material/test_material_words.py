"""For every reader: each word of the source is in a turn, a heading or a sentence about what was left out, once."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.files.draft import TranscriptDraft
from interviews.transcripts.reading import read_transcript
from tests.interviews.transcripts.formats.word_files import document, part, relations, word_file
from tests.interviews.transcripts.material.test_material_layouts import FORMS
from tests.interviews.transcripts.material.test_material_word import CONVERSATION, paragraph, row, run, table

CASES = sorted(Path(__file__).with_name("cases").iterdir())
_WORD = re.compile(r"[^\W\d_]{2,}")
Talk = list[tuple[str, list[str]]]
"""Who speaks, and the sentences; every word occurs once."""


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def kept(draft: TranscriptDraft) -> Counter[str]:
    """What was said, what stands above it, and what the page says of the rest."""
    return words("\n".join([*(turn.text for turn in draft.turns), *draft.heading, *draft.notices]))


def _named(number: int) -> str:
    """'qaab', 'qaac', …: words that are in no list of names, roles or headings."""
    letters = "abcdefghklmnoprst"
    return "q" + "".join(letters[number // len(letters) ** place % len(letters)] for place in (2, 1, 0))


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """Two to eight turns of one to three sentences, by Marjan and Wilma in turn."""
    shape = draw(st.lists(st.lists(st.integers(1, 7), min_size=1, max_size=3), min_size=4, max_size=8))
    numbers = iter(range(10_000))
    ends = st.sampled_from([".", "?", "…", ",", ""])
    return [
        (
            ("Marjan", "Wilma")[at % 2],
            [" ".join(_named(next(numbers)) for _ in range(count)) + draw(ends) for count in turn],
        )
        for at, turn in enumerate(shape)
    ]


def _text(form: str) -> Callable[[Talk], tuple[str, bytes]]:
    def made(talk: Talk) -> tuple[str, bytes]:
        rows = (
            form.format(name=name, text="\n".join(sentences), time=f"00:0{at}:00")
            for at, (name, sentences) in enumerate(talk)
        )
        return "a.txt", "\n\n".join(rows).encode()

    return made


def _cues(extension: str, form: str) -> Callable[[Talk], tuple[str, bytes]]:
    """A cue per sentence."""

    def made(talk: Talk) -> tuple[str, bytes]:
        sign = "." if extension == "vtt" else ","
        said = [(name, sentence) for name, sentences in talk for sentence in sentences]
        blocks = (
            f"00:00:{at:02d}{sign}000 --> 00:00:{at:02d}{sign}900\n{form.format(name=name, text=text)}\n"
            for at, (name, text) in enumerate(said)
        )
        return f"a.{extension}", (("WEBVTT\n\n" if extension == "vtt" else "") + "\n".join(blocks)).encode()

    return made


def _rolling(talk: Talk) -> tuple[str, bytes]:
    rows = [sentence for _name, sentences in talk for sentence in sentences]
    shown = [rows[max(0, at - 1) : at + 1] for at in range(len(rows))]
    return _cues("vtt", "{text}")([("", ["\n".join(pair)]) for pair in shown])


def _markdown(form: str) -> Callable[[Talk], tuple[str, bytes]]:
    def made(talk: Talk) -> tuple[str, bytes]:
        rows = (form.format(name=name, text=" ".join(sentences)) for name, sentences in talk)
        return "a.md", ("# Titel\n\n" + "\n\n## Tussenkop hier\n\n".join(rows)).encode()

    return made


def _word(body: Callable[[Talk], str]) -> Callable[[Talk], tuple[str, bytes]]:
    def made(talk: Talk) -> tuple[str, bytes]:
        style = '<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/></w:style>'
        more: dict[str, str | bytes] = {
            "word/_rels/document.xml.rels": relations(styles="styles.xml"), "word/styles.xml": part("styles", style),
        }  # fmt: skip
        return "a.docx", word_file(document(body(talk)), more=more)

    return made


def _as_paragraphs(talk: Talk) -> str:
    hidden, deleted = (
        run("verborgen", "<w:vanish/>"),
        '<w:del w:id="1"><w:r><w:delText>gewist</w:delText></w:r></w:del>',
    )
    said = (paragraph(run(f"{name}: ", "<w:b/>") + run("\n".join(sentences))) for name, sentences in talk)
    between = paragraph("Tussenkop hier", '<w:pStyle w:val="Kop2"/>') + paragraph(hidden + run(" ") + deleted)
    return between.join(said)


def _as_table(talk: Talk) -> str:
    rows = (
        row(str(at), name, " ".join(sentences), f"code{_named(9000 + at)}")
        for at, (name, sentences) in enumerate(talk, 1)
    )
    return table(row("Nr", "Spreker", "Tekst", "Code"), *rows)


READERS = {
    **{form: _text(form) for form in FORMS},
    **{f"vtt {form}": _cues("vtt", form) for form in ("{text}", "<v {name}>{text}</v>", "{name}: {text}", ">> {text}")},
    **{f"srt {form}": _cues("srt", form) for form in ("{text}", "[{name}] {text}", "{name}: {text}", "- {text}")},
    "rolling": _rolling,
    **{
        f"md {form}": _markdown(form) for form in ("**{name}:** {text}", "### {name}\n\n{text}", "> **{name}**: {text}")
    },
    "word": _word(_as_paragraphs),
    "word table": _word(_as_table),
}


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
@settings(max_examples=20, deadline=None)
@given(talk=talks())
def test_each_word_is_there_once(reader: Callable[[Talk], tuple[str, bytes]], talk: Talk) -> None:
    draft = read_transcript(*reader(talk))
    said = [word for _name, sentences in talk for sentence in sentences for word in _WORD.findall(sentence)]

    assert [word for turn in draft.turns for word in _WORD.findall(turn.text) if word in set(said)] == said
    assert all(number == 1 for word, number in kept(draft).items() if word in set(said))


def test_what_stands_between_the_words_is_said_to_be_left_out() -> None:
    talk = [(name, [text]) for name, text in CONVERSATION]
    by_paragraphs, by_table = (read_transcript(*READERS[one](talk)) for one in ("word", "word table"))

    assert {"Tussenkop", "verborgen", "gewist"} <= kept(by_paragraphs).keys()
    assert {f"code{_named(9001)}", "Spreker", "Tekst", "Code"} <= kept(by_table).keys()
    for draft in (by_paragraphs, by_table):
        assert [turn.text for turn in draft.turns] == [text for _name, text in CONVERSATION]


@pytest.mark.parametrize("case", [case for case in CASES if case.suffix != ".docx"], ids=lambda case: case.name)
def test_no_word_of_a_case_disappears_or_is_doubled(case: Path) -> None:
    marks = r"(?m)<[^<>]*>|#\S+#|^WEBVTT|^NOTE|(?<=\d) --> [\d:.,]+( \w+:\S+)*"
    source = unicodedata.normalize("NFC", re.sub(marks, " ", case.read_text()))
    draft = read_transcript(case.name, case.read_bytes())
    spoken = words(" ".join(turn.text for turn in draft.turns))

    assert words(source).keys() <= (kept(draft) + words(" ".join(draft.speakers))).keys()
    assert all(number <= words(source)[word] for word, number in spoken.items())
