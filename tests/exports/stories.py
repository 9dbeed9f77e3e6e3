"""Published journeys to print: a realistic one, and the same one bent in every direction. All persons are fictional."""

from dataclasses import replace
from datetime import date
from itertools import cycle, islice

from journeys.story import (
    Channel,
    Feeling,
    MeasureState,
    Story,
    StoryMeasure,
    StoryPersona,
    StoryPhase,
    StoryStep,
)

HARD_CHARACTERS = "Łucja Žižek, Ayşe Doğan, İlker, Šárka, Özgür, Zoë, Møller, Đorđe"


def make_step(number: int, title: str = "Bellen en wachten", **given: object) -> StoryStep:
    """A step in which everything is filled in."""
    values: dict[str, object] = {
        "channel": Channel.TELEPHONE,
        "who": "Nadia en een medewerker",
        "happens": "Nadia belt het nummer dat ze kreeg. Ze wacht twintig minuten en vertelt dan haar verhaal.",
        "feeling": Feeling.NEGATIVE,
        "feeling_word": "moe",
        "gain": "",
        "pain_point": "Ouders vertellen hun verhaal steeds opnieuw.",
        "need": "Iemand die het overneemt.",
        "opportunity": "Noteer het verhaal één keer en geef het door.",
        "quote": "Ik dacht: nu moet ik weer helemaal vooraan beginnen.",
        "tells": 9,
        "spread": (1, 2, 6),
    }
    return StoryStep(number=number, title=title, **{**values, **given})  # type: ignore[arg-type]


def make_journey(**given: object) -> Story:
    """Nadia looks for help for her daughter Lotte, in ten steps."""
    return replace(_NADIA, **given)  # type: ignore[arg-type]


def journey_of(count: int) -> Story:
    """A journey of so many steps, in phases of three, with every feeling and every place."""
    feelings, channels = list(Feeling), list(Channel)
    steps = [
        make_step(
            number,
            title=f"{_NADIA.steps[number % 10].title} {number}",
            feeling=feelings[(number * number) % 3],
            channel=channels[number % len(channels)],
            spread=(number % 8, 3, number % 5),
        )
        for number in range(1, count + 1)
    ]
    phases = [StoryPhase(f"Deel {i // 3 + 1}", tuple(steps[i : i + 3])) for i in range(0, count, 3)]
    return make_journey(phases=tuple(phases), measures=())


def as_demonstrated(steps: int) -> Story:
    """As long and as full as the stories of the demonstration: four notes at each step, two steps in a phase."""
    told = [
        make_step(
            number,
            f"Het wachten duurt {number} weken",
            gain="De school belde zelf, en iemand luisterde.",
            quote="We wachtten allebei. Alleen stond er maar één op de lijst.",
            happens="Nadia staat op de lijst van de gemeente. Hoe lang, weet niemand. Ze gaat minder naar haar werk en"
            " slaapt slecht. Op vrijdag gaat ze niet meer dansen. Na twee maanden komt er een brief. Terugmailen kan"
            " niet, en bellen alleen in de ochtend.",
        )
        for number in range(1, steps + 1)
    ]
    phases = [StoryPhase(f"Deel {at // 2 + 1}", tuple(told[at : at + 2])) for at in range(0, steps, 2)]
    story = make_journey()
    measures = [replace(one, step=number % steps + 1) for number, one in enumerate(islice(cycle(story.measures), 4))]
    return replace(
        story, phases=tuple(phases), measures=tuple(measures), telephone="043-1234567", how_made=story.how_made * 2
    )


def bare_journey() -> Story:
    """One step with nothing but what is required; no portrait, quote, measures, glossary or address."""
    step = make_step(1, "Eén gesprek", who="", quote="", pain_point="", need="", opportunity="", feeling_word="")
    return make_journey(
        title="Alleen",
        study="",
        introduction="",
        persona=StoryPersona("Bo", "", ""),
        phases=(StoryPhase("Begin", (step,)),),
        curve_summary="",
        measures=(),
        how_made=(),
        glossary=(),
        public_address="",
    )


def empty_journey() -> Story:
    """A draft in which nothing has been told yet."""
    return replace(bare_journey(), phases=(), interviews_total=0)


