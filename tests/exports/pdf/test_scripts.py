"""Names and words in other scripts, and emoji, stand in the document and can be read out of it."""

import unicodedata
from pathlib import Path

import pytest

from exports.pdf.journey.document import journey_pdf
from exports.pdf.type.fonts import FALLBACKS, characters
from journeys.checks.printable import composed, is_left_out, unprintable
from journeys.story import StoryPhase
from tests.exports import stories, validators

WORDS = ("Москва", "Ελλάδα", "გამარჯობა", "Բարեւ", "ሰላም", "😀", "🙈")


def test_the_list_of_printable_characters_is_that_of_the_typefaces() -> None:
    known = frozenset[int]().union(*(characters(font) for font in FALLBACKS))
    candidates = [chr(code) for code in range(0x20, 0x20000) if not 0xD800 <= code <= 0xDFFF]

    wrong = [sign for sign in candidates if _is_plain(sign) and (not unprintable(sign)) != (ord(sign) in known)]

    assert wrong == []


def _is_plain(sign: str) -> bool:
    """A character that exists, not white space, not left out, and not written as something else."""
    if sign.isspace() or is_left_out(sign) or unicodedata.category(sign) == "Cn":
        return False
    return composed(sign) == sign


def test_other_scripts_and_emoji_can_be_read_and_both_validators_agree(validator: None, tmp_path: Path) -> None:
    step = stories.make_step(1, quote=f"Zij zei {' '.join(WORDS)} tegen mij.", happens=f"En toen {' '.join(WORDS)}.")
    story = stories.make_journey(phases=(StoryPhase("Zorgen", (step,)),), measures=())
    file = tmp_path / "verhaal.pdf"
    file.write_bytes(journey_pdf(story))

    text = validators.text_of(file)

    assert [word for word in WORDS if text.count(word) < 2] == []
    assert "\ufffd" not in text
    assert validators.page_validation(file) == []
    assert validators.verapdf(file)[file] == []
    assert validators.fonts_without_embedding_or_text(file) == []


@pytest.mark.parametrize("word", WORDS)
def test_a_line_may_end_in_any_script(validator: None, tmp_path: Path, word: str) -> None:
    step = stories.make_step(1, happens=" ".join([word] * 60), quote="")
    file = tmp_path / "verhaal.pdf"
    file.write_bytes(journey_pdf(stories.make_journey(phases=(StoryPhase("Zorgen", (step,)),), measures=())))

    assert validators.page_validation(file) == []
    assert validators.text_of(file).count(word) == 60
