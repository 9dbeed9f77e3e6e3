"""Names as they are written in life: with prefixes, apostrophes, initials, decomposed accents, without capitals."""

import unicodedata

import pytest

from interviews.deidentification.finding.proposals import NameKind, find_names


def found(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in find_names(text)]


def kinds(text: str) -> dict[str, NameKind]:
    return {text[finding.start : finding.end]: finding.kind for finding in find_names(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mijn oma in Venlo past op.", {"Venlo": NameKind.PLACE}),
        ("En soms mijn opa uit Breda.", {"Breda": NameKind.PLACE}),
        ("Onze tante uit Breda belde.", {"Breda": NameKind.PLACE}),
        ("Mijn zus bij Venlo in de buurt.", {"Venlo": NameKind.PLACE}),
        ("De juf op De Regenboog weet ervan.", {"De Regenboog": NameKind.SCHOOL}),
        ("De meester op de Zonnewijzer ook.", {"Zonnewijzer": NameKind.SCHOOL}),
        ("De juf van De Wilgenschaar belde.", {"De Wilgenschaar": NameKind.SCHOOL}),
        ("De juf bij De Klimop is lief.", {"De Klimop": NameKind.SCHOOL}),
        ("De rechter van Roermond besliste.", {"Roermond": NameKind.PLACE}),
        ("De burgemeester van Meerssen kwam.", {"Meerssen": NameKind.PLACE}),
        ("Mijn oom in Zandwiel.", {"Zandwiel": NameKind.PLACE}),
        ("Dat is Sanne op De Regenboog.", {"Sanne": NameKind.PERSON, "De Regenboog": NameKind.ORGANISATION}),
        (
            "Dat was meneer O'Brien van de Qwertaschaar.",
            {"O'Brien": NameKind.PERSON, "Qwertaschaar": NameKind.ORGANISATION},
        ),
        ("Toen kwam Sanne uit Breda.", {"Sanne": NameKind.PERSON, "Breda": NameKind.PLACE}),
    ],
)
def test_where_somebody_is_belongs_to_no_name(text: str, expected: dict[str, NameKind]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mevrouw D'Amico belde terug.", ["D'Amico"]),
        ("Later belde Siobhan O'Brien.", ["Siobhan O'Brien"]),
        ("Later belde Siobhan O’Brien.", ["Siobhan O’Brien"]),
        ("Toen zei meneer d'Hont dat het kon.", ["d'Hont"]),
        ("Toen zei meneer d’Hont dat het kon.", ["d’Hont"]),
        ("Het was meneer 't Hart die belde.", ["'t Hart"]),
        ("Het was Maarten ’t Hart die belde.", ["Maarten ’t Hart"]),
        ("Dat zei mevrouw in 't Veld.", ["in 't Veld"]),
        ("Dat zei Jan in ’t Veld.", ["Jan in ’t Veld"]),
        ("Dat zei mevrouw op den Akker.", ["op den Akker"]),
        ("De brief was van Chr. Visser.", ["Chr. Visser"]),
        ("Chr. Visser belde.", ["Chr. Visser"]),
        ("De brief was van J.P. de Vries.", ["J.P. de Vries"]),
        ("De brief was van J. P. de Vries.", ["J. P. de Vries"]),
        ("Toen belde mevrouw Th. Bakker.", ["Th. Bakker"]),
        ("Toen belde mevrouw A.M.C. van der Laan.", ["A.M.C. van der Laan"]),
        ("Toen kwam Joris ter Horst.", ["Joris ter Horst"]),
        ("Toen kwam mevrouw ten Brinke.", ["ten Brinke"]),
        ("Toen kwam Hans von Bergen langs.", ["Hans von Bergen"]),
        ("Toen kwam Fatima el-Amrani langs.", ["Fatima el-Amrani"]),
        ("Toen kwam mevrouw Al-Hassan langs.", ["Al-Hassan"]),
        ("Toen kwam Yusuf ben Ali langs.", ["Yusuf ben Ali"]),
        ("Dat was Anna Jansen-de Vries.", ["Anna Jansen-de Vries"]),
        ("Dat was mevrouw Jansen-van der Berg.", ["Jansen-van der Berg"]),
        ("Dat was Marie-Claire van Dam.", ["Marie-Claire van Dam"]),
        ("Dat was meneer van Roermond, mijn mentor.", ["van Roermond"]),
    ],
)
def test_a_surname_is_proposed_whole_with_its_prefixes_signs_and_initials(text: str, names: list[str]) -> None:
    assert found(text) == names
    assert set(kinds(text).values()) == {NameKind.PERSON}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mark de Vries belde.", ["Mark de Vries"]),
        ("Ben de Boer kwam langs.", ["Ben de Boer"]),
        ("Will Jansen schreef een brief.", ["Will Jansen"]),
        ("Wil van Dijk was er ook.", ["Wil van Dijk"]),
        ("Roos Vermeer heeft geholpen.", ["Roos Vermeer"]),
        ("Storm Bakker zat erbij.", ["Storm Bakker"]),
        ("Jet ter Horst deed het.", ["Jet ter Horst"]),
        ("Bas Visser luisterde.", ["Bas Visser"]),
        ("Fleur el Amrani was lief.", ["Fleur el Amrani"]),
        ("Hoop Jansen was lief.", ["Jansen"]),
    ],
)
def test_a_first_name_that_is_a_word_is_a_name_before_a_surname(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ben ik te laat? Wil je thee? Mark my words. Storm op zee.",
        "Roos de Hovenier kwam? Nee, de rozen bloeiden. Bas is een stem.",
        "Wil Oma dat ook? Ben Ik dan gek?",
    ],
)
def test_the_same_words_are_left_alone_where_no_surname_follows(text: str) -> None:
    assert not {"Ben", "Wil", "Storm"} & {word for name in found(text) for word in name.split()}


