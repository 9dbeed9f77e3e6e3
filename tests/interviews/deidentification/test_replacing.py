"""Names are replaced everywhere or in one place, come back while that is allowed, and leave no trace."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.models import Code, Segment
from foundation.database.engine import unit_of_work
from interviews.deidentification.may_read import NotReleasedYet, check_may_read
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.releasing import NamesNotSearched, NamesUndecided, release
from interviews.deidentification.replacing.chosen_names import ReplacementWrong
from interviews.deidentification.replacing.deciding import AlreadyReleased, keep_names, keep_rest
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.deidentification.replacing.proposing import NotInText, mark_name, propose_names
from interviews.deidentification.replacing.replace import proposed_replacements, put_names_back, replace_names
from interviews.deidentification.review import NameReview, NameRow, review_names
from interviews.deidentification.study_names import NameElsewhere, study_rows
from interviews.files.draft import DraftTurn, TranscriptDraft
from interviews.models import Interview, InterviewState
from interviews.name_kinds import NameKind
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.checking_offsets import check_sources
from interviews.texts.corrections import StretchesWrong, replace_stretches
from interviews.texts.offsets import Replacement
from interviews.texts.sources import source_of, text_of
from interviews.transcripts.drafts import InterviewFacts, accept, keep
from interviews.transcripts.speakers import Speaker
from studies.access import Role
from studies.history.changes import recorded
from studies.keys.secret import key_from_before
from studies.models import Membership, Organisation, Person, Study
from tests.files import contents_of

KEY = bytes(range(32))
CALL = [
    SpokenTurn("Mag ik Tijn zeggen?", "Interviewer", is_interviewer=True),
    SpokenTurn("Ja hoor, gewoon Tijn. 😀 Wij wonen in Zwolle, en Tijn zat bij juf Marloes.", "Ouder"),
    SpokenTurn("En hoe ging dat met Tijn?", "Interviewer", is_interviewer=True),
]


@pytest.fixture
def vault(study: Study) -> PseudonymVault:
    return PseudonymVault(key_from_before(KEY, study.id))


@pytest.fixture
def interview(session: Session, study: Study, vault: PseudonymVault) -> Interview:
    interview = add_interview(session, study, CALL, role="ouder", file_name="gesprek_Tijn.docx", heading=["Over Tijn"])
    propose_names(session, vault, interview)
    return interview


def text(session: Session, interview: Interview) -> str:
    return text_of(session, source_of(session, interview).id)


def row(review: NameReview, name: str) -> NameRow:
    return next(one for one in review.rows if one.name == name)


def findings(session: Session, vault: PseudonymVault, interview: Interview, name: str) -> list[NameFinding]:
    names = names_in(session, vault, interview)
    return [one for one in names.findings if names.originals[one.id] == name]


def test_names_are_proposed_once_per_name_with_all_their_places(
    session: Session, vault: PseudonymVault, interview: Interview
) -> None:
    review = review_names(session, vault, interview)

    assert len(row(review, "Tijn").places) == 4
    assert row(review, "Zwolle").kind is NameKind.PLACE
    assert review.done == 0
    assert review.total == len(review.rows) == review.left


def test_a_name_is_replaced_everywhere_by_one_pseudonym(
    session: Session, vault: PseudonymVault, interview: Interview
) -> None:
    proposed = row(review_names(session, vault, interview), "Tijn").replacement

    replace_names(session, vault, interview, findings(session, vault, interview, "Tijn"))

    assert "Tijn" not in text(session, interview)
    assert text(session, interview).count(proposed) == 4
    assert check_sources(session) == []
    assert row(review_names(session, vault, interview), "Tijn").state is FindingState.REPLACED


def test_one_place_can_be_replaced_and_another_left(
    session: Session, vault: PseudonymVault, interview: Interview
) -> None:
    first, *others = findings(session, vault, interview, "Tijn")

    replace_names(session, vault, interview, [first], "Sem")
    keep_names(session, interview, others)

    assert text(session, interview).startswith("Mag ik Sem zeggen?\nJa hoor, gewoon Tijn.")
    assert [one.state for one in review_names(session, vault, interview).rows if one.name == "Tijn"] == [
        FindingState.REPLACED,
        FindingState.KEPT,
    ]


def test_a_person_may_choose_another_pseudonym_but_not_the_name_itself(
    session: Session, vault: PseudonymVault, interview: Interview
) -> None:
    tijn = findings(session, vault, interview, "Tijn")

    with pytest.raises(ReplacementWrong):
        replace_names(session, vault, interview, tijn, "kleine tijn")
    replace_names(session, vault, interview, tijn, "Sem")

    assert text(session, interview).count("Sem") == 4


def test_putting_back_gives_the_very_same_text(session: Session, vault: PseudonymVault, interview: Interview) -> None:
    before = text(session, interview)
    for name in ("Tijn", "Zwolle"):
        replace_names(session, vault, interview, findings(session, vault, interview, name), "[…]")

    replaced = [one for one in names_in(session, vault, interview).findings if one.state is FindingState.REPLACED]
    put_names_back(session, vault, interview, replaced)

    assert text(session, interview) == before
    assert check_sources(session) == []
    assert {one.state for one in review_names(session, vault, interview).rows} == {FindingState.PROPOSED}


def test_a_later_interview_knows_the_names_of_earlier_ones(
    session: Session, study: Study, vault: PseudonymVault, interview: Interview
) -> None:
    replace_names(session, vault, interview, findings(session, vault, interview, "Tijn"), "Sem")
    later = add_interview(session, study, [SpokenTurn("Toen zei ik tegen Tijn: kom maar. Tijns jas hing er nog.")])
    propose_names(session, vault, later)

    review = review_names(session, vault, later)

    assert row(review, "Tijn").replacement == "Sem"
    assert "eerder vervangen" in row(review, "Tijn").note
    with pytest.raises(NameElsewhere, match="Sem"):
        replace_names(session, vault, later, findings(session, vault, later, "Tijn"), "Bas")


def test_a_name_that_was_missed_can_be_pointed_at(
    session: Session, vault: PseudonymVault, interview: Interview
) -> None:
    marked = mark_name(session, vault, interview, "gewoon", NameKind.PERSON)

    assert len(marked) == 1
    assert row(review_names(session, vault, interview), "gewoon").note == "zelf aangewezen"
    with pytest.raises(NotInText, match="Karel"):
        mark_name(session, vault, interview, "Karel", NameKind.PERSON)


def test_the_name_of_a_speaker_is_looked_for_in_the_text(session: Session, study: Study, vault: PseudonymVault) -> None:
    interview = add_interview(session, study, [SpokenTurn("Dan zeggen ze: o, Qwerta belt weer.", "Respondent")])

    propose_names(session, vault, interview, also=["Qwerta", "Interviewer"])

    review = review_names(session, vault, interview)
    assert [(one.name, one.note) for one in review.rows] == [("Qwerta", "zo heet een spreker in het bestand")]


def test_the_row_to_do_next_is_below_the_one_just_decided(
    session: Session, vault: PseudonymVault, interview: Interview
) -> None:
    marloes = row(review_names(session, vault, interview), "Marloes")
    keep_names(session, interview, findings(session, vault, interview, "Marloes"))

    review = review_names(session, vault, interview, after=marloes.id)

    assert [one.name for one in review.rows if one.is_here] == ["Zwolle"]
    assert [one.name for one in review_names(session, vault, interview).rows if one.is_here] == ["Tijn"]


def test_releasing_waits_until_everything_is_decided(
    session: Session, study: Study, vault: PseudonymVault, interview: Interview
) -> None:
    unsearched = add_interview(session, study, [SpokenTurn("Nog niet gezocht.")])
    with pytest.raises(NamesNotSearched):
        release(session, vault, unsearched)
    with pytest.raises(NamesUndecided, match="Laat de rest staan"):
        release(session, vault, interview)

    keep_rest(session, vault, interview)
    release(session, vault, interview)

    assert interview.state is InterviewState.CODING
    assert (interview.file_name, interview.heading) == ("", [])
    with pytest.raises(AlreadyReleased):
        mark_name(session, vault, interview, "Tijn", NameKind.PERSON)


def test_until_release_only_the_one_who_entered_it_reads_an_interview(session: Session, interview: Interview) -> None:
    check_may_read(session, interview)
    session.info["person_id"] = 999

    with pytest.raises(NotReleasedYet, match="Gesprek 1"):
        check_may_read(session, interview)


def test_segments_move_along_with_a_correction(
    session: Session, study: Study, researcher: Person, interview: Interview
) -> None:
    source = source_of(session, interview)
    whole = text(session, interview)
    code = Code(study_id=study.id, name="wonen", name_key="wonen")
    session.add(code)
    session.flush()
    start = whole.index("Wij wonen in Zwolle")
    for end in (start + 9, start + 19):
        session.add(
            Segment(
                study_id=study.id, source_id=source.id, start=start, end=end, code_id=code.id, coder_id=researcher.id,
                quotation=whole[start:end],
            )
        )  # fmt: skip
    session.flush()

    replace_stretches(session, source, [Replacement(0, 3, "Zou"), Replacement(start + 13, start + 19, "een stad")])

    assert [segment.quotation for segment in session.exec(select(Segment).order_by(col(Segment.end))).all()] == [
        "Wij wonen",
        "Wij wonen in een stad",
    ]
    assert source.revision == 2


def test_a_correction_stays_within_one_turn(session: Session, interview: Interview) -> None:
    source = source_of(session, interview)

    with pytest.raises(StretchesWrong):
        replace_stretches(session, source, [Replacement(15, 25, "x")])
    with pytest.raises(StretchesWrong):
        replace_stretches(session, source, [Replacement(0, 3, "x"), Replacement(2, 4, "y")])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), new=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))
def test_every_anchored_row_keeps_its_own_words(
    session: Session, study: Study, vault: PseudonymVault, data: st.DataObject, new: str
) -> None:
    interview = add_interview(session, study, CALL, even_if_known=True)
    propose_names(session, vault, interview)
    before = names_in(session, vault, interview)
    replaced = data.draw(st.sampled_from(before.findings))

    replace_stretches(session, before.source, [Replacement(replaced.start, replaced.end, new + "!")])

    after = names_in(session, vault, interview)
    for finding in after.findings:
        words = after.text[finding.start : finding.end]
        assert words == (new + "!" if finding.id == replaced.id else before.originals[finding.id])
    assert check_sources(session) == []


def test_of_a_replaced_name_nothing_is_left_in_the_database_file(
    engine: Engine, organisation: Organisation, researcher: Person, study: Study, tmp_path: Path
) -> None:
    study_id = study.id
    vault = PseudonymVault(key_from_before(KEY, study_id))
    said = "Wij noemen hem Quintijn. " * 40
    draft = TranscriptDraft(
        (DraftTurn("Interviewer", "Hoe heet hij?"), DraftTurn("Quintijn", said), DraftTurn("Interviewer", "Dus?")),
        heading=("Interview met Quintijn",),
        notices=("1 opmerking is niet overgenomen. Er staat: ‘Quintijn lacht’.",),
    )
    with unit_of_work(engine, organisation.id, researcher.id) as session:
        owner = session.get_one(Study, study_id)
        with recorded(session, study_id, "study", "iets anders"):
            owner.question = "Hoe gaat het?"
        transcript = keep(session, owner, "quintijn.docx", draft)
    with unit_of_work(engine, organisation.id, researcher.id) as session:
        owner = session.get_one(Study, study_id)
        speakers = {"Interviewer": Speaker("Interviewer", True), "Quintijn": Speaker("Quintijn", False)}
        transcript = session.merge(transcript)
        interview = accept(session, owner, transcript, speakers, InterviewFacts("anders: Quintijn"), vault=vault)
        propose_names(session, vault, interview, also=draft.speakers)
        number = interview.id
    with unit_of_work(engine, organisation.id, researcher.id) as session:
        interview = session.get_one(Interview, number)
        replace_names(session, vault, interview, findings(session, vault, interview, "Quintijn"), "Sem")

    engine.dispose()

    files = {name: held for name, held in contents_of(tmp_path / "instance").items() if "verhaallijn.db" in name}
    assert files
    for name, held in files.items():
        assert b"quintijn" not in held.lower(), name


def test_nobody_gets_the_name_of_somebody_of_the_organisation(
    session: Session, vault: PseudonymVault, interview: Interview, organisation: Organisation
) -> None:
    """Whatever would have been chosen: once a colleague has that name, another is."""
    there = names_in(session, vault, interview)
    findings = [one for one in there.findings if there.originals[one.id] == "Tijn"]
    first = proposed_replacements(session, vault, there, findings, study_rows(session, interview.study_id))
    person = Person(email="collega@voorbeeld.nl", name=f"{first[findings[0].id]} Bakker")
    session.add(person)
    session.flush()
    session.add(Membership(person_id=person.id, role=Role.RESEARCHER))
    session.flush()

    then = proposed_replacements(session, vault, there, findings, study_rows(session, interview.study_id))

    assert set(first.values()) != set(then.values())
    assert person.name.split()[0] not in then.values()
