"""What a measurement does by itself, every hour: close blocks, open what waits, see which mail came back, and let go of
what was kept long enough."""

from sqlmodel import Session, col, delete, select

from feedback.answers.models import Response, WrittenAnswer
from feedback.answers.unfinished import drop_expired, wipe_old_numbers
from feedback.calling.permissions import wipe_old_permissions
from feedback.counts.months import month_of, months_before
from feedback.follow_up.opening import open_cases
from feedback.intake.files import forget_old_files
from feedback.intake.jobs import ask_to_read_in, begun_files
from feedback.invitations.coming_back import note_not_arrived, withdraw_pointless
from feedback.invitations.letting_go import let_go_of_contacts
from feedback.measurements.models import Measurement
from feedback.reviews.checking import forget_names
from feedback.reviews.shown_grades import show_grades
from feedback.scores.closing import close_blocks
from foundation.clock import today

WORDS_KEPT = 24
"""Months: what people wrote is kept this long. What they chose is counted, and tells nothing of one of them."""


def organisations_that_listen(session: Session) -> list[int]:
    """`session` sees every organisation."""
    return sorted(session.exec(select(Measurement.organisation_id).distinct()).all())


def keep_on(session: Session) -> None:
    """Of one organisation."""
    drop_expired(session)
    note_not_arrived(session)
    withdraw_pointless(session)
    let_go_of_contacts(session)
    wipe_old_numbers(session)
    wipe_old_permissions(session)
    forget_old_words(session)
    forget_names(session)
    forget_old_files(session)
    if begun_files(session):
        ask_to_read_in(session)
    open_cases(session)
    close_blocks(session)
    show_grades(session)


def forget_old_words(session: Session) -> int:
    """What was written in a month that is longer ago than WORDS_KEPT; how many answers."""
    oldest = months_before(month_of(today()), WORDS_KEPT)
    old = select(Response.id).where(Response.month < oldest)
    return session.exec(delete(WrittenAnswer).where(col(WrittenAnswer.response_id).in_(old))).rowcount
