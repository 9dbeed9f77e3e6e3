"""The word lists of interviews/deidentification/lists/names."""

import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "names"
_WITHOUT_STROKE = str.maketrans("łŁıøØđĐ", "lLioOdD")


@dataclass(frozen=True)
class NameLists:
    """All entries in lower case; `first_names`, without accents, gives the gender: m, v or x (both)."""

    first_names: dict[str, str]
    surnames: frozenset[str]
    places: frozenset[str]
    organisations: frozenset[str]
    school_names: frozenset[str]
    kept: frozenset[str]
    ordinary: frozenset[str]
    words_too: frozenset[str]
    never_words: frozenset[str]
    cues: dict[str, frozenset[str]]


@cache
def name_lists() -> NameLists:
    """Read once; about 5,000 entries."""
    return NameLists(
        first_names=gendered_names("first_names.txt"),
        surnames=_entries("surnames.txt"),
        places=_entries("places.txt"),
        organisations=_entries("organisations.txt"),
        school_names=_entries("school_names.txt"),
        kept=_entries("kept.txt"),
        ordinary=_entries("ordinary_words.txt"),
        words_too=_entries("names_that_are_words.txt"),
        never_words=_entries("names_in_dictionary.txt"),
        cues={name: frozenset(words) for name, words in tomllib.loads(_read("cues.toml")).items()},
    )


def gendered_names(file_name: str) -> dict[str, str]:
    """Name in lower case and without accents -> m, v or x."""
    pairs = (line.rsplit(" ", 1) for line in entries_of(file_name))
    return {unaccented(name.lower()): gender for name, gender in pairs}


def unaccented(name: str) -> str:
    """'bożena' -> 'bozena', 'ayşe' -> 'ayse': names are often typed without their signs."""
    if name.isascii():
        return name
    plain = unicodedata.normalize("NFKD", name).translate(_WITHOUT_STROKE)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def entries_of(file_name: str) -> Iterator[str]:
    """The entries of a list as written, without its comments."""
    return (line for line in _read(file_name).splitlines() if line and not line.startswith("#"))


def _entries(file_name: str) -> frozenset[str]:
    return frozenset(line.lower() for line in entries_of(file_name))


def _read(file_name: str) -> str:
    return (FOLDER / file_name).read_text("utf-8")
