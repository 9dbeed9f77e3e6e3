"""The layer under reportlab: what it promises for any document."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from exports.pdf.tagged.canvas import TaggedCanvas, UntaggedText
from exports.pdf.tagged.document import Description, DocumentContent, PageLayout, write_document
from exports.pdf.tagged.structure import StructureTree
from exports.pdf.type.fonts import SYSTEM, register_fonts
from exports.pdf.type.text_styles import styles
from tests.exports import validators
from tests.exports.layer_story import LONG_LINK, layer_pdf
from tests.exports.pdf_checks import meaning_problems


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("layer") / "layer.pdf"
    path.write_bytes(layer_pdf())
    return path


def _canvas() -> TaggedCanvas:
    register_fonts()
    return TaggedCanvas(BytesIO(), tree=StructureTree(), initialFontName=SYSTEM)


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_a_document_of_every_kind_of_content_passes_every_check(file: Path) -> None:
    assert meaning_problems(file) == []
    assert validators.page_validation(file) == []
    assert validators.verapdf(file) == {file: []}
    assert validators.qpdf(file) == []
    assert validators.fonts_without_embedding_or_text(file) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert layer_pdf() == layer_pdf()


def test_text_that_nobody_tagged_is_refused() -> None:
    canvas = _canvas()

    with pytest.raises(UntaggedText):
        canvas.drawString(10, 10, "zwevende tekst")


def test_text_in_an_artifact_is_allowed() -> None:
    canvas = _canvas()

    with canvas.artifact("Pagination", "Footer"):
        canvas.drawString(10, 10, "Bladzijde 1")

    assert "/Artifact <</Type /Pagination /Subtype /Footer>> BDC" in canvas.operators


def test_a_flowable_of_stock_reportlab_cannot_slip_in_untagged_text() -> None:
    class Stray(Flowable):
        def draw(self) -> None:
            self.canv.drawString(0, 0, "los")

    story = DocumentContent(styles())
    story.add(Stray())

    with pytest.raises(UntaggedText):
        write_document(story, PageLayout(50, 50, 50, 50, SYSTEM, lambda canvas, page: None), Description("", "", ""))


def test_forms_are_refused_because_they_are_read_elsewhere_than_drawn() -> None:
    with pytest.raises(NotImplementedError):
        _canvas().beginForm("f")


def test_a_repeated_table_header_is_read_once(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        headers = [thing for thing in _elements(pdf, "TH") if thing.A[0].Scope == "/Column"]
        pieces = [len(kid.K) for header in headers for kid in header.get("/K", [])]

    assert len(headers) == 3
    assert pieces == [1, 1]


def test_an_empty_cell_keeps_its_place(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        assert {len(row.K) for row in _elements(pdf, "TR")} == {3}


def test_a_link_over_two_lines_is_one_link_with_two_rectangles(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        annotations = [mark for page in pdf.pages for mark in page.get("/Annots", []) if _address(mark) == LONG_LINK]
        keys = {int(mark.StructParent) for mark in annotations}
        owners = {owner.objgen for key, owner in _parent_tree(pdf).items() if key in keys}

    assert len(annotations) == 2
    assert {str(annotation.Contents) for annotation in annotations} == {"Uitleg over hulp voor uw kind"}
    assert len(owners) == 1


def test_a_list_in_a_list_stands_within_its_item(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        inner = [element for element in _elements(pdf, "L") if element.P.S == "/LBody"]

    assert len(inner) == 1
    assert len(inner[0].K) == 2


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_breaks_and_hyphens_of_layout_do_not_change_the_words(file: Path) -> None:
    text = " ".join(validators.text_of(file).split())

    assert "Nadia belt drie keer. Daarna wacht zij op een onafhankelijkheidsverklaring." in text
    assert "keer.Daarna" not in text
    assert "on-afhankelijk" not in text


def test_documents_of_stock_reportlab_are_left_as_they_were() -> None:
    out = BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(10, 10, "gewoon")
    canvas.save()

    assert b"StructTreeRoot" not in out.getvalue()
    assert b"\n\nendstream" not in out.getvalue()


def _elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == f"/{tag}" and "/P" in thing
    ]


def _address(annotation: Any) -> str:
    return str(annotation.get("/A", {}).get("/URI", ""))


def _parent_tree(pdf: pikepdf.Pdf) -> dict[int, Any]:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    return {int(key): owner for key, owner in zip(numbers[::2], numbers[1::2], strict=True)}