def blank_journey() -> Story:
    """A draft with a step and a measure, in which every text is still empty."""
    step = make_step(1, "", who="", happens="", quote="", pain_point="", need="", opportunity="", feeling_word="")
    return replace(
        bare_journey(),
        title=" ",
        municipality="",
        persona=StoryPersona("", "", "gone"),
        phases=(StoryPhase("", (step,)), StoryPhase("", ())),
        measures=(StoryMeasure("", MeasureState.PROPOSED, "", "", "", "", 1),),
        how_made=("",),
        glossary=(("", ""),),
    )


def overfull_journey() -> Story:
    """Names and texts far longer than anyone means to write, with characters the typefaces must fetch elsewhere."""
    long_word = "Jeugdhulpverleningsbeschikkingsaanvraagformulier"
    text = " ".join([f"Over de {long_word.lower()}en schrijft {HARD_CHARACTERS} heel veel."] * 6)
    steps = tuple(
        make_step(
            number,
            title=f"{long_word} voor {HARD_CHARACTERS} en wat daarna nog allemaal kwam",
            who=HARD_CHARACTERS,
            happens="\n\n".join([text] * (12 if number == 2 else 2)),
            quote=text[:300],
            feeling_word="opgelucht, verdrietig en tegelijk heel erg hoopvol",
            tells=48,
        )
        for number in range(1, 4)
    )
    return make_journey(
        title=f"Hoe {HARD_CHARACTERS} samen zoeken naar hulp bij het {long_word}",
        municipality="Nieuwegein-Zuidwest en Omstreken aan den Rijn",
        introduction=text[:900],
        persona=StoryPersona(HARD_CHARACTERS, text, "mirjam"),
        phases=(StoryPhase(f"Een fase met een veel te lange naam: {long_word}", steps),),
        measures=(
            StoryMeasure(
                f"{long_word} korter",
                MeasureState.NOT_YET,
                text,
                "Москва Ελλάδα → ✓ 漢字 😀",
                "Team Jeugd",
                "in mei",
                2,
            ),
        ),
        interviews_total=60,
        glossary=((long_word, text[:200]), ("<b>& co", "1 < 2 & 3 > 2 \x00\u200b einde")),
    )


