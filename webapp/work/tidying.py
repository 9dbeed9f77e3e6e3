"""Keeps what was promised about how long things are kept: by the worker every hour, or by `verhaallijn tidy`."""

import logging

from sqlalchemy import Engine
from sqlmodel import col, select

import coding.erasing.due  # noqa: F401  declares what coding holds
import interviews.erasing.due  # declares what interviews hold
import interviews.transcripts.drafts  # noqa: F401  declares what is on its way in
import journeys.checks.name_waivers  # declares what stories hold of names
import journeys.withdrawing.erasure  # noqa: F401  declares what is noted of words before they go
from feedback.keeping_on import keep_on, organisations_that_listen
from foundation.database.engine import read_only, unit_of_work
from foundation.limits.in_database import forget_old_attempts
from foundation.mail.forgetting import forget_old_mail
from journeys.withdrawing.forgetting import forget_rewritten_quotes
from studies.accounts.sign_ins.failed import tell_failures
from studies.accounts.sign_ins.lifetime import forget_ended
from studies.models import Study
from studies.retention.due import Due, due, erase, overdue
from studies.trail.trimming import forget_old_rows

log = logging.getLogger(__name__)


def keep_promises(engine: Engine) -> int:
    """Erase everything whose last day is over, and after that what only undo still needed; how many promises that kept.

    Each study in a transaction of its own.
    """
    with unit_of_work(read_only(engine), across=True) as session:
        found = due(session)
    kept = 0
    for one in found:
        try:
            kept += _keep(engine, one)
        except Exception:
            # The others have their promises too, and the worker its jobs; it is tried again within the hour.
            log.exception("study %s: %s could not be erased", one.study_id, one.what)
    _forget_rewritten_quotes(engine)
    _forget_what_ended(engine)
    _forget_old_mail(engine)
    _forget_old_rows(engine)
    _keep_listening(engine)
    return kept


def tell_of_failed_sign_ins(engine: Engine) -> None:
    """In the history; asked every minute."""
    with unit_of_work(engine, across=True) as session:
        tell_failures(session)


def _forget_what_ended(engine: Engine) -> None:
    """Sign-ins, links to sign in, and attempts that count no more."""
    try:
        with unit_of_work(engine, across=True) as session:
            forget_ended(session)
            forget_old_attempts(session)
    except Exception:
        log.exception("what ended of sign-ins could not be forgotten")


def _forget_old_mail(engine: Engine) -> None:
    try:
        forget_old_mail(engine)
    except Exception:
        log.exception("mail of long ago could not be wiped")


def _forget_old_rows(engine: Engine) -> None:
    try:
        forget_old_rows(engine)
    except Exception:
        log.exception("rows of histories of long ago could not be let go")


def _keep_listening(engine: Engine) -> None:
    """Measurements: close what can be published, and let go of what was kept long enough."""
    with unit_of_work(read_only(engine), across=True) as session:
        organisations = organisations_that_listen(session)
    for organisation_id in organisations:
        try:
            with unit_of_work(engine, organisation_id) as session:
                keep_on(session)
        except Exception:
            log.exception("organisation %s: its measurements could not be kept up", organisation_id)


def _forget_rewritten_quotes(engine: Engine) -> None:
    with unit_of_work(read_only(engine), across=True) as session:
        erased = select(Study.organisation_id).where(col(Study.transcripts_gone_on).is_not(None)).distinct()
        organisations = sorted(session.exec(erased).all())
    for organisation_id in organisations:
        try:
            with unit_of_work(engine, organisation_id) as session:
                forget_rewritten_quotes(session)
        except Exception:
            log.exception("organisation %s: words of rewritten quotes could not be forgotten", organisation_id)


def _keep(engine: Engine, one: Due) -> bool:
    """False when another worker was first; the lock makes the second one see that."""
    with unit_of_work(engine, one.organisation_id) as session:
        study = session.get_one(Study, one.study_id, with_for_update=True)
        if one.what not in overdue(session, study):
            return False
        erase(session, study, one.what)
    log.info("study %s: %s erased, as agreed", one.study_id, one.what)
    return True
