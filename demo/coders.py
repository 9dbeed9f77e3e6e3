"""Codes the demonstration as its two coders did, through the same functions as the coding screen."""

from collections.abc import Sequence

from sqlmodel import Session, col, func, select

from coding.codebook.changing import add_code
from coding.codebook.lookup import code_by_name
from coding.ends import finish_coding
from coding.memos import add_memo
from coding.models import Code, Segment, SegmentFeeling
from coding.segments import add_segment
from demo import material
from demo.demonstration import Demonstration, Tell
from foundation.database.engine import unit_of_work
from foundation.dutch import counted
from interviews.texts.sources import interview_by_number, source_of, text_of
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study

SECOND_CODER_EMAIL = "t.bensaid@voorbeeld.nl"
SECOND_CODER_NAME = "Tariq Bensaïd"

Texts = dict[int, tuple[int, str]]
"""Source and whole text per interview number."""


def code_interviews(demo: Demonstration, tell: Tell) -> str:
    with demo.at_work() as (session, study):
        for row in material.codebook():
            _add_code(session, study, row)
        texts = _texts(session, study)
        _add_segments(session, study, texts, material.coding(), tell)
        for number in texts:
            finish_coding(session, interview_by_number(session, study.id, number))
        codes = session.exec(select(func.count()).select_from(Code).where(Code.study_id == study.id)).one()
        segments = _segments_by(session, study)
    return f"{counted(segments, 'fragment', 'fragmenten')}, {counted(codes, 'code', 'codes')}"


def code_again(demo: Demonstration, tell: Tell) -> str:
    """Five interviews by a second coder, who did not see what the first one did."""
    quotes = material.second_coding()
    with demo.at_work_as(second_coder(demo)) as (session, study):
        _add_segments(session, study, _texts(session, study), quotes, tell)
        for number in sorted({quote.interview for quote in quotes}):
            finish_coding(session, interview_by_number(session, study.id, number), is_meant=True)
        segments = _segments_by(session, study)
    interviews = counted(len({quote.interview for quote in quotes}), "gesprek", "gesprekken")
    return f"{interviews} nog eens gecodeerd, {counted(segments, 'fragment', 'fragmenten')}"


def second_coder(demo: Demonstration) -> int:
    """The number of the second coder, who is added when not there yet."""
    with unit_of_work(demo.engine, across=True) as session:
        person = session.exec(select(Person).where(Person.email == SECOND_CODER_EMAIL)).first()
        if person is None:
            organisation = session.get_one(Organisation, demo.organisation_id)
            person = add_person(session, organisation, SECOND_CODER_EMAIL, SECOND_CODER_NAME, Role.SECOND_CODER)
        return person.id


def _add_code(session: Session, study: Study, row: dict[str, str]) -> None:
    parent = code_by_name(session, study.id, row["parent"]) if row["parent"] else None
    described = {name: row[name] for name in ("definition", "when_to_use", "when_not", "example", "dimension", "theme")}
    colour = int(row["colour"]) if row["colour"] else None
    add_code(session, study.id, row["name"], parent, colour=colour, **described)


def _texts(session: Session, study: Study) -> Texts:
    found = {}
    for respondent in material.respondents():
        source = source_of(session, interview_by_number(session, study.id, respondent.number))
        found[respondent.number] = source.id, text_of(session, source.id)
    return found


def _add_segments(
    session: Session, study: Study, texts: Texts, quotes: Sequence[material.CodedQuote], tell: Tell
) -> None:
    codes = {code.name: code.id for code in session.exec(select(Code).where(Code.study_id == study.id)).all()}
    for done, quote in enumerate(quotes, start=1):
        source_id, text = texts[quote.interview]
        start = text.index(quote.quote)
        feeling = SegmentFeeling(quote.feeling) if quote.feeling else None
        end, code_id = start + len(quote.quote), codes[quote.code]
        segment = add_segment(session, source_id, start, end, quote.quote, code_id, feeling=feeling)
        if quote.memo:
            add_memo(session, segment, quote.memo)
        tell(done, len(quotes))


def _segments_by(session: Session, study: Study) -> int:
    """How many segments whoever works in this session has in the study."""
    mine = col(Segment.coder_id) == session.info["person_id"]
    return session.exec(select(func.count()).select_from(Segment).where(Segment.study_id == study.id, mine)).one()
