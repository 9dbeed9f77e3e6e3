"""Transcripts on their way in: nothing typed is lost or overwritten, nothing imported is doubled."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlmodel import Session

from foundation.clock import AMSTERDAM, pretend_it_is
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.files.draft import DraftTurn, TranscriptDraft, TranscriptRefused
from interviews.texts.adding import InterviewKnown
from interviews.texts.sources import source_of, text_of, turns_of
from interviews.transcripts.drafts import (
    InterviewFacts,
    TranscriptGone,
    TypedElsewhere,
    accept,
    discard,
    draft_of,
    facts_of,
    in_progress_by_id,
    in_progress_of,
    keep,
    same_conversation,
    save_typed,
    speakers_of,
    start_typing,
)
from interviews.transcripts.forms import read_preview
from interviews.transcripts.heading_facts import facts_in
from interviews.transcripts.speakers import Speaker, guess_speakers, guessed_turns
from studies.keys.secret import key_from_before
from studies.models import Study

TYPED = "I: Hoe begon het?\nR: Met buikpijn. Elke ochtend.\nI: En toen?\nR: Toen belde ik de huisarts."
CALL = TranscriptDraft(
    (DraftTurn("Petra Lammerink", "Hoe begon het?"), DraftTurn("Janneke", "Met <b>buikpijn</b>.", 12.0)),
    heading=("Gesprek: 07, ouder", "Datum: dinsdag 11 maart 2025, 19.32 uur", "Duur opname: 24 min. 37 sec."),
)


@pytest.fixture
def vault(study: Study) -> PseudonymVault:
    return PseudonymVault(key_from_before(bytes(32), study.id))


def test_typed_text_becomes_turns_with_the_one_who_asks_as_interviewer(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, TYPED, 0)

    speakers = speakers_of(draft_of(transcript))

    assert [(one.label, one.name, one.is_interviewer) for one in speakers] == [
        ("I", "Interviewer", True),
        ("R", "Respondent", False),
    ]


def test_every_save_counts_so_that_two_tabs_cannot_overwrite_each_other(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, "I: Hoe", 0)
    save_typed(session, transcript, "I: Hoe begon", 1)

    with pytest.raises(TypedElsewhere) as elsewhere:
        save_typed(session, transcript, "I: Iets anders", 1)

    assert elsewhere.value.version == 2
    assert transcript.text == "I: Hoe begon"


def test_saving_the_same_text_from_an_older_tab_is_no_conflict(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, "I: Hoe", 0)

    save_typed(session, transcript, "I: Hoe", 0)

    assert transcript.text == "I: Hoe"


def test_an_empty_transcript_is_used_again(session: Session, study: Study) -> None:
    assert start_typing(session, study).id == start_typing(session, study).id


def test_the_same_file_sent_twice_waits_once(session: Session, study: Study) -> None:
    first = keep(session, study, "gesprek.docx", CALL)

    assert keep(session, study, "gesprek.docx", CALL).id == first.id
    assert len(in_progress_of(session, study.id)) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(CALL, heading=(*CALL.heading, "Versie 2")),
        replace(CALL, notices=("1 opmerking in de kantlijn is niet overgenomen.",)),
        replace(CALL, turns=(DraftTurn("Petra", CALL.turns[0].text), CALL.turns[1])),
    ],
    ids=["heading", "notices", "speakers"],
)
def test_a_file_that_tells_anything_else_waits_beside_the_first(
    session: Session, study: Study, other: TranscriptDraft
) -> None:
    first = keep(session, study, "gesprek.docx", CALL)
    second = keep(session, study, "gesprek.docx", other)

    assert first.id != second.id
    assert same_conversation(session, second) == [first]
    assert same_conversation(session, first) == [second]


def test_a_file_of_another_name_or_length_waits_beside_the_first(session: Session, study: Study) -> None:
    bare = replace(CALL, heading=())
    first = keep(session, study, "gesprek.docx", bare)
    named = keep(session, study, "gesprek-nieuw.docx", bare)
    longer = keep(session, study, "gesprek.docx", replace(bare, closing=("Meeting ended after 01:27:42",)))

    assert len({first.id, named.id, longer.id}) == 3
    assert longer.minutes
    assert same_conversation(session, first) == [longer, named]


def test_role_day_and_length_come_from_the_heading(session: Session, study: Study) -> None:
    transcript = keep(session, study, "gesprek.docx", CALL)

    assert facts_of(transcript, draft_of(transcript)) == InterviewFacts("ouder", date(2025, 3, 11), 24)


@pytest.mark.parametrize(
    ("line", "day", "minutes"),
    [
        ("Datum: 11-03-2026", date(2026, 3, 11), None),
        ("2026-03-11, 47 minuten", date(2026, 3, 11), 47),
        ("11 maart 2026, 19.32 uur", date(2026, 3, 11), None),
        ("Duur: 1 uur en 5 minuten", None, 65),
        ("Duur: 00:24:37", None, 25),
        ("Datum: 31-02-2026", None, None),
    ],
)
def test_days_and_lengths_are_read_as_people_write_them(line: str, day: date | None, minutes: int | None) -> None:
    facts = facts_in([line])

    assert (facts.held_on, facts.minutes) == (day, minutes)


def test_speakers_called_by_their_own_name_get_a_safe_one() -> None:
    asker, teller = guess_speakers(CALL.turns)

    assert (asker.name, asker.is_interviewer) == ("Interviewer", True)
    assert (teller.name, teller.is_interviewer) == ("Respondent", False)
    assert [turn.speaker for turn in guessed_turns(CALL.turns)] == ["Interviewer", "Respondent"]


def test_without_a_clear_asker_nobody_is_made_interviewer() -> None:
    turns = [DraftTurn("Anna", "Dat was zwaar."), DraftTurn("Bas", "Ja, heel zwaar.")]

    assert [(one.name, one.is_interviewer) for one in guess_speakers(turns)] == [
        ("Respondent 1", False),
        ("Respondent 2", False),
    ]


def test_taking_in_makes_an_interview_and_drops_the_draft(
    session: Session, study: Study, vault: PseudonymVault
) -> None:
    transcript = keep(session, study, "gesprek.docx", CALL)
    speakers = {"Petra Lammerink": Speaker("Interviewer", True), "Janneke": Speaker("Ouder 1", False)}

    interview = accept(
        session, study, transcript, speakers, InterviewFacts("ouder", date(2025, 3, 11), 24), vault=vault
    )

    source = source_of(session, interview)
    assert text_of(session, source.id) == "Hoe begon het?\nMet <b>buikpijn</b>."
    assert [(turn.speaker, turn.is_interviewer) for turn in turns_of(session, source.id)] == [
        ("Interviewer", True),
        ("Ouder 1", False),
    ]
    assert in_progress_of(session, study.id) == []


def test_a_known_interview_stays_a_draft_until_a_person_decides(
    session: Session, study: Study, vault: PseudonymVault
) -> None:
    speakers = {"Petra Lammerink": Speaker("Interviewer", True), "Janneke": Speaker("Ouder 1", False)}
    accept(session, study, keep(session, study, "een.docx", CALL), speakers, InterviewFacts("ouder"), vault=vault)
    again = keep(session, study, "nog eens.docx", CALL)

    with pytest.raises(InterviewKnown, match="Gesprek 1"):
        accept(session, study, again, speakers, InterviewFacts("ouder"), vault=vault)

    assert in_progress_of(session, study.id) == [again]
    assert accept(session, study, again, speakers, InterviewFacts("ouder"), vault=vault, even_if_known=True).number == 2


def test_what_is_thrown_away_is_out_of_sight(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    with pytest.raises(TranscriptRefused, match="nog niets getypt"):
        draft_of(transcript)

    discard(session, transcript)

    with pytest.raises(TranscriptGone):
        in_progress_by_id(session, study.id, transcript.id)


def test_a_colleague_does_not_see_what_somebody_is_typing(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    session.info["person_id"] = 999

    with pytest.raises(TranscriptGone):
        in_progress_by_id(session, study.id, transcript.id)


def test_an_interview_held_just_after_midnight_is_of_today() -> None:
    with pretend_it_is(datetime(2026, 6, 12, 0, 30, tzinfo=AMSTERDAM)):
        form = read_preview({"role": "ouder", "held_on": "2026-06-12"}, [])

    assert "held_on" not in form.errors
    assert form.facts.held_on == date(2026, 6, 12)