def test_who_was_called_in_full_is_known_by_first_name_too() -> None:
    assert found("Ben de Boer kwam langs. Ben hielp ons. Ben ik te laat?") == ["Ben de Boer", "Ben"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we wonen in de dorpsstraat in meerssen", {"dorpsstraat": NameKind.ADDRESS, "meerssen": NameKind.PLACE}),
        ("hij woont aan de kastanjelaan", {"kastanjelaan": NameKind.ADDRESS}),
        ("we wonen op de rijksweg 12 in bunde", {"rijksweg 12": NameKind.ADDRESS, "bunde": NameKind.PLACE}),
        ("ik zat op de snelweg 2 uur vast", {}),
        ("hij zit op het pieter nieuwland college", {"pieter nieuwland college": NameKind.SCHOOL}),
        ("hij zit op het elzenbroek college", {"elzenbroek college": NameKind.SCHOOL}),
        ("ze ging naar het minkemacollege", {"minkemacollege": NameKind.SCHOOL}),
        ("ze zit op de openbare basisschool de regenboog", {"de regenboog": NameKind.SCHOOL}),
        ("we gingen naar het sint janscollege", {"sint janscollege": NameKind.SCHOOL}),
        ("hij zit op basisschool de wilgen", {"de wilgen": NameKind.SCHOOL}),
        ("de juf heet anneke van den heuvel", {"anneke van den heuvel": NameKind.PERSON}),
        ("en de mentor heet bart de wit", {"bart de wit": NameKind.PERSON}),
        ("en toen zei maarten niks meer", {"maarten": NameKind.PERSON}),
        ("toen belde sanne jansen mij", {"sanne jansen": NameKind.PERSON}),
        ("toen belde mevrouw van der laan mij", {"van der laan": NameKind.PERSON}),
        ("toen belde mark de vries mij", {"mark de vries": NameKind.PERSON}),
        ("we wonen in den haag", {"den haag": NameKind.PLACE}),
    ],
)
def test_without_capitals_streets_schools_and_surnames_are_found(text: str, expected: dict[str, NameKind]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we liepen door de winkelstraat en langs de snelweg naar het schoolplein in de zijstraat",
        "hij geeft college en ik zat op de basisschool de hele dag te wachten bij de juf van de kleuters",
        "meneer de directeur zei niks en ik ben de boer niet van het gezin van de buren",
        "in de straat staat op de oprijlaan een teststraat",
    ],
)
def test_ordinary_speech_without_capitals_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_first_name_takes_no_ordinary_word_along() -> None:
    text = "toen zei jeroen van het wijkteam dat anneke de kleine moest halen en sanne van de gemeente ook"

    assert found(text) == ["jeroen", "anneke", "sanne"]