def _nadia_steps() -> list[StoryStep]:
    return [
        make_step(
            1,
            "Lotte komt niet uit bed",
            channel=Channel.HOME,
            who="Nadia en Lotte",
            happens="Lotte is dertien. Sinds de zomer wil ze niet meer naar school. Ze heeft hoofdpijn en"
            " ligt tot de middag"
            " in bed. Nadia werkt in de zorg en moet er vroeg uit. Ze denkt eerst aan de puberteit.",
            feeling=Feeling.NEGATIVE,
            feeling_word="bezorgd",
            pain_point="Ouders weten niet wanneer een zorg groot genoeg is om hulp te vragen.",
            need="Weten dat een kleine vraag ook mag.",
            opportunity="Vertel bij elke brief van school waar ouders met een vraag terechtkunnen.",
            quote="Ik stond elke ochtend twee keer onder aan de trap te roepen. En dan ging ik toch maar"
            " naar mijn werk.",
            tells=12,
            spread=(0, 3, 9),
        ),
        make_step(
            2,
            "De mentor vraagt door",
            channel=Channel.SCHOOL,
            who="Nadia, Lotte en de mentor",
            happens="De mentor nodigt Nadia en Lotte uit. Hij vraagt niet waarom Lotte weg was, maar hoe het"
            " met haar gaat."
            " Ze spreken af dat Lotte drie ochtenden komt.",
            feeling=Feeling.POSITIVE,
            feeling_word="gezien",
            gain="De mentor begon met luisteren en maakte een kleine afspraak.",
            pain_point="",
            need="",
            opportunity="Geef elke mentor tijd voor zo’n gesprek.",
            quote="Hij vroeg het aan Lotte, niet aan mij. En toen zei ze ineens van alles.",
            tells=10,
            spread=(8, 1, 1),
        ),
        make_step(
            3,
            "Zoeken op internet",
            channel=Channel.INTERNET,
            who="Nadia",
            happens="’s Avonds zoekt Nadia op haar telefoon naar hulp. Ze vindt veertien namen en drie"
            " nummers. Welke past,"
            " staat er niet bij.",
            feeling=Feeling.NEGATIVE,
            feeling_word="verdwaald",
            pain_point="De namen van loketten zeggen niet voor wie ze zijn.",
            need="",
            quote="Ik heb alles opgeschreven in een schriftje. Na een week wist ik nog niks.",
            tells=11,
            spread=(1, 2, 8),
        ),
        make_step(
            4,
            "De huisarts denkt mee",
            channel=Channel.DOCTOR,
            who="Nadia, Lotte en de praktijkondersteuner",
            happens="De praktijkondersteuner praat drie keer met Lotte. Daarna schrijft zij een brief voor"
            " de gemeente.",
            feeling=Feeling.NEUTRAL,
            feeling_word="afwachtend",
            gain="Het eerste gesprek was binnen twee weken.",
            pain_point="De praktijkondersteuner kan niet zien hoelang het wachten duurt.",
            need="",
            opportunity="Laat huisartsen de wachttijden zien.",
            quote="Ze was eerlijk: ik weet ook niet wanneer u wordt gebeld.",
            tells=8,
            spread=(3, 4, 1),
        ),
        make_step(5, "Vier keer hetzelfde vertellen", tells=9, spread=(0, 2, 7)),
        make_step(
            6,
            "Aan de keukentafel",
            channel=Channel.HOME,
            who="Nadia, Lotte en de jeugdconsulent",
            happens="De jeugdconsulent komt thuis. Ze blijft anderhalf uur. Lotte laat haar tekeningen zien."
            " Samen schrijven"
            " ze op wat er moet veranderen, in de woorden van Lotte.",
            feeling=Feeling.POSITIVE,
            feeling_word="gehoord",
            gain="De jeugdconsulent nam de tijd en schreef in gewone taal.",
            pain_point="",
            need="Een vast gezicht.",
            opportunity="Begin elk plan met de woorden van het kind.",
            quote="Voor het eerst ging er iemand weg en dacht ik: zij weet het nu.",
            tells=13,
            spread=(11, 1, 1),
        ),
        make_step(
            7,
            "Het besluit komt met de post",
            channel=Channel.LETTER,
            who="Nadia",
            happens="Het besluit is zes bladzijden lang. Nadia leest het twee keer en belt dan haar zus.",
            feeling=Feeling.NEUTRAL,
            feeling_word="opgelucht en in de war",
            pain_point="De brief staat vol woorden die alleen de gemeente gebruikt.",
            need="",
            opportunity="Zet op één bladzijde wat er gaat gebeuren.",
            quote="Er stond ja. Maar ik moest zoeken waar.",
            tells=7,
            spread=(2, 3, 2),
        ),
        make_step(
            8,
            "Vijf maanden op de lijst",
            channel=Channel.WAITING,
            who="Nadia en Lotte",
            happens="Er is een plek, maar niet nu. Vijf maanden hoort Nadia niets. Lotte gaat steeds minder"
            " naar school en"
            " Nadia neemt onbetaald verlof.",
            feeling=Feeling.NEGATIVE,
            feeling_word="alleen",
            pain_point="Tijdens het wachten belt er niemand en thuis wordt het zwaarder.",
            quote="Ik durfde niet te bellen. Straks vinden ze me lastig, dacht ik.",
            tells=13,
            spread=(0, 1, 12),
        ),
        make_step(
            9,
            "Kennismaken bij de aanbieder",
            channel=Channel.PROVIDER,
            who="Lotte, Nadia en de begeleider",
            happens="De begeleider heeft het plan gelezen. Lotte hoeft niet opnieuw te beginnen. Ze kiest"
            " zelf of haar moeder"
            " erbij blijft.",
            feeling=Feeling.POSITIVE,
            feeling_word="hoopvol",
            gain="Het verhaal was doorgegeven.",
            pain_point="",
            need="",
            opportunity="",
            quote="Ze zei: ik heb alles gelezen, en ik heb nog één vraag.",
            tells=9,
            spread=(7, 2, 0),
        ),
        make_step(
            10,
            "Weer op de fiets",
            channel=Channel.SCHOOL,
            who="Lotte",
            happens="Na de zomer fietst Lotte weer met twee vriendinnen naar school. Niet elke dag lukt. Wel"
            " bijna elke dag.",
            feeling=Feeling.POSITIVE,
            feeling_word="trots",
            gain="Eén begeleider, die bleef.",
            pain_point="",
            need="",
            opportunity="",
            quote="Ze zwaaide niet eens meer. Toen heb ik even gehuild.",
            tells=9,
            spread=(8, 1, 0),
        ),
    ]


