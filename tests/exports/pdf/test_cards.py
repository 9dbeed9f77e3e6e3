"""Sheets of cards: what is printed can be typed over, scanned, cut and read aloud, whatever the names are."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import segno
from reportlab.lib.units import mm

from exports.pdf.cards.card import EDGE, SQUARE, SQUARE_LEFT, Card, CodeLine
from exports.pdf.cards.sheets import CARD_HIGH, CARD_WIDE, CardSheets, cards_pdf
from exports.pdf.cards.square import QUIET
from exports.pdf.cards.words import CODE_SIZE, ROOM, card_words
from exports.pdf.tagged.document import DocumentContent
from exports.pdf.tagged.panel import Panel, Placed
from exports.pdf.type.fonts import SYSTEM_BOLD, width
from exports.pdf.type.text_styles import styles
from feedback.codes.signs import LENGTH, SIGNS, new_code, shown
from tests.exports import validators
from tests.exports.pdf_checks import meaning_problems

CODES = tuple(new_code() for _ in range(11))
SHEETS = CardSheets(
    organisation="Gemeente Lindermeer",
    subject="het spreekuur",
    address="lindermeer.example/mening",
    scanned="https://lindermeer.example/mening",
    codes=CODES,
    valid_until=date(2027, 1, 31),
)
LONG_ORGANISATION = "Gemeenschappelijke regeling Sociaal Domein Lindermeer-Noordoostkwartier en omstreken " * 2
LONG_SUBJECT = "de onafhankelijke ondersteuning bij het aanvragen van hulp voor wie voor een ander zorgt " * 3
LONG_WORD = "de schuldhulpverleningsintakegesprekkenbegeleidingsorganisatie"
LONG_ADDRESS = "ervaringen.gemeenschappelijke-regeling-socialedienst-noordoost.lindermeer.example/mening"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _written(SHEETS, tmp_path_factory.mktemp("cards"))


def _written(sheets: CardSheets, folder: Path) -> Path:
    path = folder / "cards.pdf"
    path.write_bytes(cards_pdf(sheets))
    return path


def _figures(element: Any) -> Iterator[Any]:
    """The figures of the structure tree, in the order in which they are read."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S) == "/Figure":
                yield kid
            yield from _figures(kid)


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_sheets_pass_every_check(file: Path) -> None:
    assert meaning_problems(file) == []
    assert validators.page_validation(file) == []
    assert validators.verapdf(file) == {file: []}
    assert validators.qpdf(file) == []
    assert validators.fonts_without_embedding_or_text(file) == []


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_every_card_says_the_same_and_has_its_own_code(file: Path) -> None:
    text = validators.text_of(file)

    first = " ".join(text.split("Gemeente Lindermeer")[1].split())
    assert first == (
        "Hoe was het spreekuur? Vertel het ons in drie minuten. We weten niet wie u bent. Ga naar"
        f" lindermeer.example/mening {shown(CODES[0])} Scan met uw telefoon Geldig tot en met 31 januari 2027"
    )
    assert re.findall(rf"\b[{SIGNS}]{{5}} [{SIGNS}]{{5}}\b", text) == [shown(code) for code in CODES]
    assert text.count("We weten niet wie u bent.") == len(CODES)


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_each_sheet_says_which_it_is_and_how_to_print_it(file: Path) -> None:
    text = validators.text_of(file)

    assert re.findall(r"Vel \d+ van \d+", text) == ["Vel 1 van 2", "Vel 2 van 2"]
    assert text.count("Print op ware grootte. Knip langs de stippellijn.") == 2


def test_a_square_is_read_aloud_as_where_it_leads_and_its_code(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        read = [str(figure.Alt) for figure in _figures(pdf.Root.StructTreeRoot)]

    spelled = [" ".join(code) for code in CODES]
    assert read == [f"QR-code: opent lindermeer.example/mening met de code {code}" for code in spelled]


def test_a_square_holds_the_address_with_the_code_behind_its_hash(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        drawn = [square for page in pdf.pages for square in _squares(page)]

    expected = [segno.make(f"https://lindermeer.example/mening#{code}", error="m", micro=False) for code in CODES]
    assert drawn == [[list(row) for row in one.matrix_iter(border=QUIET)] for one in expected]


def _squares(page: pikepdf.Page) -> Iterator[list[list[int]]]:
    """The modules that each figure of a page paints, rows from the top, with the paper around them."""
    scale, bars = 0.0, list[tuple[int, ...]]()
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "BDC":
                is_figure, bars = instruction.operands[0] == pikepdf.Name.Figure, []
            case "cm":
                scale = float(instruction.operands[0])
            case "re":
                bars.append(tuple(int(number) for number in instruction.operands))
            case "f" if bars and is_figure:
                yield _modules(bars, round(SQUARE / scale))


def _modules(bars: list[tuple[int, ...]], across: int) -> list[list[int]]:
    modules = [[0] * across for _ in range(across)]
    for left, bottom, long, high in bars:
        assert high == 1
        modules[across - 1 - bottom][left : left + long] = [1] * long
    return modules


# --- names that are too long
def _card(organisation: str, subject: str, address: str) -> list[Placed]:
    panel, story = Panel(), DocumentContent(styles())
    words = card_words(organisation, subject, address, date(2027, 9, 30))
    Card(panel, story.begin_section(), 0, 0).fill(words, CODES[0], address, f"https://{address}#{CODES[0]}", 1)
    return panel.items


@pytest.mark.parametrize("organisation", ["Wijkteam", LONG_ORGANISATION])
@pytest.mark.parametrize("subject", ["het spreekuur", LONG_SUBJECT, LONG_WORD])
@pytest.mark.parametrize("address", ["lindermeer.example/mening", LONG_ADDRESS])
def test_nothing_lies_over_anything_else_or_the_cut(organisation: str, subject: str, address: str) -> None:
    placed = _card(organisation, subject, address)

    for one in placed:
        assert one.x >= EDGE
        assert one.x + one.width <= CARD_WIDE - EDGE + 0.5
        assert one.top >= EDGE
        assert one.bottom <= CARD_HIGH - EDGE + 0.5
    for one, other in combinations(placed, 2):
        is_beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert is_beside or one.bottom <= other.top + 0.01 or other.bottom <= one.top + 0.01


def test_the_widest_code_fits_beside_the_square() -> None:
    widest = max(SIGNS, key=lambda sign: width(sign, SYSTEM_BOLD, CODE_SIZE))
    line = CodeLine(widest * LENGTH, DocumentContent(styles()).tree.root)

    assert EDGE + line.painted_width <= SQUARE_LEFT - 2 * mm


@pytest.mark.parametrize("address", [LONG_ADDRESS, f"{LONG_WORD.removeprefix('de ')}.example/mening"])
def test_an_address_is_printed_without_a_hyphen_that_would_be_typed_over(address: str) -> None:
    go_to = card_words("Wijkteam", "het spreekuur", address, date(2027, 1, 31)).go_to.paragraph()
    go_to.wrap(ROOM, 1000)

    printed = "".join(text for line in go_to.fragments() for text, *_ in line)
    assert printed.replace(" ", "") == f"Ganaar{address}"
    assert go_to.line_count > 2


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_a_card_with_long_names_keeps_its_promise_and_its_code(tmp_path: Path) -> None:
    scanned = f"https://{LONG_ADDRESS}"
    sheets = CardSheets(LONG_ORGANISATION, LONG_SUBJECT, LONG_ADDRESS, scanned, CODES[:1], date(2027, 1, 31))

    text = validators.text_of(_written(sheets, tmp_path))

    assert "We weten niet wie u bent." in text
    assert shown(CODES[0]) in text
