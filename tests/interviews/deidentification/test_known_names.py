"""A real name of the study is recognised however it is written; what people say anyway is left alone."""

import pytest

from interviews.deidentification.known.names import KnownNames
from interviews.name_kinds import NameKind

NAMES = (
    (NameKind.PERSON, "Jan"),
    (NameKind.PERSON, "Yassin"),
    (NameKind.PERSON, "Emma"),
    (NameKind.PERSON, "Bente"),
    (NameKind.PERSON, "Roos"),
    (NameKind.PERSON, "Job"),
    (NameKind.PERSON, "Mirthe Eerlijk"),
    (NameKind.PERSON, "van der Heuvelink"),
    (NameKind.PERSON, "Fatima el Khatib"),
    (NameKind.PERSON, "Anne-Fleur"),
    (NameKind.PERSON, "O'Brien"),
    (NameKind.PERSON, "J. Kwakernaak"),
    (NameKind.PERSON, "Ayşe Yılmaz"),
    (NameKind.PERSON, "Müller"),
    (NameKind.PLACE, "Meerssen"),
    (NameKind.PLACE, "Ede"),
    (NameKind.PLACE, "'s-Hertogenbosch"),
    (NameKind.SCHOOL, "De Regenboog"),
    (NameKind.SCHOOL, "Elzenbroek College"),
    (NameKind.SCHOOL, "De Basis"),
    (NameKind.ADDRESS, "Spoelstraat 12"),
    (NameKind.PHONE, "06-12345678"),
    (NameKind.ORGANISATION, "Stichting Kwintessa"),
)


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in KnownNames(NAMES).found_in(text)]


@pytest.mark.parametrize(
    "written",
    [
        # Signs that are not read, or that look the same.
        *("Y\u0430ssin", "Yas&#8203;sin", "Yas<!-- x -->sin", "Y\u0430\u0455sin", "\uff39assin", "Yas\u2060sin"),
        # Forms of people's names.
        *("ayşe'nin", "Yılmaz'ın", "elkhatib", "fatimaelkhatib", "F. el Khatib", "annefleur", "OBrien", "O Brien"),
        *("jan.kwakernaak", "kwakernaaks", "Mueller", "Jantje", "JAN", "Yassin\u00a0", "Yassin-achtig"),
        # Places, and what is built of them.
        *("Zuidmeerssen", "Groot-Meerssen", "Meerssen-Noord", "Meerssense", "Den Bosch", "’s-Hertogenbosch"),
        *("spoelstraat", "de Spoelstraatbuurt", "Spoelstr."),
        # Schools and organisations.
        *("de Regenboogschool", "regenboogschool", "basisschool de regenboog", "regenboog school", "elzenbroekcollege"),
        *("Kwintessahuis", "kwintessa-medewerker"),
        *("0612345678", "06 12 34 56 78", "06-1234 5678", "+31 6 12345678", "+31(0)612345678", "0031612345678"),
    ],
)
def test_a_name_is_recognised_in_every_form(written: str) -> None:
    assert len(found(f"Dan belt zij met {written} over morgen.")) == 1


@pytest.mark.parametrize(
    "written",
    [
        # Its letters apart.
        *("Y a s s i n", "Y.a.s.s.i.n", "Y-a-s-s-i-n", "Y. a. s. s. i. n.", "y_a_s_s_i_n", "Y  a  s  s  i  n"),
        *("Y/a/s/s/i/n", "Y\u00b7a\u00b7s\u00b7s\u00b7i\u00b7n", "Y\na\ns\ns\ni\nn", "Y-a-s-s-i-n-s", "Y a s s i n's"),
        *("J-a-n", "j.a.n.", "H e u v e l i n k", "M-e-e-r-s-s-e-n", "O-B-r-i-e-n", "R-o-o-s", "r.o.o.s"),
        # In pieces.
        *("Yas-sin", "Yas.sin", "Yas_sin", "Yas sin", "Y assin", "Yass\u00a0in", "Heuve-link", "Meers sen"),
        # Digits and signs in the place of letters.
        *("Yass1n", "Y4ssin", "Ya55in", "Ya$$in", "Y@ssin", "Yass!n", "Yass|n", "Yass1ns", "Yass1ntje"),
        *("J4n", "3mm4", "Emm@", "\u20acmma", "Y-4-s-s-1-n", "M33rssen", "R00s", "r00s", "Kw1ntessa"),
        # With a number, and drawn out.
        *("Yassin2", "yassin_2", "Emma2009", "2Yassin", "Yassssin", "Emmmma", "Yaaasssin", "Jaaan"),
        # Other letters that look the same, small and capital.
        *("\u0395mma", "\u0415mma", "Emm\u0391", "R\u03bf\u03bfs", "\u041ceerssen", "\u039ceerssen", "YASSI\u039d"),
        *("\uff39\uff41\uff53\uff53\uff49\uff4e", "\U0001d418assin", "\u24e8\u24d0ssin", "\u01b3assin", "Ja\u0578"),
        *("0\u200b6\u200b12345678", "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18"),
    ],
)
def test_a_name_in_disguise_is_recognised(written: str) -> None:
    assert len(found(f"Dan belt zij met {written} over morgen.")) == 1


def test_the_whole_disguise_is_shown_and_counts_as_the_name() -> None:
    text = "Dan belt Y-a-s-s-1-n. Daarna J a n, en Yas sin's broer."
    found_here = list(KnownNames(NAMES).found_in(text))

    assert [text[one.start : one.end] for one in found_here] == ["Y-a-s-s-1-n", "J a n", "Yas sin's"]
    assert [one.word for one in found_here] == ["yassin", "jan", "yassin's"]
    assert all(one.is_certain for one in found_here)


@pytest.mark.parametrize(
    "written",
    [
        "Na de regen stond een regenboog boven de straat.",
        "De basisschool belde. Zij doet het op basis van het idee, in de basis.",
        "Januari was koud. In het bos zit een hertog. De spoelbak is vol.",
        "Bel 0612 of 06 12 34 56 79. Zij was 12 in 2019, na 10 tot 12 weken.",
        "De molenaar is ziek. O, dat briest.",
        "Dat &amp; dit kost &euro; 12.",
        # Short forms, spelled words, measures: apart, in pieces or with digits, but nobody's name.
        "Stuur a.u.b. bericht i.v.m. de afspraak, d.w.z. m.b.t. de jeugd-GGZ; o.a. J.L. en de G.G.D.",
        "Vitamine B ert uit. Ik ben te laat. Ja, nu. Wie is a, wie is b? Zij is em. Ma belt.",
        "De 1ste en 3de keer, om 4 uur, in 2de klas, JO8, groep 8b, A4, co2, 3x per week, \u20ac3,50 en 06.",
        "Heeeel fijn! Jaaaa, nou, dat wil ik. Niet te gelo-ven: een e-mail van co-ouders, en/of een jaar-plan.",
        "B A S I S S C H O O L in M A A R T",
        "Om eerlijk te zijn: dat was niet eerlijk.",
    ],
)
def test_what_people_say_anyway_is_left_alone(written: str) -> None:
    assert found(written) == []


def test_a_school_called_by_a_word_is_asked_about_where_people_go_to_it() -> None:
    (one,) = KnownNames(NAMES).found_in("Hij zat op de regenboog.")
    assert (one.word, one.is_certain) == ("regenboog", False)
