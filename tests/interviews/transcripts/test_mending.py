"""Mending who says what: no word is lost or changed, everything can be taken back, two tabs don't mix."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from foundation.clock import now, pretend_it_is
from interviews.files.draft import DraftTurn, TranscriptDraft
from interviews.transcripts import mending
from interviews.transcripts.drafts import (
    TranscriptGone,
    discard,
    draft_of,
    erase_thrown_away,
    in_progress_by_id,
    in_progress_of,
    keep,
    restore,
    save_typed,
    start_typing,
    thrown_away_of,
)
from interviews.transcripts.forms import to_keep, with_kept
from interviews.transcripts.models import TranscriptInProgress
from interviews.transcripts.speakers import whose_is_the_rest
from studies.models import Study

UNNAMED = TranscriptDraft(
    (
        DraftTurn("", "Hoe kwam u bij het loket? Via de huisarts.", 1.0),
        DraftTurn("", "En toen?", 9.0),
        DraftTurn("", "Niks."),
    )
)


@pytest.fixture
def transcript(session: Session, study: Study) -> TranscriptInProgress:
    return keep(session, study, "gesprek.vtt", UNNAMED)


def told(transcript: TranscriptInProgress) -> list[tuple[str, str]]:
    return [(turn.speaker, turn.text) for turn in draft_of(transcript).turns]


def test_a_turn_is_split_at_an_empty_line_and_the_new_turn_is_of_the_other(
    session: Session, transcript: TranscriptInProgress
) -> None:
    mending.split(session, transcript, 0, "Hoe kwam u bij het loket?\r\n\r\nVia de huisarts.", "Wilma", 0)

    assert told(transcript)[:2] == [("", "Hoe kwam u bij het loket?"), ("Wilma", "Via de huisarts.")]
    assert [turn.seconds for turn in draft_of(transcript).turns] == [1.0, None, 9.0, None]


def test_splitting_changes_no_word(session: Session, transcript: TranscriptInProgress) -> None:
    with pytest.raises(mending.WordsChanged):
        mending.split(session, transcript, 0, "Hoe kwam u bij het loket?\n\nVia de dokter.", "Wilma", 0)
    with pytest.raises(mending.NowhereToSplit):
        mending.split(session, transcript, 0, "Hoe kwam u bij het loket? Via de huisarts.", "Wilma", 0)

    assert told(transcript) == [("", turn.text) for turn in UNNAMED.turns]


def test_a_turn_joins_the_one_before_it_and_one_turn_changes_hands(
    session: Session, transcript: TranscriptInProgress
) -> None:
    mending.say_who(session, transcript, 2, " Wilma  Tersteeg ", 0)
    mending.join(session, transcript, 1, 1)

    assert told(transcript) == [
        ("", "Hoe kwam u bij het loket? Via de huisarts. En toen?"), ("Wilma Tersteeg", "Niks."),
    ]  # fmt: skip
    with pytest.raises(mending.TurnUnknown):
        mending.join(session, transcript, 0, 2)


@pytest.mark.parametrize(("first", "speakers"), [(True, "IRI"), (False, "RIR")])
def test_every_second_turn_is_the_interviewer(
    session: Session, transcript: TranscriptInProgress, first: bool, speakers: str
) -> None:
    mending.alternate(session, transcript, 0, interviewer_first=first)

    assert "".join(speaker[0] for speaker, _text in told(transcript)) == speakers


def test_an_older_tab_changes_nothing(session: Session, transcript: TranscriptInProgress) -> None:
    mending.join(session, transcript, 1, 0)

    with pytest.raises(mending.MendedElsewhere):
        mending.join(session, transcript, 1, 0)

    assert len(draft_of(transcript).turns) == 2


_STEPS = st.lists(st.tuples(st.sampled_from(["split", "join", "who", "alternate"]), st.integers(0, 4)), max_size=8)


@given(steps=_STEPS)
def test_whatever_is_mended_keeps_every_word_and_can_be_taken_back(steps: list[tuple[str, int]]) -> None:
    class NoSession:
        def flush(self) -> None: ...

    session: Session = NoSession()  # type: ignore[assignment]
    turns = [{"speaker": turn.speaker, "text": turn.text, "seconds": turn.seconds} for turn in UNNAMED.turns]
    transcript = TranscriptInProgress(study_id=1, person_id=1, turns=turns, heading=[], notices=[], mended=[], mends=[])
    words = " ".join(text for _, text in told(transcript))
    for step, index in steps:
        count = len(draft_of(transcript).turns)
        if index >= count or (step == "join" and not index):
            continue
        text = draft_of(transcript).turns[index].text
        if step == "split" and " " in text:
            mending.split(session, transcript, index, text.replace(" ", "\n\n", 1), "X", transcript.version)
        elif step == "join":
            mending.join(session, transcript, index, transcript.version)
        elif step == "who":
            mending.say_who(session, transcript, index, "Y", transcript.version)
        elif step == "alternate":
            mending.alternate(session, transcript, transcript.version, interviewer_first=True)
        assert " ".join(text for _, text in told(transcript)) == words
    while transcript.mends:
        mending.take_back_mend(session, transcript, transcript.version)

    assert told(transcript) == [("", turn.text) for turn in UNNAMED.turns]
    assert transcript.mended == []


def test_typing_on_after_mending_counts_again_and_the_mending_can_be_had_back(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, "I: Hoe?\nR: Zo.", 0)
    mending.say_who(session, transcript, 1, "Moeder", 1)
    save_typed(session, transcript, "I: Hoe?\nR: Zo.\nI: En?", 2)
    assert told(transcript)[1:] == [("R", "Zo."), ("I", "En?")]

    mending.take_back_mend(session, transcript, 3)

    assert told(transcript) == [("I", "Hoe?"), ("Moeder", "Zo."), ("I", "En?")], "what was typed since stays"


def test_what_was_typed_is_saved_when_its_turns_were_mended_last(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, "I: Hoe?\nR: Zo.", 0)
    later, still_later = now() + timedelta(minutes=1), now() + timedelta(minutes=2)
    with pretend_it_is(later):
        mending.say_who(session, transcript, 1, "Moeder", 1)
    assert transcript.saved_at == later
    with pretend_it_is(still_later):
        mending.take_back_mend(session, transcript, 2)
    assert transcript.saved_at == still_later


def test_a_file_was_read_in_when_it_was_read_in(session: Session, transcript: TranscriptInProgress) -> None:
    read_in = transcript.saved_at
    with pretend_it_is(now() + timedelta(minutes=1)):
        mending.say_who(session, transcript, 1, "Moeder", 0)

    assert transcript.saved_at == read_in


def test_no_undo_of_a_mend_takes_another_one_along(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, "I: Hoe? Zo.\nR: Ja.", 0)
    mending.split(session, transcript, 0, "Hoe?\n\nZo.", "Moeder", 1)
    save_typed(session, transcript, "I: Hoe? Zo.\nR: Ja.\nI: En?", 2)
    mending.take_back_mend(session, transcript, 3)
    split = [("I", "Hoe?"), ("Moeder", "Zo."), ("R", "Ja."), ("I", "En?")]
    assert told(transcript) == split

    mending.say_who(session, transcript, 3, "Oma", 4)
    mending.take_back_mend(session, transcript, 5)

    assert told(transcript) == split
    save_typed(session, transcript, transcript.text, 6)
    assert told(transcript) == split


def test_typing_nothing_new_and_taking_that_back_leaves_every_mend_to_take_back(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, "I: Hoe?\nR: Zo.", 0)
    mending.say_who(session, transcript, 1, "Moeder", 1)
    save_typed(session, transcript, "I: Hoe?\n\nR: Zo.\n", 2)
    mending.take_back_mend(session, transcript, 3)
    assert (told(transcript)[1], mending.last_mend(transcript)) == (("Moeder", "Zo."), "andere spreker")

    mending.take_back_mend(session, transcript, 4)

    assert (told(transcript)[1], transcript.mended) == (("R", "Zo."), [])


def test_more_mends_than_can_be_taken_back_leave_the_first_of_them(
    session: Session, transcript: TranscriptInProgress
) -> None:
    for number in range(mending.MOST_MENDS + 2):
        mending.say_who(session, transcript, number % 2, f"Spreker {number}", number)
    while transcript.mends:
        mending.take_back_mend(session, transcript, transcript.version)

    assert [speaker for speaker, _text in told(transcript)] == ["Spreker 0", "Spreker 1", ""]


WORDS = st.lists(st.sampled_from(["ja", "nee", "en", "toen"]), min_size=1, max_size=5)
TURNS = st.lists(
    st.builds(lambda who, words: DraftTurn(who, " ".join(words)), st.sampled_from("IR"), WORDS), max_size=5
)


@given(mended=TURNS, typed=TURNS)
def test_the_division_of_before_holds_exactly_the_words_of_now(mended: list[DraftTurn], typed: list[DraftTurn]) -> None:
    again = mending.divided_as(mended, typed)

    assert " ".join(turn.text for turn in again).split() == " ".join(turn.text for turn in typed).split()
    assert mending.divided_as(mended, mended) == mended


def test_what_is_typed_in_the_middle_stays_beside_what_was_mended_around_it() -> None:
    mended = [DraftTurn("I", "Hoe ging het?"), DraftTurn("Oma", "Goed. Het duurde lang."), DraftTurn("I", "En toen?")]
    typed = [DraftTurn("I", "Hoe ging het?"), DraftTurn("R", "Goed. Nou ja. Het duurde lang. En toen?")]

    assert mending.divided_as(mended, typed) == [
        mended[0],
        DraftTurn("Oma", "Goed. Nou ja. Het duurde lang."),
        mended[2],
    ]


def test_a_half_filled_form_follows_its_speakers_when_their_order_changes() -> None:
    sent = {"speaker-0-name": "Vrager", "speaker-0-interviewer": "yes", "speaker-1-name": "Ouder", "minutes": "lang"}

    shown = with_kept({"minutes": "24", "held_on": "2026-03-11"}, to_keep(sent, ("I", "R"), {}), ("R", "I"))

    assert (shown["speaker-0-name"], shown["speaker-1-name"]) == ("Ouder", "Vrager")
    assert (shown["speaker-0-interviewer"], shown["speaker-1-interviewer"]) == ("", "yes")
    assert shown["minutes"] == "lang"


def test_what_is_thrown_away_can_be_put_back_for_a_day_and_then_is_gone(
    session: Session, study: Study, transcript: TranscriptInProgress
) -> None:
    discard(session, transcript)
    assert in_progress_of(session, study.id) == []
    assert thrown_away_of(session, study.id) == [transcript]
    with pytest.raises(TranscriptGone):
        in_progress_by_id(session, study.id, transcript.id)

    restore(session, transcript)
    assert in_progress_of(session, study.id) == [transcript]

    discard(session, transcript)
    assert erase_thrown_away(session) == 0
    with pretend_it_is(now() + timedelta(hours=24, minutes=1)):
        assert thrown_away_of(session, study.id) == []
        with pytest.raises(TranscriptGone):
            restore(session, transcript)
        assert erase_thrown_away(session) == 1
    assert session.get(TranscriptInProgress, transcript.id) is None


@pytest.mark.parametrize(
    ("text", "own", "rest"),
    [
        ("Het duurde lang. En toen kwam er iemand.", 1, 1),
        ("Het duurde lang. Wat gebeurde er toen?", 1, 0),
        ("Hoe kwam u bij het loket? Via de huisarts.", 0, 1),
        ("Dag. Ik ben Wilma.", 0, 0),
        ("Hoe ging het? En daarna?", 0, 0),
    ],
)
def test_a_new_turn_is_of_the_same_speaker_unless_its_text_shows_another(text: str, own: int, rest: int) -> None:
    assert whose_is_the_rest(text, own, [True, False]) == rest
    assert whose_is_the_rest(text, own, [False, False]) == own, "nobody is known to ask"
