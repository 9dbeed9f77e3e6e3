"""The checks are worth something: each way of damaging a document is caught by a validator or a check of meaning."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.exports import validators
from tests.exports.layer_story import layer_pdf
from tests.exports.pdf_checks import meaning_problems

Damage = Callable[[pikepdf.Pdf], None]


def _all(pdf: pikepdf.Pdf, tag: str) -> Iterator[Dictionary]:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/S") == f"/{tag}" and "/P" in thing:
            yield thing


def _remove(key: str, tag: str) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        for element in _all(pdf, tag):
            del element[key]

    return damage


def _retag(tag: str, other: str) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        for element in list(_all(pdf, tag)):
            element.S = Name(f"/{other}")

    return damage


def _remove_everywhere(key: str) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and key in thing:
                del thing[key]

    return damage


def _name_file_instead_of_figure(pdf: pikepdf.Pdf) -> None:
    for figure in _all(pdf, "Figure"):
        figure.Alt = String("journey.png")


def _call_it_english(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("en-US")


def _unmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Marked = False


def _drop_a_paragraph(pdf: pikepdf.Pdf) -> None:
    section = next(_all(pdf, "Sect"))
    section.K = Array([kid for kid in section.K if kid.get("/S") != Name.P])


def _reverse(pdf: pikepdf.Pdf) -> None:
    section = next(_all(pdf, "Sect"))
    section.K = Array(list(section.K)[::-1])


def _drop_catalog_entry(key: str) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return damage


def _drop_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


def _drop_annotation_texts(pdf: pikepdf.Pdf) -> None:
    for leaf in pdf.pages:
        for annotation in leaf.get("/Annots", []):
            del annotation["/Contents"]


def _drop_page_entry(key: str) -> Damage:
    def damage(pdf: pikepdf.Pdf) -> None:
        for leaf in pdf.pages:
            if key in leaf:
                del leaf[key]

    return damage


DAMAGES: dict[str, Damage] = {
    "figures without alternative text": _remove("/Alt", "Figure"),
    "a file name as alternative text": _name_file_instead_of_figure,
    "header cells without scope": _remove("/A", "TH"),
    "header cells made common": _retag("TH", "TD"),
    "a level of headings skipped": _retag("H2", "H4"),
    "no language": _drop_catalog_entry("/Lang"),
    "Dutch called English": _call_it_english,
    "file name instead of title": _drop_catalog_entry("/ViewerPreferences"),
    "no tab order": _drop_page_entry("/Tabs"),
    "links that do not say where they lead": _drop_annotation_texts,
    "pages without a way to the tree": _drop_page_entry("/StructParents"),
    "no parent tree": _drop_parent_tree,
    "no bookmarks": _drop_catalog_entry("/Outlines"),
    "list items without a body": _retag("LBody", "P"),
    "paragraphs left out of the tree": _drop_a_paragraph,
    "not marked as tagged": _unmark,
    "fonts not embedded": _remove_everywhere("/FontFile2"),
    "fonts without their characters": _remove_everywhere("/ToUnicode"),
    "read backwards": _reverse,
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("damage") / "sound.pdf"
    file.write_bytes(layer_pdf())
    return file


@pytest.fixture(scope="module")
def damaged(sound: Path) -> dict[str, Path]:
    files = {}
    for number, (name, damage) in enumerate(DAMAGES.items()):
        files[name] = sound.with_name(f"{number:02d}.pdf")
        with pikepdf.open(sound) as pdf:
            damage(pdf)
            pdf.save(files[name])
    return files


@pytest.fixture(scope="module")
def verdicts(validator: None, damaged: dict[str, Path]) -> dict[Path, list[str]]:
    """What veraPDF says of all damaged files; Java starts once."""
    return validators.verapdf(*damaged.values())


@pytest.mark.validator
@pytest.mark.parametrize("name", DAMAGES)
def test_is_caught(name: str, damaged: dict[str, Path], verdicts: dict[Path, list[str]]) -> None:
    file = damaged[name]

    assert meaning_problems(file) + validators.page_validation(file) + verdicts[file]


@pytest.mark.parametrize(
    "name",
    [
        "a file name as alternative text",
        "header cells made common",
        "Dutch called English",
        "no bookmarks",
        "paragraphs left out of the tree",
        "read backwards",
    ],
)
def test_is_caught_by_the_checks_of_meaning_alone(name: str, damaged: dict[str, Path]) -> None:
    assert meaning_problems(damaged[name])