def test_a_surname_that_is_a_word_of_the_text_too_is_still_a_surname() -> None:
    text = "We liepen de berg op. Mevrouw van den Berg belde, en van den Berg zelf ook."

    assert found(text) == ["van den Berg", "van den Berg"]


def test_a_surname_alone_has_the_prefixes_it_has_in_full() -> None:
    assert found("Mark de Vries belde, maar de Vries zei niks.") == ["Mark de Vries", "de Vries"]


ACCENTED = (
    "Toen belde Noëlle mij, en mijn zoon Daniël zat op het Rosé College. "
    "Wij wonen in de Josélaan 3. Zoë's zus Chloé van Breugel-Çelik zag het."
)


def test_decomposed_accents_change_nothing_about_what_is_found() -> None:
    decomposed = unicodedata.normalize("NFD", ACCENTED)

    assert found(ACCENTED) == [
        "Noëlle", "Daniël", "Rosé College", "Josélaan 3", "Zoë's", "Chloé van Breugel-Çelik",
    ]  # fmt: skip
    assert found(decomposed) == [unicodedata.normalize("NFD", name) for name in found(ACCENTED)]


def test_a_sign_without_a_composed_form_stays_with_its_letter() -> None:
    assert found("Toen belde Xq\u0308rta mij.") == ["Xq\u0308rta"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dat was Wilma's jas.", ["Wilma's"]),
        ("Dat was Wilma’s jas.", ["Wilma’s"]),
        ("Dat was Bas' jas.", ["Bas'"]),
        ("Ze zei: 'dat is Bas' en liep weg.", ["Bas"]),
    ],
)
def test_a_possessive_belongs_to_the_name(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ik woon in Maastricht. Het adres is 6221 AB Maastricht.", ["Maastricht", "6221 AB", "Maastricht"]),
        ("Ik woon aan de Kerkstraat 12, 6221 AB Maastricht.", ["Kerkstraat 12", "6221 AB", "Maastricht"]),
        ("Het adres is 6221 AB Qwertadorp.", ["6221 AB", "Qwertadorp"]),
        ("op de kerkstraat 12, 6221 ab maastricht, daar woon ik", ["kerkstraat 12", "6221 ab", "maastricht"]),
        ("in 2020 en 2021 in maastricht, 1500 of meer", ["maastricht"]),
    ],
)
def test_the_place_after_a_postcode_is_proposed(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("en mohammed el khatib kwam, en khatib zei niks", ["mohammed el khatib", "khatib"]),
        ("Toen kwam Robert el khatib langs.", ["Robert el khatib"]),
        ("toen kwam sanne bakker-visser langs", ["sanne bakker-visser"]),
        ("toen kwam tamara yılmaz-öztürk langs", ["tamara yılmaz-öztürk"]),
        ("chr. visser is de arts en j.p. de wit de jurist", ["chr. visser", "j.p. de wit"]),
        ("dr. a.m. van den berg-jansen tekende", ["a.m. van den berg-jansen"]),
        ("mijn zoon daan was er. daans juf ook", ["daan", "daans"]),
        ("het was o.a. de bakker, d.w.z. de visser, en dank u. de bakker kwam ook", []),
        ("zij zit in groep c. de bakker weet het", []),
    ],
)
def test_half_a_name_is_not_left_standing_where_capitals_are_missing(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_who_works_for_an_organisation_does_not_bear_its_name() -> None:
    text = "Toen kwam Fatma Yılmaz-Öztürk van Cordaan, en Sanne van Dijk."

    assert found(text) == ["Fatma Yılmaz-Öztürk", "Cordaan", "Sanne van Dijk"]


def test_a_name_known_by_its_capital_is_found_with_a_possessive_where_a_sentence_begins() -> None:
    assert found("Toen zei Zonnetje niks. Zonnetjes auto stond er.") == ["Zonnetje", "Zonnetjes"]


def test_a_full_name_is_taken_whole_where_a_part_of_it_is_known_from_the_study() -> None:
    text = "Toen belde Daan de Vries."

    assert [text[one.start : one.end] for one in find_names(text, known={"Daan": NameKind.PERSON})] == ["Daan de Vries"]
