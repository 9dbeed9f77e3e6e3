"""The public page and its document tell the same, under the same headings."""

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from exports.publishing.current_edition import current_publication, story_of
from exports.publishing.publish import publish_journey
from foundation.clock import now
from journeys.composing.fields import change_journey, change_persona, change_step
from journeys.composing.typed_lists import glossary_lines, sentence_lines
from journeys.following.progress import ProgressReport, report_progress
from journeys.measures.lookup import measures_of
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from journeys.told import told_in
from studies.models import Study
from tests.exports.both_sides import blocks_of, document_blocks, main_part, missing, sentences
from tests.exports.validators import text_of
from tests.journeys.making import SITE, all_steps, make_finished

ONLY_ON_THE_PAGE = {"Het verhaal", "Bewaren of delen", "Andere verhalen"}
"""Ways on from the page, and a heading for who cannot see where the story begins."""
ONLY_IN_THE_DOCUMENT = {"Over dit document"}


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """A published story with something of everything, of which a measure went on."""
    session.expire_on_commit = False
    journey = make_finished(session, study)
    change_persona(session, journey, "about", "Mirjam werkt in een hijskraan.")
    change_journey(session, journey, "how_made", sentence_lines(["Niemand krijgt hierdoor een cijfer."]))
    change_journey(session, journey, "glossary", glossary_lines([["beschikking", "de brief van de gemeente"]]))
    first, second, *_others = all_steps(session, journey)
    for number, step in enumerate(all_steps(session, journey), 1):
        for field in ("who", "gain", "pain_point", "need", "opportunity", "feeling_word"):
            change_step(session, journey, step, field, f"{field} {number}".replace("_", " "))
    add_measure(session, journey, MeasureText("Direct bellen", what="U krijgt een vast nummer.", owner="Team"), first)
    text = MeasureText("Korter wachten", MeasureState.NOT_YET, reason="Er zijn te weinig behandelaars.", when="In mei")
    add_measure(session, journey, text, second)
    publish_journey(session, journey, SITE)
    session.commit()
    measure = measures_of(session, journey)[0]
    done = ProgressReport(MeasureState.DONE, result="Het werkt.", is_reread=True)
    report_progress(session, journey, measure, done, moment=now())
    session.commit()
    return journey


@pytest.fixture
def html(client: FlaskClient, journey: Journey) -> str:
    return client.get(f"/verhalen/{journey.slug}").text


@pytest.fixture
def document(client: FlaskClient, journey: Journey) -> bytes:
    return client.get(f"/verhalen/{journey.slug}.pdf").data


def visible(html: str) -> str:
    main = html[html.index("<main") : html.rindex("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", " ", main, flags=re.S))).split())


def printed(document: bytes, folder: Path) -> str:
    (folder / "document.pdf").write_bytes(document)
    return " ".join(text_of(folder / "document.pdf").split())


def headings_of_page(html: str) -> list[str]:
    return [visible(f"<main>{words}</main>") for words in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", html, flags=re.S)]


def headings_of_document(document: bytes) -> list[str]:
    with pikepdf.open(BytesIO(document)) as pdf:
        outline = pdf.open_outline()
        return [" ".join(str(item.title).split()) for item in _items(outline.root)]


def _items(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _items(item.children)


def test_every_heading_of_the_page_stands_in_the_document_and_the_reverse(
    html: str, document: bytes, tmp_path: Path
) -> None:
    on_page, words = headings_of_page(html), printed(document, tmp_path)
    missing = [title for title in on_page if title not in ONLY_ON_THE_PAGE and title not in words]
    assert missing == []
    shown = visible(html)
    numbered = re.compile(r"^(Fase |Stap )?\d+\. ")
    extra = [numbered.sub("", title) for title in headings_of_document(document) if title not in ONLY_IN_THE_DOCUMENT]
    assert [title for title in extra if title not in shown] == []
    assert {"Zo leest u dit verhaal", "Wat gebeurt hiermee?", "Zo is dit verhaal gemaakt"} <= set(on_page)


@pytest.mark.validator
@pytest.mark.usefixtures("validator")
def test_every_sentence_of_the_page_stands_in_the_document_and_the_reverse(
    html: str, document: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "document.pdf"
    file.write_bytes(document)
    on_paper = document_blocks(file)

    assert len(sentences(on_paper)) > 60
    assert missing(blocks_of(main_part(html)), on_paper) == []
    assert missing(on_paper, blocks_of(html)) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Mirjam werkt in een hijskraan.",
        "gesprekken laten zien wat mensen meemaken. Niet hoe vaak het voorkomt.",
        "Voor dat gevoel gebruiken we een gezicht en een woord:",
        "Bij elk punt leest u hoe ver het is. Ook wat nu niet kan, staat hier. Stand van",
        "Waarom nu niet? Er zijn te weinig behandelaars.",
        "Wat het opleverde: Het werkt.",
        "Bijgewerkt op",
        "Niemand krijgt hierdoor een cijfer.",
        "De brief van de gemeente.",
        "uitgave 1.1",
    ],
)
def test_what_the_page_tells_the_document_tells_too(html: str, document: bytes, tmp_path: Path, sentence: str) -> None:
    assert sentence in visible(html)
    assert sentence in printed(document, tmp_path)


def test_who_cannot_read_the_document_finds_whom_to_ask_in_both(html: str, document: bytes, tmp_path: Path) -> None:
    for told in (visible(f"<main>{html}</main>"), printed(document, tmp_path)):
        assert "Kunt u het pdf-bestand niet lezen" in told
        assert "043-1234567" in told


def test_every_text_of_every_step_stands_in_both(
    session: Session, journey: Journey, html: str, document: bytes, tmp_path: Path
) -> None:
    story = story_of(current_publication(session, journey.slug))
    texts = [
        words
        for step in story.steps
        for field in ("title", "who", "happens", "quote", "gain", "pain_point", "need", "opportunity", "feeling_word")
        for words in [getattr(step, field)]
    ]
    counts = [told_in(step, story.interviews_total) for step in story.steps]
    on_page, on_paper = visible(html).casefold(), printed(document, tmp_path).casefold()

    for words in [*texts, *counts, story.curve_summary, story.introduction, *story.how_made]:
        assert words
        assert words.casefold() in on_page
        assert words.casefold() in on_paper


def test_a_preview_says_that_it_is_one_and_no_edition(
    client: FlaskClient, session: Session, study: Study, tmp_path: Path
) -> None:
    journey = make_finished(session, study)
    session.commit()
    address = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/voorbeeld"

    page, document = visible(client.get(address).text), printed(client.get(f"{address}.pdf").data, tmp_path)

    for told in (page, document):
        assert "Voorbeeld van" in told
        assert "Gepubliceerd op" not in told
        assert "uitgave 1" not in told
    assert "ook op internet" not in document
