"""The PDF of a journey, as validators, screen readers and people meet it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from exports.pdf.journey.document import journey_pdf
from exports.pdf.type.text_styles import styles
from journeys.story import Story
from tests.exports import stories, validators
from tests.exports.conftest import STORIES
from tests.exports.pdf_checks import meaning_problems

PdfOf = Callable[[str], Path]


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
@pytest.mark.parametrize("name", STORIES)
def test_page_validation_passes_every_story(name: str, pdf_of: PdfOf) -> None:
    assert validators.page_validation(pdf_of(name)) == []


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_verapdf_passes_every_story(pdf_of: PdfOf) -> None:
    files = [pdf_of(name) for name in STORIES]

    assert validators.verapdf(*files) == {file: [] for file in files}


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
@pytest.mark.parametrize("name", STORIES)
def test_syntax_is_sound_and_every_font_is_embedded_and_readable(name: str, pdf_of: PdfOf) -> None:
    assert validators.qpdf(pdf_of(name)) == []
    assert validators.fonts_without_embedding_or_text(pdf_of(name)) == []


@pytest.mark.parametrize("name", STORIES)
def test_every_story_makes_sense_to_a_screen_reader(name: str, pdf_of: PdfOf) -> None:
    assert meaning_problems(pdf_of(name)) == []


def test_the_same_story_gives_the_same_file(story: Story) -> None:
    assert journey_pdf(story) == journey_pdf(story)


def test_the_file_says_whose_it_is_and_when_it_was_published(pdf_of: PdfOf) -> None:
    with pikepdf.open(pdf_of("realistic")) as pdf:
        assert pdf.docinfo.Title == "Nadia zoekt hulp voor haar dochter Lotte: klantreis"
        assert pdf.docinfo.Author == "Gemeente Lindermeer"
        assert str(pdf.docinfo.CreationDate).startswith("D:20261008")
        assert pdf.Root.Lang == "nl-NL"


def test_the_file_of_a_later_edition_says_the_day_of_that_edition(story: Story, tmp_path: Path) -> None:
    later = tmp_path / "later.pdf"
    later.write_bytes(journey_pdf(replace(story, edition=1, edition_on=date(2026, 11, 30))))
    with pikepdf.open(later) as pdf:
        days = [str(pdf.docinfo.CreationDate)[:10], str(pdf.docinfo.ModDate)[:10]]
        with pdf.open_metadata() as metadata:
            days += [str(metadata["xmp:CreateDate"])[:10], str(metadata["xmp:ModifyDate"])[:10]]

    assert days == ["D:20261130", "D:20261130", "2026-11-30", "2026-11-30"]


def test_the_map_can_be_read_without_seeing_it(pdf_of: PdfOf) -> None:
    with pikepdf.open(pdf_of("realistic")) as pdf:
        alternatives = [str(element.Alt) for element in _elements(pdf.Root.StructTreeRoot.K) if "/Alt" in element]

    the_map = next(text for text in alternatives if "fases" in text)
    assert "4 fases en 10 stappen" in the_map
    assert "Stap 8, Vijf maanden op de lijst (wachten): negatief, alleen;" in the_map
    assert "in gesprekken: 1 neutraal, 12 negatief." in the_map
    assert any("verzonnen persoon" in text for text in alternatives)


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
class TestText:
    """What comes out when a reader copies the text."""

    def test_stands_in_reading_order(self, pdf_of: PdfOf) -> None:
        text = " ".join(validators.text_of(pdf_of("realistic")).split())
        landmarks = [
            "Gemeente Lindermeer",
            "Verzonnen persoon, echte ervaringen. Nadia bestaat niet.",
            "Nadia zoekt hulp voor haar dochter Lotte Van de eerste ochtend",
            "Gepubliceerd op 8 oktober 2026, uitgave 2",
            "Wie is Nadia?",
            "Zo leest u dit verhaal",
            "Hoe voelde het?",
            "Fase 1. Zorgen Stap 1. Lotte komt niet uit bed Negatief Bezorgd Thuis Wie: Nadia en Lotte Lotte is",
            "‘Ik stond elke ochtend twee keer onder aan de trap te roepen.",
            "In 12 van de 15 gesprekken vertelde iemand dit.",
            "Wat hier niet goed gaat. Ouders weten niet",
            "Wat hier nodig is. Weten dat",
            "Wat beter kan. Vertel bij elke brief",
            "Stap 10. Weer op de fiets",
            "Wat gebeurt hiermee?",
            "Huisartsen zien de wachttijden Bezig Elke maand",
            "Minder lang wachten Kan nu niet Wel belt uw jeugdconsulent",
            "Waarom nu niet? We kunnen niet beloven",
            "Zo is dit verhaal gemaakt",
            "Moeilijke woorden Aanbieder Een organisatie",
            "U leest dit verhaal ook op internet: https://verhalen.lindermeer.example/verhalen/nadia",
        ]

        places = [text.find(landmark) for landmark in landmarks]

        assert -1 not in places, landmarks[places.index(-1)]
        assert places == sorted(places)

    def test_holds_every_word_apart_from_the_next(self, story: Story, pdf_of: PdfOf) -> None:
        text = " ".join(validators.text_of(pdf_of("realistic")).split())

        for step in story.steps:
            for words in (step.happens, step.quote, step.pain_point, step.opportunity):
                assert words in text

    @pytest.mark.parametrize("name", stories.HARD_CHARACTERS.split(", "))
    def test_keeps_names_from_elsewhere(self, name: str, pdf_of: PdfOf) -> None:
        assert name in validators.text_of(pdf_of("overfull"))

    def test_prints_other_scripts_and_says_where_a_sign_is_unknown(self, pdf_of: PdfOf) -> None:
        text = validators.text_of(pdf_of("overfull"))

        assert "Москва Ελλάδα → ✓ �" in text
        assert "<b>& co" in text.casefold()

    def test_of_a_bare_story_has_no_empty_sections(self, pdf_of: PdfOf) -> None:
        text = validators.text_of(pdf_of("bare"))

        assert "Eén gesprek" in text
        for heading in ("Wat gebeurt hiermee?", "Moeilijke woorden", "Zo is dit verhaal", "internet"):
            assert heading not in text


def test_a_step_begins_with_its_story_and_goes_on_with_more_than_a_line(pdf_of: PdfOf) -> None:
    """What happens, who told it and the quote stand under the heading; whole notes may stand on the next page."""
    with pikepdf.open(pdf_of("as demonstrated")) as pdf:
        headings = [element for element in _elements(pdf.Root.StructTreeRoot.K) if element.get("/S") == "/H3"]
        steps = headings[:12]
        gone_on = []
        for heading in steps:
            leaves = [[leaf.objgen for leaf in _pages(kid)] for kid in heading.P.K]
            assert all(len(set(of_one)) == 1 for of_one in leaves), "no paragraph of a step is cut"
            begun = [of_one[0] == heading.Pg.objgen for of_one in leaves]
            assert all(begun[:6])
            gone_on.append(begun.count(False))
    assert 1 not in gone_on
    assert max(gone_on) > 1


def test_no_text_is_smaller_than_nine_points() -> None:
    assert min(style.fontSize for style in styles().values()) >= 9


def test_a_portrait_that_is_gone_leaves_the_line_in_its_place(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "gone.pdf"
    file.write_bytes(journey_pdf(replace(story, persona=replace(story.persona, portrait="../../etc/passwd"))))

    assert meaning_problems(file) == []
    with pikepdf.open(file) as pdf:
        figures = [element for element in _elements(pdf.Root.StructTreeRoot.K) if element.get("/S") == "/Figure"]
    assert len(figures) == 1


def _elements(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    kids = element.get("/K", pikepdf.Array())
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    below = [found for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid for found in _elements(kid)]
    return [element, *below]


def _pages(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    return [found.Pg for found in _elements(element) if "/Pg" in found]
