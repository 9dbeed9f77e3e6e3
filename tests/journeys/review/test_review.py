"""A reading round: what the council may do, what the researcher owes it, and what stands between both and readers."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from foundation.clock import pretend_it_is, today
from journeys.checks.council import agreed_by_council
from journeys.checks.gate import open_points
from journeys.composing.fields import change_step
from journeys.composing.order import remove_step
from journeys.evidence.outline import outline_of
from journeys.models import Journey
from journeys.public.council_read import council_read, council_sentences
from journeys.reading.council import RoundClosed, StepUnknown, judge, say
from journeys.reading.invitations import invite, renew, revoke
from journeys.reading.invited import EmailUnclear, Invited, MemberTwice, NoMembers, read_invited
from journeys.reading.members import InvitationUnknown, member_by_token, member_of, members_of
from journeys.reading.models import Comment, CouncilMember, Outcome, Verdict
from journeys.reading.page import reading_page
from journeys.reading.progress import RoundUnknown, round_of, rounds_of_journey, rounds_of_study, rounds_progress
from journeys.reading.refusals import NothingSaid, SaidTooMuch
from journeys.review.rounds import CommentUnknown, WhyMissing, answer, close_round, comment_of
from journeys.review.starting import (
    ClosesInThePast,
    ContactMissing,
    NothingToRead,
    RoundStillOpen,
    TelephoneUnclear,
    start_round,
)
from journeys.story import from_json
from studies.models import Study
from studies.planning import add_study
from tests.journeys.making import all_steps, make_finished, make_journey
from tests.journeys.rounds import make_round, piet


def about_council(session: Session, journey: Journey) -> list[tuple[str, bool]]:
    return [(point.sentence, point.is_blocking) for point in open_points(session, journey) if point.is_of_council]


def test_members_read_the_text_as_it_was_when_the_round_began(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    started = make_round(session, journey)

    change_step(session, journey, all_steps(session, journey)[0], "title", "Iets heel anders")
    remove_step(session, journey, all_steps(session, journey)[2])

    story = from_json(started.round.content)
    assert [step.title for step in story.steps] == ["Daan slaapt niet", "Vier keer bellen", "De huisarts"]
    assert len(started.round.step_ids) == 3


def test_a_link_is_known_once_and_only_its_digest_is_kept(session: Session, study: Study) -> None:
    invitation = piet(make_round(session, make_journey(session, study)))

    assert member_by_token(session, invitation.token) is invitation.member
    assert invitation.token not in str(session.exec(select(CouncilMember)).all())
    with pytest.raises(InvitationUnknown):
        member_by_token(session, invitation.member.token_digest)


def test_a_link_that_is_taken_back_or_replaced_stops_working(session: Session, study: Study) -> None:
    invitation = piet(make_round(session, make_journey(session, study)))
    newer = renew(session, invitation.member)

    with pytest.raises(InvitationUnknown):
        member_by_token(session, invitation.token)
    assert member_by_token(session, newer.token) is invitation.member
    revoke(session, invitation.member, is_meant=True)
    with pytest.raises(InvitationUnknown):
        member_by_token(session, newer.token)


def test_a_member_may_say_it_differently_until_the_round_closes(session: Session, study: Study) -> None:
    started = make_round(session, make_journey(session, study))
    member = piet(started).member

    say(session, member, 1, None)
    say(session, member, 1, " Dit klopt niet. \r\n")
    judge(session, member, Verdict.AGREED)
    judge(session, member, Verdict.NOT_AGREED, "Toch niet.")

    assert [comment.text for comment in session.exec(select(Comment)).all()] == ["Dit klopt niet."]
    assert (member.verdict, member.verdict_note) == (Verdict.NOT_AGREED, "Toch niet.")
    close_round(session, started.round, is_meant=True)
    with pytest.raises(RoundClosed):
        say(session, member, 1, None)
    with pytest.raises(RoundClosed):
        judge(session, member, Verdict.AGREED)


def test_a_round_closes_at_the_end_of_its_last_day_in_the_netherlands(session: Session, study: Study) -> None:
    member = piet(make_round(session, make_journey(session, study), days=0)).member
    last_day = today()

    with pretend_it_is(datetime(last_day.year, last_day.month, last_day.day, 21, tzinfo=UTC)):
        say(session, member, 1, None)
    past_midnight_in_summer_and_in_winter = datetime(last_day.year, last_day.month, last_day.day, 23, tzinfo=UTC)
    with pretend_it_is(past_midnight_in_summer_and_in_winter), pytest.raises(RoundClosed):
        say(session, member, 1, None)


@pytest.mark.parametrize(("number", "text", "error"), [(4, "x", StepUnknown), (0, None, StepUnknown)])
def test_only_steps_that_were_read_can_be_spoken_of(
    session: Session, study: Study, number: int, text: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        say(session, piet(make_round(session, make_journey(session, study))).member, number, text)


def test_a_comment_has_words_and_not_too_many(session: Session, study: Study) -> None:
    member = piet(make_round(session, make_journey(session, study))).member

    with pytest.raises(NothingSaid, match="Goed zo"):
        say(session, member, 1, "  \n")
    with pytest.raises(SaidTooMuch):
        say(session, member, 1, "a" * 3001)


def test_what_is_not_adopted_needs_a_reason_also_in_the_database(session: Session, study: Study) -> None:
    comment = say(session, piet(make_round(session, make_journey(session, study))).member, 2, "Te kort.")

    with pytest.raises(WhyMissing, match="waarom"):
        answer(session, comment, Outcome.DECLINED, "  ")
    assert comment.outcome is None
    answer(session, comment, Outcome.DECLINED, "De gesprekken vertellen iets anders.")
    assert comment.answered_by == session.info["person_id"]
    comment.answer = ""
    with pytest.raises(IntegrityError):
        session.flush()


def test_other_words_wait_for_an_answer_again_and_the_same_words_keep_theirs(session: Session, study: Study) -> None:
    member = piet(make_round(session, make_journey(session, study))).member
    comment = say(session, member, 2, "Te kort.")
    answer(session, comment, Outcome.ADOPTED, "Goed gezien.")

    say(session, member, 2, "Te kort.")
    assert comment.answer == "Goed gezien."
    say(session, member, 2, "Veel te kort.")
    assert (comment.outcome, comment.answer, comment.answered_at) == (None, "", None)


def test_publishing_waits_for_answers_and_not_for_verdicts(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    assert about_council(session, journey) == [("De adviesraad heeft nog niet meegelezen", False)]

    started = make_round(session, journey)
    first, second = (invitation.member for invitation in started.invitations)
    comments = [say(session, first, 1, "Te kort."), say(session, second, 3, "Te lang.")]
    say(session, first, 2, None)
    judge(session, first, Verdict.AGREED)
    assert about_council(session, journey) == [
        ("2 opmerkingen zonder antwoord", True),
        ("Akkoord van 1 van de 2 leden", False),
    ]
    close_round(session, started.round, is_meant=True)
    for comment in comments:
        answer(session, comment, Outcome.ADOPTED)
    assert about_council(session, journey) == [("Akkoord van 1 van de 2 leden", False)]


def test_everybody_agreeing_is_among_what_is_fine(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    started = make_round(session, journey)
    for invitation in started.invitations[:1]:
        judge(session, invitation.member, Verdict.AGREED)
    assert agreed_by_council(session, journey, outline_of(session, journey)) == []

    revoke(session, started.invitations[1].member, is_meant=True)  # said nothing, so is no longer one of the council
    assert agreed_by_council(session, journey, outline_of(session, journey)) == ["Akkoord van de adviesraad"]
    assert about_council(session, journey) == []


def test_a_comment_of_an_earlier_round_still_wants_an_answer(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    first = make_round(session, journey)
    say(session, piet(first).member, 1, "Te kort.")
    close_round(session, first.round, is_meant=True)

    second = make_round(session, journey)

    assert second.round.number == 2
    assert ("1 opmerking zonder antwoord", True) in about_council(session, journey)
    assert [progress.round.number for progress in rounds_of_study(session, study.id)] == [2, 1]


def test_a_round_needs_a_text_a_day_to_come_somebody_to_call_and_readers(session: Session, study: Study) -> None:
    journey, empty = make_journey(session, study), make_journey(session, study, {})
    soon, piet = today() + timedelta(days=7), Invited("Piet")

    with pytest.raises(NothingToRead):
        start_round(session, empty, [piet], soon, "Lotte", "085 000 12 34")
    with pytest.raises(ClosesInThePast):
        start_round(session, journey, [piet], today() - timedelta(days=1), "Lotte", "085 000 12 34")
    with pytest.raises(ContactMissing):
        start_round(session, journey, [piet], soon, " ", "085 000 12 34")
    for number in ("", "bel maar", "12", "javascript:alert(12345)"):
        with pytest.raises(TelephoneUnclear):
            start_round(session, journey, [piet], soon, "Lotte", number)
    with pytest.raises(NoMembers):
        start_round(session, journey, [], soon, "Lotte", "14 043")
    assert rounds_of_study(session, study.id) == []


def test_one_round_at_a_time_runs_on_a_journey(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    make_round(session, journey)

    with pytest.raises(RoundStillOpen):
        make_round(session, journey)


def test_a_name_stands_once_in_a_round(session: Session, study: Study) -> None:
    started = make_round(session, make_journey(session, study))

    with pytest.raises(MemberTwice):
        invite(session, started.round, [Invited("piet  JANSEN")])
    with pytest.raises(EmailUnclear):
        invite(session, started.round, [Invited("Kees", "kees@huis")])
    assert len(rounds_progress(session, [started.round])[0].everybody) == 2


def test_members_stand_by_letter_whatever_the_database(session: Session, study: Study) -> None:
    """SQLite puts capitals first and accents last; PostgreSQL does as it was told when it was made."""
    names = ("anna", "Bert", "Élise", "emma", "Zoë")
    started = make_round(session, make_journey(session, study), tuple(Invited(name) for name in reversed(names)))

    progress = rounds_progress(session, [started.round])[0]
    assert tuple(one.member.name for one in progress.everybody) == names
    assert tuple(one.name for one in members_of(session, started.round)) == names


def test_names_are_read_from_lines_with_or_without_an_address() -> None:
    lines = "Piet Jansen, piet@voorbeeld.nl\n\n Annie de Wit \nKees <kees@voorbeeld.nl>\nhanna@voorbeeld.nl\n"

    assert read_invited(lines) == [
        Invited("Piet Jansen", "piet@voorbeeld.nl"),
        Invited("Annie de Wit"),
        Invited("Kees", "kees@voorbeeld.nl"),
        Invited("hanna@voorbeeld.nl", "hanna@voorbeeld.nl"),
    ]


@given(st.text())
def test_reading_names_never_fails_and_loses_no_line(lines: str) -> None:
    assert len(read_invited(lines)) == sum(bool(line.strip()) for line in lines.splitlines())


def test_the_page_of_a_member_knows_where_they_were_and_who_answered(session: Session, study: Study) -> None:
    invitation = piet(make_round(session, make_journey(session, study)))
    say(session, invitation.member, 1, None)
    answer(session, say(session, invitation.member, 2, "Te kort."), Outcome.ADOPTED)

    page = reading_page(session, invitation.member, invitation.token)

    assert (page.answered, page.next_unanswered, page.dial) == (2, 3, "+31850001234")
    assert [dot.state for dot in page.line(3).dots] == ["done", "done", "now"]
    assert page.pieces[1].answered_by == "Lotte Veldman"


_READ = "leden van de adviesraad lazen mee."


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((1, 0, 0), "Eén lid van de adviesraad las mee. Bij de stappen waren geen opmerkingen."),
        ((1, 1, 1), "Eén lid van de adviesraad las mee. Dat gaf 1 opmerking bij de stappen; die namen we over."),
        ((5, 12, 9), f"Vijf {_READ} Zij gaven 12 opmerkingen bij de stappen; 9 namen we over."),
        ((2, 3, 0), f"Twee {_READ} Zij gaven 3 opmerkingen bij de stappen; die namen we niet over."),
        ((2, 2, 2), f"Twee {_READ} Zij gaven 2 opmerkingen bij de stappen; die namen we allemaal over."),
    ],
)
def test_readers_hear_who_read_along_and_what_came_of_it(counts: tuple[int, int, int], sentence: str) -> None:
    assert council_read(*counts) == sentence


def test_nothing_is_said_of_a_council_that_read_nothing(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    make_round(session, journey)

    assert council_sentences(session, journey, outline_of(session, journey)) == []


def test_the_published_count_is_that_of_the_rounds(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    first = make_round(session, journey)
    answer(session, say(session, piet(first).member, 1, "Te kort."), Outcome.ADOPTED)
    answer(session, say(session, piet(first).member, 2, "Te lang."), Outcome.DECLINED, "Zo is het verteld.")
    close_round(session, first.round, is_meant=True)
    second = make_round(session, journey)
    judge(session, piet(second).member, Verdict.AGREED)

    assert (
        "Eén lid van de adviesraad las mee. Dat gaf 2 opmerkingen bij de stappen; één daarvan namen we over."
        in from_json(make_round_again(session, journey)).how_made
    )
    assert len(rounds_of_journey(session, journey)) == 3
    assert len(outline_of(session, journey).steps) == 4


def make_round_again(session: Session, journey: Journey) -> dict[str, object]:
    """What a third round would read, after closing the second."""
    close_round(session, rounds_of_journey(session, journey)[0].round, is_meant=True)
    return make_round(session, journey).round.content


def test_members_and_comments_are_found_in_their_own_round_and_study_only(session: Session, study: Study) -> None:
    journey, elsewhere = make_finished(session, study), add_study(session, "Wmo in Lindermeer")
    first = make_round(session, journey)
    member = piet(first).member
    comment = say(session, member, 1, "Dit klopt niet.")
    close_round(session, first.round, is_meant=True)
    second = make_round(session, journey)

    assert round_of(session, study.id, first.round.id).round is first.round
    assert member_of(session, first.round, member.id) is member
    assert comment_of(session, first.round, comment.id) is comment
    with pytest.raises(RoundUnknown):
        round_of(session, elsewhere.id, first.round.id)
    with pytest.raises(InvitationUnknown):
        member_of(session, second.round, member.id)
    with pytest.raises(CommentUnknown):
        comment_of(session, second.round, comment.id)
