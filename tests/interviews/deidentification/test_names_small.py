"""A text that is typed without capitals: names by the words around them; ordinary words are left alone."""

import pytest

from interviews.deidentification.finding.proposals import NameKind, find_names

KNOWN = {
    "Wende": NameKind.ORGANISATION,
    "Mees": NameKind.PERSON,
    "Wout": NameKind.PERSON,
    "Bolderkade": NameKind.ORGANISATION,
    "Weverij": NameKind.ORGANISATION,
    "Kaai": NameKind.ADDRESS,
    "Jo": NameKind.PERSON,
    "Ben": NameKind.PERSON,
    "Wil": NameKind.PERSON,
    "Haar": NameKind.PERSON,
}


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
        ("hendrikx, de huisarts. die belde", ["hendrikx"]),
        ("ik ben teun bruinsma, twaalf jaar, en mijn moeder heet lotte hoekema", ["teun bruinsma", "lotte hoekema"]),
        # Organisations, by who works there or what is missed.
        ("toen kwam willemijn, van bolderkade", ["willemijn", "bolderkade"]),
        ("dat was niet gelukt zonder vlierhof", ["vlierhof"]),
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
        "wachtlijsten, daar ging het over. sowieso, dat is lang. ik an sich, zonder overleg",
        "er kwam iemand, van jeugdhulp, en iemand van wachtlijstbeheer",
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # A sentence has a capital, a name has none: as people type along with a call.
        ("Toen belde wende. Die zei niks. Ik ging met mees naar huis.", ["wende", "mees"]),
        ("Ik was bij bolderkade. Daar werkt wout.", ["bolderkade", "wout"]),
        # With an article: an organisation or a street, no person.
        ("wij zaten bij de weverij en liepen langs de kaai", ["weverij", "kaai"]),
        ("Wij zaten bij de weverij. Wij liepen langs de kaai.", ["weverij", "kaai"]),
        # The most ordinary words, where a person is meant.
        ("ik ging met jo naar het loket", ["jo"]),
        ("Wij wonen bij tante jo. Toen zei ik: ben.", ["jo"]),
        ("jo zei dat het goed was. en jo belde", ["jo"]),
    ],
)
def test_a_name_of_the_study_is_found_also_in_small_letters_and_amid_capitals(text: str, names: list[str]) -> None:
    assert found(text, known=KNOWN) == names


@pytest.mark.parametrize(
    "text",
    [
        "ik ben er en ik wil met haar mee, van haar mag het",
        "de mees zat in de tuin en de wende kwam snel",
        "Toen belde Lotte van het wijkteam. Wij wachtten op de wende in het gesprek. Er zat een mees op tafel.",
        "Met Sanne ging het goed. Ik nam een mees mee naar Breda. De kaai lag vol.",
    ],
)
def test_a_word_that_is_a_name_elsewhere_in_the_study_is_left_alone(text: str) -> None:
    assert not {"ben", "wil", "haar", "mees", "wende", "kaai", "de kaai"} & {
        word.lower() for word in found(text, known=KNOWN | {"Wende": NameKind.PERSON})
    }


def test_who_looks_is_told_that_a_name_of_the_study_is_a_word_too() -> None:
    (one,) = find_names("ik ging met jo naar het loket", known=KNOWN)
    assert one.reason == "zo heet al iets of iemand in dit onderzoek, maar het is ook een gewoon woord"
