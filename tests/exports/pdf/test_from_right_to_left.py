"""Arabic and Hebrew in a document: joined letters, each word at its place, and the text in reading order."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics

from exports.pdf.journey.document import journey_pdf
from exports.pdf.type.fonts import SHAPED, register_fonts
from exports.pdf.type.shaping import GLYPH_TEXT
from journeys.story import MeasureState, StoryMeasure, StoryPhase
from tests.exports import stories, validators
from tests.exports.pdf_checks import meaning_problems

TALE = (
    "كنت أنتظر الرسالة منذ ثلاثة أسابيع، ولم أعرف ماذا أفعل. اتصلت بالبلدية يوم 12 مايو في الساعة 9:30 وقالت السيدة "
    "(من قسم الشباب) إن الملف عند زميلتها. قلت لها: «ابني لا ينام جيدًا، وهو في الصف الخامس». ضحكت خالتي وقالت لي تعالي "
    "غدًا إلى بيتنا، سنشرب الشاي معًا ونكتب رسالة جديدة إلى WMO-loket في Utrecht. بعد ذلك شعرت بالراحة لأن أحدًا سمعني."
)
MIXED = "Mijn oma zei “خالتي” en lachte."
PERSIAN = "سلام دنیا، می‌خواهم ۱۲۳"
HEBREW = "שלום, קוראים לי דוד (בן 12), שָׁלוֹם!"
QUOTE = "Zij zei: “خالتي قالت: تعالي غدًا” en zweeg."
TITLE = "Het verhaal van سلمى"
LETTERS = re.compile(r"[\u0590-\u08ff\u200c]+")


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story with words from right to left in every kind of text."""
    step = stories.make_step(
        1,
        title="Naar بيتنا (thuis)",
        quote=QUOTE,
        happens="\n".join([MIXED, TALE, PERSIAN, HEBREW]),
        feeling_word="مرحبا",
    )
    measure = StoryMeasure("قهوة الآباء", MeasureState.DONE, "Elke week.", "", "Buurt", "2026", 1)
    story = stories.make_journey(
        title=TITLE,
        phases=(StoryPhase("Zorgen وأمل", (step,)),),
        measures=(measure,),
        glossary=(("Chala", "خالة"),),
    )
    file = tmp_path_factory.mktemp("rtl") / "verhaal.pdf"
    file.write_bytes(journey_pdf(story))
    return file


def _elements(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _words_in_reading_order(file: Path) -> list[str]:
    """The words from right to left as the structure tree gives them to a screen reader."""
    with pikepdf.open(file) as pdf:
        texts = [str(one.ActualText) for one in _elements(pdf.Root.StructTreeRoot) if "/ActualText" in one]
    return LETTERS.findall(" ".join(texts))


def _boxes(file: Path) -> list[tuple[str, float, float]]:
    """(word, left edge, line) as seen on the pages; the listing spells every word from left to right."""
    listing = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout.decode()
    pattern = r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>'
    found = [(word, float(left), round(float(bottom))) for left, bottom, word in re.findall(pattern, listing)]
    return [(word[::-1] if LETTERS.search(word) else word, left, bottom) for word, left, bottom in found]


def test_both_validators_agree(validator: None, document: Path) -> None:
    assert validators.page_validation(document) == []
    assert validators.verapdf(document)[document] == []
    assert validators.qpdf(document) == []
    assert validators.fonts_without_embedding_or_text(document) == []
    assert meaning_problems(document) == []


@pytest.mark.parametrize("text", [TITLE, MIXED, TALE, PERSIAN, HEBREW, QUOTE], ids=str)
def test_a_screen_reader_gets_every_letter_in_order(document: Path, text: str) -> None:
    wanted, found = LETTERS.findall(text), _words_in_reading_order(document)

    assert any(found[start : start + len(wanted)] == wanted for start in range(len(found)))


def test_words_can_be_copied(validator: None, document: Path) -> None:
    copied = validators.text_of(document)

    assert [word for word in ("سلمى", "الرسالة", "زميلتها", "ثلاثة", "دنیا", "ضحكت", "דוד") if word not in copied] == []
    assert "\ufffd" not in copied


def test_a_paragraph_of_arabic_runs_from_right_to_left_and_starts_at_the_right(validator: None, document: Path) -> None:
    boxes = _boxes(document)
    first, second = (next(bottom for word, _, bottom in boxes if word == own) for own in ("الرسالة", "9:30"))
    line = {word: left for word, left, bottom in boxes if bottom == first}
    number = {word: left for word, left, bottom in boxes if abs(bottom - second) <= 6}

    assert line["كنت"] > 500
    assert line["كنت"] > line["أنتظر"] > line["الرسالة"] > line["منذ"] > line["ثلاثة"] > line["أعرف"]
    assert number["الساعة"] > number["9:30"] > number["وقالت"]


def test_a_word_in_a_dutch_sentence_stands_between_its_neighbours(validator: None, document: Path) -> None:
    boxes = _boxes(document)
    oma = next(box for box in boxes if box[0] == "oma")
    line = {word: left for word, left, bottom in boxes if abs(bottom - oma[2]) <= 3}

    word = next(left for word, left in line.items() if "خالتي" in word)
    assert line["zei"] < word < line["en"] < line["lachte."]


def test_title_and_steps_are_written_out_in_bookmarks_footer_and_drawing(validator: None, document: Path) -> None:
    with pikepdf.open(document) as pdf:
        outlines = [str(entry.title) for entry in pdf.open_outline().root]
        alternatives = [str(one.Alt) for one in _elements(pdf.Root.StructTreeRoot) if "/Alt" in one]

    assert outlines[0] == TITLE
    assert any("Zorgen وأمل" in text for text in alternatives)
    assert validators.text_of(document).count("سلمى") >= 4  # the title, and every page's footer


def test_letters_join() -> None:
    register_fonts()
    arabic: Any = pdfmetrics.getFont(next(iter(SHAPED)))
    alone = [arabic.shaped(letter)[0].code for letter in "مرحبا"]
    joined = [glyph.code for glyph in arabic.shaped("مرحبا")][::-1]

    assert [one == other for one, other in zip(alone, joined, strict=True)] == [False] * 5


def test_every_form_of_a_letter_says_its_letter() -> None:
    register_fonts()
    arabic: Any = pdfmetrics.getFont(next(iter(SHAPED)))
    letters = [chr(code) for code in range(0x620, 0x6D4) if code in arabic.face.charToGlyph]
    words = [form for letter in letters for form in (letter, f"ب{letter}", f"{letter}ب", f"ل{letter}", f"بل{letter}")]

    silent = {word for word in words for glyph in arabic.shaped(word) if not GLYPH_TEXT[ord(glyph.code)].strip()}

    assert silent == set()


def test_other_scripts_are_not_lost_in_footer_and_drawing(validator: None, tmp_path: Path) -> None:
    story = stories.make_journey(title="Хочу домой")
    story = replace(story, phases=(StoryPhase("Начало", story.phases[0].steps), *story.phases[1:]))
    file = tmp_path / "verhaal.pdf"
    file.write_bytes(journey_pdf(story))

    text = validators.text_of(file)

    assert text.count("Хочу домой") >= 4
    assert text.count("Начало") >= 2
    assert "????" not in text
