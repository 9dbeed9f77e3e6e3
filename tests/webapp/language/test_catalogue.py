"""The catalogue that translators work from is what code and templates say now, and the application reads from there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from webapp.commands.catalogue import TEMPLATE, as_pot, sentences
from webapp.settings import ROOT

PACKAGES = ("foundation", "studies", "interviews", "coding", "journeys", "feedback", "exports", "webapp")
_COUNTED_LATER = re.compile(r"""\bcounted(?:_or_none)?\((?:[^()"']|\((?:[^()]|\([^()]*\))*\))*?,\s*_\(["']""")
SAYING = {"_", "ngettext", "counted", "counted_or_none", "enumerated", "either"}


def test_the_catalogue_is_as_code_and_templates_are() -> None:
    assert TEMPLATE.read_bytes() == as_pot(sentences()), "sentences came, went or changed: run `make catalogue`"


def test_translations_are_looked_for_beside_the_catalogue(app: Flask) -> None:
    assert [Path(folder) for folder in app.extensions["babel"].translation_directories] == [TEMPLATE.parent]


def test_no_sentence_stands_within_an_f_string() -> None:
    """Which versions of Python find those differs, so the catalogue would too."""
    hidden = [
        f"{module}:{text.lineno}"
        for module, tree in _modules()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr) and any(map(_says, ast.walk(text)))
    ]
    assert hidden == []


def test_nothing_is_said_before_somebody_reads_it() -> None:
    """What a module says while it is imported is said in no reader's language: mark it as translatable."""
    early = [
        f"{module}:{node.lineno}"
        for module, tree in _modules()
        for node in _at_import(tree)
        if isinstance(node, ast.Call) and _says(node)
    ]
    assert early == []


def _modules() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for module in sorted((ROOT / package).rglob("*.py")):
            yield module.relative_to(ROOT), ast.parse(module.read_text())


def _says(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING


def _at_import(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs when the module is imported: bodies of functions wait."""
    for within in ast.iter_child_nodes(node):
        if isinstance(within, ast.Lambda):
            continue
        if isinstance(within, ast.FunctionDef):
            for default in (*within.args.defaults, *filter(None, within.args.kw_defaults), *within.decorator_list):
                yield from (default, *_at_import(default))
            continue
        yield within
        yield from _at_import(within)


def test_what_is_counted_is_translated_by_counting_it() -> None:
    """Translated before that, its word is one of two, and another language may have three."""
    places = [*(ROOT / "templates").rglob("*.html"), *(ROOT / module for module, _tree in _modules())]
    too_early = [str(place.relative_to(ROOT)) for place in sorted(places) if _COUNTED_LATER.search(place.read_text())]
    assert too_early == []
