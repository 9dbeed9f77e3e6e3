from hypothesis import given
from hypothesis import strategies as st

from journeys.checks.readability import readability

PLAIN = (
    "Daan slaapt niet. Hij huilt veel. Zijn moeder belt de dokter. De dokter luistert. Ze stelt veel vragen. "
    "Daan mag een boek lezen. Dan gaan ze naar huis. Het is koud en het regent. Daan eet soep. Hij gaat naar bed. "
    "Hij slaapt nu wel. Zijn moeder is blij. Ze belt de dokter terug. Ze zegt: het gaat goed. Daan lacht weer."
)
OFFICIAL = (
    "De beschikking met betrekking tot de jeugdhulpvoorziening wordt uitsluitend gecontinueerd indien de "
    "verantwoordelijke gezinsconsulent overeenkomstig de vastgestelde gemeentelijke beleidsregels de noodzakelijke "
    "herindicatieaanvraag tijdig heeft ingediend en de betrokken zorgaanbieder de evaluatieverslagen heeft "
    "aangeleverd. Niettegenstaande voorgaande bepalingen behoudt de gemeentelijke organisatie zich het recht voor "
    "aanvullende documentatie op te vragen teneinde de rechtmatigheid van de verstrekkingen te kunnen verifiëren "
    "alvorens tot uitbetaling over te gaan."
)


def test_plain_words_score_higher_than_official_ones() -> None:
    plain, official = readability([PLAIN]), readability([OFFICIAL])

    assert plain is not None
    assert official is not None
    assert plain.score > 80 > 40 > official.score
    assert plain.words_per_sentence < 6 < 20 < official.words_per_sentence
    assert official.is_hard
    assert not plain.is_hard


def test_too_little_text_says_nothing() -> None:
    assert readability(["Daan slaapt niet."]) is None


def test_it_looks_at_all_texts_together() -> None:
    sentences = [f"{sentence}." for sentence in PLAIN.split(". ")]

    together, whole = readability(sentences), readability([PLAIN])

    assert together is not None
    assert whole is not None
    assert round(together.score, 3) == round(whole.score, 3)


@given(st.text())
def test_it_reads_anything(text: str) -> None:
    readability([text * 20])