def _nadia_measures() -> tuple[StoryMeasure, ...]:
    return (
        StoryMeasure(
            "Eén nummer, elke werkdag",
            MeasureState.DONE,
            "Sinds 1 september neemt elke werkdag een jeugdconsulent de telefoon op. Die zoekt uit wie u kan helpen en"
            " belt u dezelfde dag terug.",
            "",
            "Sociaal team",
            "sinds 1 september 2026",
            5,
        ),
        StoryMeasure(
            "Huisartsen zien de wachttijden",
            MeasureState.BUSY,
            "Elke maand krijgen huisartsen een lijst met wachttijden. Vijf van de acht praktijken doen al mee.",
            "",
            "Gemeente en huisartsen",
            "klaar op 1 maart 2027",
            4,
        ),
        StoryMeasure(
            "Minder lang wachten",
            MeasureState.NOT_YET,
            "Wel belt uw jeugdconsulent u elke maand zolang uw kind op de lijst staat. Ook als er geen nieuws is.",
            "We kunnen niet beloven dat u korter wacht. Er zijn te weinig behandelaren, en dat lost onze gemeente niet"
            " alleen op. We kijken opnieuw in mei 2027.",
            "Gemeente",
            "",
            8,
        ),
    )


_STEPS = _nadia_steps()
_NADIA = Story(
    title="Nadia zoekt hulp voor haar dochter Lotte",
    municipality="Lindermeer",
    study="Verhalen over jeugdhulp",
    published_on=date(2026, 10, 8),
    version=2,
    introduction="Van de eerste ochtend in bed tot weer op de fiets. Elf maanden in tien stappen.",
    persona=StoryPersona(
        "Nadia",
        "Nadia is 44 jaar en werkt in de thuiszorg. Ze woont met haar dochter Lotte van dertien en haar zoon Sem van"
        " negen. Lotte tekent graag en zit in de tweede klas.",
        "mirjam",
    ),
    phases=(
        StoryPhase("Zorgen", tuple(_STEPS[0:2])),
        StoryPhase("Zoeken", tuple(_STEPS[2:5])),
        StoryPhase("Hulp vragen", tuple(_STEPS[5:7])),
        StoryPhase("Wachten en hulp", tuple(_STEPS[7:10])),
    ),
    curve_summary="Nadia voelt zich het best als iemand naar haar en Lotte luistert. Ze voelt zich het slechtst als ze"
    " alleen moet zoeken of wachten.",
    measures=_nadia_measures(),
    interviews_total=15,
    how_made=(
        "In het voorjaar van 2026 belden we met vijftien mensen: negen ouders, vier jongeren en twee verzorgers.",
        "Iedereen gaf toestemming. Namen en plaatsen zijn vervangen voordat iemand anders de gesprekken las.",
        "Twee onderzoekers lazen elk gesprek, los van elkaar.",
        "Elke stap is door minstens zeven mensen verteld.",
        "Vijf leden van de adviesraad lazen mee. Op elke opmerking kregen zij antwoord.",
    ),
    glossary=(
        ("aanbieder", "een organisatie die hulp geeft aan gezinnen"),
        ("besluit", "de brief van de gemeente waarin staat welke hulp u krijgt"),
        ("jeugdconsulent", "iemand van de gemeente die samen met u zoekt naar hulp die past"),
        ("praktijkondersteuner", "iemand bij de huisarts die met kinderen en jongeren praat"),
    ),
    public_address="https://verhalen.lindermeer.example/verhalen/nadia",
)
