"""Numbers about the research that somebody types are found wherever readers would read them; a story's own are not."""

import pytest
from sqlmodel import Session

from journeys.checks.gate import open_points
from journeys.checks.typed_claims import claims_in_how_made, claims_in_measure, claims_in_story
from journeys.composing.fields import change_journey, change_persona, change_step
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
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

OF_HOW_MANY = [
    "Bijna niemand kende het nummer.",
    "Bijna niemand wist waar hij of zij terecht kon.",
    "Vrijwel niemand begreep de brief.",
    "Haast iedereen miste een vast gezicht.",
    "Nauwelijks iemand kende de weg.",
    "Amper iemand had van de hulp gehoord.",
    "Zo goed als iedereen vond de wachttijd te lang.",
    "Lang niet iedereen kreeg antwoord.",
    "Dat wist bijna niemand.",
    "Bijna iedereen heeft lang gewacht.",
    "De meeste ouders wachtten langer dan een half jaar.",
    "De meeste ouders kennen het nummer niet.",
    "De meesten kenden het nummer niet.",
    "Velen wisten niet waar ze moesten zijn.",
    "Sommigen vonden de brief juist duidelijk.",
    "Enkelen kregen nooit antwoord.",
    "Enkele ouders belden zelf.",
    "Sommige jongeren begrepen de brief niet.",
    "Een handvol ouders wist van de regeling.",
    "Een paar mensen vonden dit juist fijn.",
    "Een aantal gezinnen haakte af.",
    "Weinig ouders wisten dat dit bestond.",
    "Maar weinig mensen kennen de weg.",
    "Heel veel mensen zochten eerst zelf hulp.",
    "Geen enkele ouder kende het nummer.",
    "Geen van de ouders kreeg bericht.",
    "Niemand van hen kende het nummer.",
    "Niemand kende het nummer.",
    "Iedereen vond het wachten het zwaarst.",
    "Verschillende gezinnen moesten opnieuw beginnen.",
    "Tientallen ouders wachtten op een brief.",
    "Niet alle ouders snapten de brief.",
    "Vijf van hen kregen geen bericht.",
    "De helft van hen wist dit niet.",
    "Ruim de helft wist niet waar ze moesten zijn.",
    "De helft kende het nummer niet.",
    "Drie van de vijf wisten dit niet.",
    "Drie van de vijf kenden het nummer niet.",
    "Negen ouders wachtten langer dan een jaar.",
    "Zestig procent kende het nummer niet.",
    "Ruim 60% wist niet waar te beginnen.",
    "Ouders wisten vaak niet waar ze moesten zijn.",
    "Mensen wachten meestal langer dan een half jaar.",
    "Vaak wisten ouders niet waar ze moesten zijn.",
    "Jongeren vonden dit stuk voor stuk fijn.",
    "Dit wisten veel ouders niet.",
    "Elke ouder noemde het wachten.",
    "Veel ouders hebben lang op antwoord gewacht.",
    "Haast niemand had ervan gehoord.",
    "Bijna geen enkele ouder kende het loket.",
    "De meerderheid kende het nummer niet.",
    "Een minderheid van de ouders vond dit.",
    "Een kwart wist dit niet.",
    "Drie op de vijf ouders wisten dit niet.",
    "Een enkeling kende het nummer.",
    "Vrijwel elk gezin kreeg te laat antwoord.",
    "Nagenoeg alle jongeren misten een vaste begeleider.",
    "Onze respondenten vonden de brief moeilijk.",
    "Ruim de helft van de ouders belde zelf.",
    "Een groot deel van de gezinnen kreeg geen bericht.",
    "Het merendeel wist niet van de regeling.",
    "Acht van de tien ouders belden meer dan één keer.",
    "Niet iedereen kende de weg.",
    "Iedereen noemde het wachten.",
    "Veel ouders in Lindermeer wisten dit niet.",
    "De meeste mensen voelden zich niet gehoord.",
    "Gezinnen kregen vaak geen antwoord.",
    "Ouders moeten vaak opnieuw beginnen.",
    "Verreweg de meeste ouders wachtten te lang.",
    "Alle ouders wilden een vast gezicht.",
    "Menigeen wist dit niet.",
    "Meer dan de helft vond dit te lang.",
    "Twee op de drie kenden het nummer niet.",
    "Bij de meeste ouders duurde het een half jaar.",
    "Bij veel gezinnen ging het mis.",
    "Geen mens kende het nummer.",
    "Bijna allemaal wachtten ze langer dan een half jaar.",
    "Vijftien gezinnen wachtten op een brief.",
    "Dit wist de helft niet.",
    "De meeste ouders lopen vast bij het loket.",
    "De meeste ouders bellen meer dan één keer.",
    "De meeste ouders hebben geen idee waar ze moeten zijn.",
    "De meeste gezinnen krijgen pas na maanden een brief.",
    "Veel ouders voelen zich niet gehoord.",
    "Sommige ouders bellen elke week.",
    "Bijna iedereen loopt hier vast.",
    "Meer dan de helft loopt vast.",
    "Niemand van de ouders werd teruggebeld.",
    "Dat vond ruim 60% te lang.",
]
"""A number of people knew, found or went through something: that is what was asked of them."""

