"""Characters that a document cannot print are named with their place; what cannot be seen does not come in."""

import pytest
from sqlmodel import Session

from journeys.checks.gate import open_points
from journeys.composing.fields import change_journey, change_step
from studies.models import Study
from tests.journeys.making import all_steps, make_finished

FROM_RIGHT = ["خالتي قالت: تعالي غدًا", "سلام دنیا، می‌خواهم", "ٹھیک ہے۔ ۱۲۳", "שלום, שָׁלוֹם"]


def test_characters_that_the_pdf_cannot_print_stop_publication_with_their_place(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    second = all_steps(session, journey)[1]
    change_step(session, journey, second, "quote", "Mijn oma zei: ܫܠܡܐ, kom 😀. En toen niks meer 🙈.")
    change_step(session, journey, second, "happens", "De meester heet 王伟, met een 𝄞.")

    points = [point for point in open_points(session, journey) if point.is_blocking]

    assert [(point.sentence, point.anchor, point.step_id) for point in points] == [
        (
            "Stap 2, ‘Wat gebeurt er?’: de pdf kan ‘王伟’, ‘𝄞’ niet afdrukken. Schrijf het in onze letters",
            "stap-happens",
            second.id,
        ),
        ("Stap 2, ‘Citaat’: de pdf kan ‘ܫܠܡܐ’ niet afdrukken. Schrijf het in onze letters", "stap-quote", second.id),
    ]


@pytest.mark.parametrize(
    "written",
    ["Ελλάδα", "Москва", "გამარჯობა", "Բարեւ", "ሰላም", "😀 👩🏽‍🍼 ❤️ 🇳🇱", "Łódź, Şirin, Đorđe ✓ →", *FROM_RIGHT],
)
def test_what_the_typefaces_have_may_go_out(session: Session, study: Study, written: str) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[0], "quote", f"Zij zei {written} tegen mij.")

    assert [point for point in open_points(session, journey) if point.is_blocking] == []


def test_what_cannot_be_seen_does_not_come_in(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    change_journey(session, journey, "introduction", "Goed\x00 zo\u202e, \u2066kom\u2069\ud83d maar.\nEn dan\x07.")

    assert journey.introduction == "Goed zo, kom maar.\nEn dan."


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("नमस्ते", "‘नमस्ते’"),
        ("สวัสดี", "‘สวัสดี’"),
        ("김민수", "‘김민수’"),
        ("たなか", "‘たなか’"),
        ("1️⃣", "‘1️⃣’"),
        ("\uf0b7", "het teken U+F0B7"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "‘🏴󠁧󠁢󠁷󠁬󠁳󠁿’"),
    ],
)
def test_nothing_is_left_out_unsaid_or_shown_as_a_box(session: Session, study: Study, written: str, told: str) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[0], "quote", f"Zij zei {written} tegen mij.")

    [point] = [point for point in open_points(session, journey) if point.is_blocking]

    assert point.sentence.startswith(f"Stap 1, ‘Citaat’: de pdf kan {told} niet afdrukken. Schrijf het ")


@pytest.mark.parametrize("written", ["ﬁets en graﬀiti", "👨‍👩‍👧‍👦 👋🏽 🏳️‍🌈 🇳🇱", "e\u0301 q\u0307", "محمد heet Mo"])
def test_joined_letters_families_and_loose_accents_may_go_out(session: Session, study: Study, written: str) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[0], "quote", f"Zij zei {written} tegen mij.")

    assert [point for point in open_points(session, journey) if point.is_blocking] == []
