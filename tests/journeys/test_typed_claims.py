"""Numbers about the research that somebody types are found wherever readers would read them; a story's own are not."""

import pytest
from sqlmodel import Session

from journeys.composing import change_journey, change_persona, change_step
from journeys.measures import MeasureText, add_measure
from journeys.models import Journey
from journeys.publication_gate import open_points
from journeys.published import MeasureState
from journeys.typed_claims import claims_in_how_made, claims_in_measure, claims_in_story
from studies.models import Study
from tests.journeys.making import all_steps, make_finished

CLAIMS = [
    "Zeven op de tien ouders wachtten langer dan een half jaar.",
    "Een derde van de ouders belde drie keer.",
    "Een derde noemde het wachten.",
    "Bijna iedereen die we spraken, noemde dit.",
    "Bijna iedereen vertelde dit.",
    "De meeste ouders zeiden dat ze de brief niet snapten.",
    "De meeste ouders vinden de brief te lang.",
    "De meesten vertelden hetzelfde.",
    "12 van de 15 vertelden dit.",
    "Bij 12 van de 15 ging het zo.",
    "Twaalf van de vijftien mensen noemden het wachten.",
    "80% van de ouders vond de brief moeilijk.",
    "80 procent vond het te lang duren.",
    "Ruim 60% zei dat bellen niet lukte.",
    "De helft van de ouders wist niet waar ze moesten zijn.",
    "Ruim de helft noemde dit.",
    "Driekwart van de jongeren vond dit fijn.",
    "Twee derde van de gezinnen wachtte te lang.",
    "Een kwart van de mensen haakte af.",
    "Het merendeel van de jongeren gaf dit aan.",
    "Een meerderheid vond dat niet goed.",
    "Alle vijftien gesprekken gingen hierover.",
    "In alle 15 gesprekken hoorden we dit.",
    "In de meeste gesprekken kwam dit terug.",
    "Uit de interviews blijkt dat ouders lang wachten.",
    "Negen ouders vertelden dat zij steeds opnieuw moesten beginnen.",
    "Elf jongeren zeiden hetzelfde.",
    "Vijf respondenten hadden dit ook.",
    "We hoorden dit in negen gesprekken.",
    "Veel ouders vertelden ons dat bellen niet lukte.",
    "De mensen met wie we spraken, hadden dit allemaal.",
    "Drieëntwintig geïnterviewden waren tevreden.",
    "In ons onderzoek kwam dit het meest voor.",
    "Bijna alle ouders noemden de wachttijd.",
    "Alle ouders vertelden dit.",
    "Alle vijftien vertelden hierover.",
    "Zeventig procent van de ouders wist dit niet.",
    "Tachtig procent vond het te lang.",
    "De overgrote meerderheid van de ouders wil dit.",
    "Een groot deel van de ouders vertelde dit.",
    "12/15 vertelden dit.",
    "2/3 van de ouders vond dit.",
    "Niemand van de geïnterviewden kende het nummer.",
    "De meeste mensen die wij gesproken hebben, zeiden dit.",
    "Iedereen met wie wij hebben gesproken, vertelde dit.",
    "Dit hoorden we van negen ouders.",
    "We spraken vijftien gezinnen.",
    "Dit verhaal komt uit vijftien gesprekken.",
    "Gemiddeld wachtten de ouders acht maanden.",
    "Onderzoek onder vijftien ouders laat dit zien.",
]

INNOCENT = [
    "Zij belde drie keer.",
    "Na twaalf weken komt er een brief.",
    "Dit is haar vijfde gesprek.",
    "Na een derde gesprek weet Noor het.",
    "Zij werkt 80% in de zorg.",
    "De helft van de klas is ziek.",
    "Noor eet de helft van haar boterham op.",
    "Alle ouders staan op het plein.",
    "De meeste kinderen zijn al binnen.",
    "Twee van haar drie kinderen wonen thuis.",
    "Twee moeders op het plein zeggen dat het overgaat.",
    "In elk gesprek begint zij weer vooraan.",
    "In drie gesprekken leert Tess wat zij kan doen.",
    "Drie van de vijf nummers werken niet.",
    "Acht op de tien nachten slaapt hij slecht.",
    "Niemand vertelde haar dat bellen mag.",
    "Iedereen zegt dat het overgaat.",
    "De rij is vijftien mensen lang.",
    "Vier mensen bellen haar op één dag.",
    "Uit het onderzoek in het ziekenhuis komt niets.",
    "Ouders vertellen hun verhaal steeds opnieuw.",
    "Het hele gezin zit aan tafel, alle zes.",
    "Mirjam belt vier keer. Drie gesprekjes later weet ze het.",
    "Een tien met een griffel krijgt hij van de juf.",
    "Zij moet haar verhaal aan zes mensen vertellen.",
    "Al haar vriendinnen zeiden hetzelfde.",
    "Vier collega’s zeiden dat zij moest bellen.",
    "In alle gesprekken moet zij opnieuw beginnen.",
    "Eén op de drie keer neemt iemand op.",
    "Een deel van de klas is er niet.",
    "De batterij staat op 12%.",
    "Hij kreeg een zeven op de tien.",
    "Vijf gezinnen staan voor haar.",
]