OF_THE_STORY = [
    "Niemand belde haar terug.",
    "Bijna niemand groet haar op het plein.",
    "Bijna niemand op het plein groet terug.",
    "Iedereen weet wat zij moet doen.",
    "Niemand neemt op.",
    "Niemand weet waar het dossier is.",
    "Iedereen is al binnen.",
    "Niet iedereen begrijpt haar.",
    "Bijna iedereen in de klas is ziek.",
    "Veel mensen wachten op de bus.",
    "Veel mensen in de wachtkamer zitten op hun telefoon.",
    "De meeste ouders staan al bij het hek.",
    "De meeste dagen gaat het goed.",
    "De meeste nachten slaapt hij slecht.",
    "Een paar ouders zwaaien.",
    "Een paar weken later belt zij weer.",
    "Enkele dagen later komt de brief.",
    "Sommige avonden huilt zij.",
    "Sommige kinderen lachen om hem.",
    "Alle ouders zitten in de kring.",
    "Geen enkele brief komt aan.",
    "Elke ouder krijgt een stoel.",
    "Zij belt vaak, maar niemand neemt op.",
    "Vaak zit zij op de trap.",
    "Mirjam vindt dat niet iedereen het hoeft te weten.",
    "Iedereen vertelt haar iets anders.",
    "De helft van de brief begrijpt zij niet.",
    "De helft van de tijd staat zij in de rij.",
    "Een kwart van de pot is op.",
    "Twee van de drie dagen gaat hij naar school.",
    "Niemand had haar verteld dat dit kon.",
    "Iedereen vond haar dapper.",
    "Wat niemand ziet, is hoe moe zij is.",
    "Een handvol knikkers ligt op tafel.",
    "Mensen kijken haar vaak na.",
    "Veel te weinig slaap maakt haar boos.",
    "Een aantal formulieren vult zij zelf in.",
    "Zij denkt dat iedereen het weet.",
    "Niemand zegt iets.",
    "De juf vraagt wie er mee wil, en bijna iedereen steekt een vinger op.",
    "Bijna niemand komt op het feest.",
    "Bijna iedereen is weg.",
    "Er zijn veel mensen in de wachtkamer.",
    "Er zitten veel ouders in de aula.",
    "De meeste mensen kijken weg.",
    "Op het schoolplein staan veel ouders.",
    "Met een paar ouders drinkt zij koffie.",
    "Van sommige mensen krijgt zij een kaart.",
    "Allemaal papieren liggen op tafel.",
    "Zij zijn er allemaal.",
    "De kinderen eten allemaal mee.",
    "Vijf mensen zitten aan tafel.",
    "Tien mensen wachten voor haar.",
    "In het weekend belt niemand.",
    "Geen enkele instantie belt terug.",
    "Elke moeder wil het beste voor haar kind.",
    "Soms helpt een buurvrouw.",
    "Noor ziet dat veel kinderen al slapen.",
    "Een aantal keer probeert zij het opnieuw.",
    "Meestal slaapt Daan dan al.",
    "Zij weet niet of de helft al weg is.",
    "Beide ouders werken.",
    "Zijn ouders werkten allebei.",
    "Haar ouders belden elke week.",
    "De andere ouders kijken weg.",
    "Twee ouders wachten bij de deur.",
    "Weinig helpt.",
    "De meeste formulieren kent zij al.",
    "Velen gaan haar voor.",
    "Soms moeten ouders eerst lang afwachten.",
    "Bel elke verzorger op een vaste dag.",
    "Joost snapt de helft en tekent.",
    "Veel mensen lopen voorbij.",
    "Veel mensen hebben dat, zegt ze.",
    "Veel ouders bellen haar om te feliciteren.",
    "Sommige mensen lachen hard.",
    "Bijna iedereen krijgt een taartje.",
    "De helft loopt over de rand.",
    "De meeste kinderen krijgen limonade.",
    "Er vindt 40% korting plaats.",
    "Wat op papier komt, past zelden bij mensen.",
    "De borden zijn bijna allemaal ongeschonden.",
]
"""In the present, of things, or acting on the persona."""

OF_A_MEASURE = [
    "In september bereikten we 37 van de 41 gezinnen op de dag die zij kiezen.",
    "Vijf van de acht praktijken doen al mee.",
    "Sinds mei bellen we 80% van de gezinnen binnen een week.",
    "Negen van de veertien jongeren kozen zelf een plek.",
    "De eerste twaalf gezinnen hebben het blad nu.",
    "Na drie gesprekken vragen we of het helpt.",
    "Veel ouders belden het nieuwe nummer.",
    "Bijna iedereen is binnen een week aan de beurt.",
]
"""What a municipality may say of its own work."""


@pytest.mark.parametrize("typed", CLAIMS + OF_HOW_MANY)
def test_a_number_of_the_research_is_found_in_any_words(typed: str) -> None:
    assert claims_in_story(typed) == [typed]
    assert claims_in_how_made([typed]) == [typed]


@pytest.mark.parametrize("typed", INNOCENT + OF_THE_STORY)
def test_a_number_of_the_story_may_stand(typed: str) -> None:
    assert claims_in_story(typed) == []


@pytest.mark.parametrize("typed", OF_A_MEASURE)
def test_a_municipality_may_count_its_own_work(typed: str) -> None:
    assert claims_in_measure(typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        "Bijna niemand kende het nummer.",
        "12 van de 15 ouders vertelden dit.",
        "In alle 15 gesprekken hoorden we dit.",
        "Vijf respondenten wachten.",
    ],
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


def test_who_acts_on_the_persona_is_of_the_story_also_by_name(session: Session, journey: Journey) -> None:
    step = all_steps(session, journey)[2]
    change_step(session, journey, step, "happens", "Bijna niemand belde Mirjam terug. Bijna niemand kende het nummer.")

    [(sentence, _anchor, _step_id)] = stops(session, journey)

    assert sentence.startswith("‘Bijna niemand kende het nummer.’")


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
