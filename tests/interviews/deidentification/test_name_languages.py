"""A text that isn't Dutch: names are found badly there, and only what is certain is proposed."""

import pytest

from interviews.deidentification.finding.proposals import find_names
from interviews.deidentification.words.languages import other_language

ENGLISH = (
    "And then the school called me and they said that the waiting list was very long.\n"
    "Perfect. So thank you Hannah for agreeing, and would you like to tell me what happened after that?\n"
    "The thing is, the people at the office never told me. Will you write to anna@voorbeeld.nl about the letter?\n"
    "Because I was living in Amsterdam at the time, the council had to decide. May be it was the other way around."
)
GERMAN = (
    "Guten Tag, ich habe heute die Ehre, hier mit einem Gast über den Alltag in der Pflege zu sprechen.\n"
    "Die Leute in der Beratung haben mir gesagt, dass der Antrag in Maastricht noch geprüft werden muss."
)
TURKISH = "Okuldan aradılar ve çocuğun çok üzgün olduğunu söylediler, sonra belediyeye gittik ama kimse yardım etmedi."
ARABIC = "اتصلت بي المدرسة وقالت إن قائمة الانتظار طويلة جدا وبعد ذلك ذهبنا إلى البلدية ولم يساعدنا أحد"
POLISH = "Zadzwonili do mnie ze szkoły i powiedzieli, że lista oczekujących jest bardzo długa, a potem nikt nie pomógł."
DUTCH = (
    "En toen belde de school mij op en ze zeiden dat de wachtlijst heel erg lang was.\n"
    "Ja. Nou, Sanne van het wijkteam heeft ons toen eigenlijk wel goed geholpen, dat moet ik zeggen."
)


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_names(text)]


@pytest.mark.parametrize("text", [ENGLISH, GERMAN, TURKISH, ARABIC, POLISH])
def test_a_text_in_another_language_is_recognised(text: str) -> None:
    assert other_language(text).is_all


def test_dutch_is_dutch_also_in_a_short_turn() -> None:
    assert other_language(DUTCH).stretches == ()
    assert other_language("Ja hoor.").stretches == ()
    assert other_language("").stretches == ()


def test_in_another_language_only_certain_names_are_proposed() -> None:
    assert found(f"{ENGLISH}\nYeah.\nYeah, well.") == found(ENGLISH)
    assert found(ENGLISH) == ["Hannah", "anna@voorbeeld.nl", "Amsterdam"]
    assert found(GERMAN) == ["Maastricht"]


def test_of_a_mixed_conversation_the_turns_are_judged_apart() -> None:
    text = f"{DUTCH}\n{TURKISH}\n{DUTCH}"
    other = other_language(text)

    assert not other.is_all
    assert [text[start:end] for start, end in other.stretches] == [TURKISH]
    assert found(text) == ["Sanne", "Sanne"]


def test_a_name_known_from_the_study_is_found_in_any_language_but_not_as_a_word() -> None:
    known = {"Xarifa": find_names("Toen belde mevrouw Xarifa.")[0].kind, "Will": find_names("Toen kwam Sanne.")[0].kind}
    text = f"{ENGLISH}\nXarifa told me that she will call you again when the letter has been sent."

    assert [text[one.start : one.end] for one in find_names(text, known=known)] == [*found(ENGLISH), "Xarifa"]


def test_a_full_name_and_a_place_with_an_ending_are_certain_in_turkish() -> None:
    text = (
        "Komşum Fatma Yılmaz söyledi. Rotterdam'da oturuyoruz.\n"
        "Sonra ne oldu belediyede, çok iyi bir adam bize yardım etti."
    )

    assert found(text) == ["Fatma Yılmaz", "Rotterdam"]


def test_a_dutch_street_is_certain_in_another_language() -> None:
    assert found(f"{ENGLISH}\nWe live in the Dorpsstraat and the desk was in the Market.") == [
        *found(ENGLISH), "Dorpsstraat",
    ]  # fmt: skip