OF_A_MEASURE = [
    "In september bereikten we 37 van de 41 gezinnen op de dag die zij kiezen.",
    "Vijf van de acht praktijken doen al mee.",
    "Sinds mei bellen we 80% van de gezinnen binnen een week.",
    "Negen van de veertien jongeren kozen zelf een plek.",
    "De eerste twaalf gezinnen hebben het blad nu.",
    "Na drie gesprekken vragen we of het helpt.",
]
"""What a municipality may say of its own work."""


@pytest.mark.parametrize("typed", CLAIMS)
def test_a_number_of_the_research_is_found_in_any_words(typed: str) -> None:
    assert claims_in_story(typed) == [typed]
    assert claims_in_how_made([typed]) == [typed]


@pytest.mark.parametrize("typed", INNOCENT)
def test_a_number_of_the_story_may_stand(typed: str) -> None:
    assert claims_in_story(typed) == []


@pytest.mark.parametrize("typed", OF_A_MEASURE)
def test_a_municipality_may_count_its_own_work(typed: str) -> None:
    assert claims_in_measure(typed) == []


@pytest.mark.parametrize(
    "typed",
    ["12 van de 15 ouders vertelden dit.", "In alle 15 gesprekken hoorden we dit.", "Vijf respondenten wachten."],
)
def test_a_measure_may_not_count_the_research(typed: str) -> None:
    assert claims_in_measure(typed) == [typed]


CLAIM = "De meeste ouders zeiden dit."


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    session.expire_on_commit = False
    return make_finished(session, study)


def stops(session: Session, journey: Journey) -> list[tuple[str, str, int | None]]:
    return [
        (point.sentence, point.anchor, point.step_id) for point in open_points(session, journey) if point.is_blocking
    ]


@pytest.mark.parametrize("field", ["happens", "gain", "pain_point", "need", "opportunity"])
def test_a_claim_in_a_step_stops_publication_and_says_where_and_what_to_do(
    session: Session, journey: Journey, field: str
) -> None:
    step = all_steps(session, journey)[2]
    change_step(session, journey, step, field, CLAIM)

    [(sentence, anchor, step_id)] = stops(session, journey)

    assert sentence.startswith(f"‘{CLAIM}’ (Stap 3, ‘")
    assert sentence.endswith("’): dit rekent het programma zelf uit, haal de zin weg of schrijf hem zonder aantal")
    assert (anchor, step_id) == (f"stap-{field}", step.id)


def test_a_quote_is_somebody_speaking(session: Session, journey: Journey) -> None:
    change_step(session, journey, all_steps(session, journey)[2], "quote", "De meeste ouders zeiden niks tegen mij.")

    assert stops(session, journey) == []


def test_a_claim_in_a_measure_stops_publication(session: Session, journey: Journey) -> None:
    text = MeasureText("Sneller bellen", MeasureState.BUSY, what=f"Sinds mei bellen we zelf. {CLAIM}")
    measure = add_measure(session, journey, text, all_steps(session, journey)[0])

    [(sentence, anchor, _step_id)] = stops(session, journey)

    assert sentence.startswith(f"‘{CLAIM}’ (Maatregel ‘Sneller bellen’, wat mensen ervan merken): dit rekent")
    assert anchor == f"maatregel-{measure.id}"


def test_a_claim_in_persona_introduction_or_glossary_stops_publication(session: Session, journey: Journey) -> None:
    change_persona(session, journey, "about", CLAIM)
    change_journey(session, journey, "introduction", CLAIM)
    change_journey(session, journey, "glossary", f"wachtlijst: {CLAIM}")

    assert sorted(anchor for _sentence, anchor, _step in stops(session, journey)) == [
        "persoon-about",
        "reis-glossary",
        "reis-introduction",
    ]
