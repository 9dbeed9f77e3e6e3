"""Who was asked about help in house: everybody who could be, by mail or letter, with who could not be and why."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from feedback.codes.keys import CodeKeys
from feedback.codes.models import CodeBatch, EntryCode
from feedback.codes.signs import new_code
from feedback.measurements.models import Measured
from feedback.people.models import InvitationState, InvitedBy, OpinionInvitation, WhyLeftOut
from foundation.database.many import add_many

_RESPONSE = 0.54
_BY_MAIL = 0.62
_GROUPS = {"65–74 jaar": 28, "75–84 jaar": 45, "85 jaar en ouder": 27}
_LEFT_OUT = (WhyLeftOut.ASKED_RECENTLY, WhyLeftOut.NO_ADDRESS, WhyLeftOut.STOPPED, WhyLeftOut.BOUNCED)
_VALID = timedelta(days=60)


def invite(session: Session, measured: Measured, on: date, answered: int, chance: random.Random) -> None:
    """As many people as it takes for `answered` of them to answer; nobody is known any more."""
    asked = max(answered, round(answered / _RESPONSE) + chance.randrange(-1, 2))
    if not asked:
        return
    codes = _codes(session, measured, on, asked, answered)
    add_many(session, OpinionInvitation, _asked(measured, on, codes, chance))
    left_out = [one for one in _LEFT_OUT if chance.random() < 0.35]
    add_many(session, OpinionInvitation, (_left_out(measured, on, why, chance) for why in left_out))


def _codes(session: Session, measured: Measured, on: date, asked: int, answered: int) -> list[int]:
    """Their numbers; as many as answered are spent."""
    keys = CodeKeys(session)
    batch = CodeBatch(measured_id=measured.id, cards=asked, made_on=on, valid_until=on + _VALID)
    session.add(batch)
    session.flush()
    digests = sorted(keys.digest(new_code()) for _one in range(asked))
    rows = (
        {"batch_id": batch.id, "digest": digest, "is_spent": place < answered} for place, digest in enumerate(digests)
    )
    add_many(session, EntryCode, rows)
    return list(session.exec(select(EntryCode.id).where(col(EntryCode.batch_id) == batch.id)).all())


def _asked(measured: Measured, on: date, codes: list[int], chance: random.Random) -> Iterator[dict[str, Any]]:
    for code_id in codes:
        yield _row(measured, on, chance) | {
            "state": InvitationState.ASKED,
            "asked_on": on,
            "reminders": chance.choice((0, 1, 2)),
            "code_id": code_id,
        }


def _left_out(measured: Measured, on: date, why: WhyLeftOut, chance: random.Random) -> dict[str, Any]:
    return _row(measured, on, chance) | {"state": InvitationState.LEFT_OUT, "why_left_out": why}


def _row(measured: Measured, on: date, chance: random.Random) -> dict[str, Any]:
    return {
        "measured_id": measured.id,
        "invitee_id": None,
        "invited_by": InvitedBy.MAIL if chance.random() < _BY_MAIL else InvitedBy.LETTER,
        "group": chance.choices(list(_GROUPS), list(_GROUPS.values()))[0],
        "language": "nl",
        "state": InvitationState.ASKED,
        "why_left_out": None,
        "due_on": on,
        "asked_on": None,
        "reminders": 0,
        "reminded_on": None,
        "needs_no_reminder": False,
        "code_id": None,
        "sealed": None,
    }
