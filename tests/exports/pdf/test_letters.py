"""Letters: one sheet each, tagged, with the address in the window and the fixed sentences word for word."""

from datetime import date
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.units import mm

from exports.pdf.letters.letters import Letters, letters_pdf
from exports.pdf.letters.sheet import BOTTOM, LEFT, WIDE, letter_sheet
from exports.pdf.tagged.document import DocumentContent
from exports.pdf.type.text_styles import styles
from feedback.codes.signs import new_code, shown
from feedback.invitations.letters import LetterToPrint
from feedback.invitations.words.fixed import fixed_sentences
from feedback.invitations.words.invitation import InvitationWords
from feedback.invitations.words.plan import LONGEST, MOST_LINES
from feedback.people.contacts import Contact
from feedback.people.models import InvitedBy
from studies.models import Organisation
from tests.exports import validators
from tests.exports.pdf_checks import meaning_problems

DOOR = "https://lindermeer.example/mening"
GEMEENTE = Organisation(name="Gemeente Lindermeer", slug="lindermeer", telephone="0850001234")
FIXED = fixed_sentences(InvitedBy.LETTER, GEMEENTE.telephone)


def letter(**changed: tuple[str, ...] | str) -> LetterToPrint:
    words: dict[str, object] = {
        "organisation": GEMEENTE,
        "number": 0,
        "heading": "Hoe gaat het met de hulp in huis?",
        "greeting": "Beste mevrouw Voorbeeld,",
        "opening": (
            "U heeft nu drie maanden hulp in huis van Zilverlinde Thuishulp. Wij willen graag weten hoe dat gaat. "
            "Wilt u zeven vragen beantwoorden? Het duurt ongeveer drie minuten.",
        ),
        "by_telephone": "Bel 085-0001234. We vullen de vragen dan samen in.",
        "fixed": FIXED,
        "ending": ("Wat wij leren, leest u op lindermeer.example/cijfers/hulp. Ook wat we nu niet kunnen veranderen.",),
        "signed_by": ("Lotte Veldman", "onderzoeker, gemeente Lindermeer"),
        "sender": ("Gemeente Lindermeer", "Team Luisteren", "Meerplein 1, 0000 AA Lindermeer"),
    }
    contact = Contact("mevrouw A. Voorbeeld", "", "Lindelaan 00", "0000 AB", "Lindermeer", code=new_code())
    return LetterToPrint(InvitationWords(**{**words, **changed}), contact)  # type: ignore[arg-type]


def longest() -> LetterToPrint:
    """Everything as long as it may be."""

    def full(name: str) -> tuple[str, ...]:
        each = LONGEST[name] // MOST_LINES[name] - 1
        return ("wachttijd " * 60)[:each].strip(), *[("wachttijd " * 60)[:each].strip()] * (MOST_LINES[name] - 1)

    return letter(
        heading=("Hoe gaat het met de ondersteuning thuis? " * 3)[: LONGEST["heading"]],
        opening=(
            "We vroegen u dit eerder ook. U gaf nog geen antwoord. Dit is de laatste keer dat we het vragen.",
            *full("opening"),
        ),
        ending=full("ending"),
        signed_by=full("signed_by"),
        sender=full("sender"),
    )


LETTERS = (letter(), letter(), longest())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("letters") / "letters.pdf"
    path.write_bytes(letters_pdf(Letters(GEMEENTE.name, "de hulp in huis", date(2026, 11, 17), DOOR, LETTERS)))
    return path


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_letters_pass_every_check(file: Path) -> None:
    assert meaning_problems(file) == []
    assert validators.page_validation(file) == []
    assert validators.verapdf(file) == {file: []}
    assert validators.qpdf(file) == []
    assert validators.fonts_without_embedding_or_text(file) == []


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_every_letter_has_its_own_code_and_the_fixed_sentences_word_for_word(file: Path) -> None:
    text = " ".join(validators.text_of(file).split())

    for one in LETTERS:
        assert text.count(shown(one.contact.code)) == 1
    for sentence in (
        "De code hoort bij u. Zo sturen we geen herinnering als u al antwoord gaf. Alleen de onderzoekers kunnen "
        "zien van wie een antwoord is.",
        "Uw hulp en andere medewerkers van de gemeente zien dat niet, behalve als u zelf vraagt om gebeld te worden. "
        "Is iemand in gevaar? Dan mag één vaste medewerker opzoeken wie het schreef.",
        "We halen namen weg uit wat u schrijft. Uw antwoord heeft geen gevolgen voor uw hulp.",
        "Meedoen hoeft niet. Wilt u geen brieven meer? Bel 085-0001234 of kies op de website: ‘Geen uitnodigingen "
        "meer’.",
    ):
        assert text.count(sentence) == len(LETTERS)


def test_a_letter_is_one_sheet_also_when_all_is_as_long_as_it_may_be(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == len(LETTERS)
    sheet = letter_sheet(DocumentContent(styles()), longest(), 1, date(2026, 11, 17), DOOR)

    assert max(one.bottom for one in sheet.items) <= BOTTOM
    assert max(one.x + one.width for one in sheet.items) <= LEFT + WIDE + 1 * mm
    for one in sheet.items:
        for other in sheet.items:
            apart = one.bottom <= other.top + 0.1 or other.bottom <= one.top + 0.1
            beside = one.x + one.width <= other.x + 0.1 or other.x + other.width <= one.x + 0.1
            assert one is other or apart or beside, (one, other)


def test_other_languages_say_which_they_are(file: Path) -> None:
    with pikepdf.open(file) as pdf:
        found = {str(one.Lang) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}

    assert found >= {"nl-NL", "en", "tr", "pl"}
