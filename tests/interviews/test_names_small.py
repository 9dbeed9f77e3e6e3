"""A text that is typed without capitals: names by the words around them; ordinary words are left alone."""

import pytest

from interviews.name_finding import NameKind, find_names


def found(text: str, **known: dict[str, NameKind]) -> list[str]:
    return [text[one.start : one.end] for one in find_names(text, **known)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Schools, also those that are called by a word.
        ("hij zit op de regenboog en dat gaat goed", ["de regenboog"]),
        ("juf ilona van de ganzenpas belde ons", ["ilona", "de ganzenpas"]),
        ("zij ging naar basisschool de klimop toen", ["de klimop"]),
        ("groep zeven van de wulpenhof had een feest", ["de wulpenhof"]),
        # Organisations.
        ("wij kregen hulp van stichting kwintessa", ["kwintessa"]),
        ("toen kwamen we bij karakter terecht", ["karakter"]),
        ("hij werkt bij de albert heijn en ik bij daf", ["albert heijn", "daf"]),
        ("zij werkt bij bolderkade als coach", ["bolderkade"]),
        ("via william schrikker groep ging het sneller", ["william schrikker groep"]),
        ("hij gaat naar zorgboerderij de zaadhof", ["de zaadhof"]),
        # People, alone and without a title.
        ("toen ging berfin naar huis", ["berfin"]),
        ("ik heb met tunahan gepraat en met btissam", ["tunahan", "btissam"]),
        ("kim en roy zijn de jongste twee", ["kim", "roy"]),
        ("meneer van zuilen kwam langs, en dokter ouwehand", ["van zuilen", "ouwehand"]),
        ("en hij heet tony van dijck", ["tony van dijck"]),
        # Places and streets.
        ("wij wonen nu in eindhoven", ["eindhoven"]),
        ("zij komt uit veenstede, hij ook", ["veenstede"]),
        ("het huis staat aan de kolverdijk", ["kolverdijk"]),
    ],
)
def test_names_are_found_by_the_words_around_them(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "ik zit op de fiets en dan ga ik naar de gemeente voor een gesprek",
        "bij wachtlijsten weet je nooit wanneer het begint, in de ochtend of in de middag",
        "van de huisarts moesten we naar de jeugdarts, en die zei dat het goed ging met hem",
        "op school gaat het goed, de juf is lief en de klas is klein",
        "er stond een roos in de tuin en een regenboog boven het huis",
        "we gaan naar jeugdhulp, via de huisartsenpost, met een verwijsbrief",
        "daar kwam het op neer, alsnog een afwijzing",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["We zaten op de regenboog. Het was mooi.", "Ik ging bij bolderkade kijken. Dat was het."]
)
def test_in_a_text_with_capitals_a_word_in_small_letters_stays_a_word(text: str) -> None:
    assert found(text) == []


def test_a_name_of_the_study_is_found_in_small_letters_though_it_is_a_word() -> None:
    known = {"De Vuurboom": NameKind.SCHOOL, "Roos": NameKind.PERSON, "Wende": NameKind.ORGANISATION}
    text = "hij ging naar de vuurboom en wende belde niet. roos was boos en de roos was rood"
    assert found(text, known=known) == ["de vuurboom", "wende", "roos"]


def test_what_is_found_once_is_found_wherever_it_stands() -> None:
    text = "ik belde stichting bolderkade. een brief, en daarna zou bolderkade iets laten horen"
    assert found(text) == ["bolderkade", "bolderkade"]
