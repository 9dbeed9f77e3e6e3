"""Everybody who could be asked, each counted once: how, and whether they answered; or why they were not asked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col, func

from feedback.codes.models import EntryCode
from feedback.counts.months import month_of
from feedback.invitations.proof.groups import Asked
from feedback.measurements.models import Measured
from feedback.people.models import InvitationState, InvitedBy, OpinionInvitation, WhyLeftOut


@dataclass(frozen=True)
class Fates:
    """People of one month, or of all of them."""

    asked: Mapping[InvitedBy, int]
    answered: Mapping[InvitedBy, int]
    waiting: int
    held: int
    left_out: Mapping[WhyLeftOut, int]

    @property
    def eligible(self) -> int:
        return self.all_asked.asked + self.waiting + self.held + sum(self.left_out.values())

    @property
    def all_asked(self) -> Asked:
        return Asked("", sum(self.asked.values()), sum(self.answered.values()))

    def by(self, way: InvitedBy) -> Asked:
        return Asked(way.dutch, self.asked.get(way, 0), self.answered.get(way, 0))


@dataclass(frozen=True)
class Proof:
    """`months`: by the month in which somebody was to be asked, the newest first. `groups`: with their own names."""

    months: Mapping[date, Fates]
    total: Fates
    groups: Mapping[str, Asked]

    @property
    def reasons(self) -> list[WhyLeftOut]:
        """Those that were so for anybody."""
        return [one for one in WhyLeftOut if self.total.left_out.get(one)]


_Row = tuple[date, str, InvitationState, WhyLeftOut | None, InvitedBy, bool, int]


def proof_of(session: Session, measurement_id: int) -> Proof:
    rows = _rows(session, measurement_id)
    months = sorted({month_of(row[0]) for row in rows}, reverse=True)
    return Proof(
        {month: _fates([row for row in rows if month_of(row[0]) == month]) for month in months},
        _fates(rows),
        {name: _asked_in(rows, name) for name in sorted({row[1] for row in rows})},
    )


def _rows(session: Session, measurement_id: int) -> list[_Row]:
    of_day = (
        col(OpinionInvitation.due_on),
        col(OpinionInvitation.group),
        col(OpinionInvitation.state),
        col(OpinionInvitation.why_left_out),
        col(OpinionInvitation.invited_by),
        func.coalesce(col(EntryCode.is_spent), False),
    )
    query = (
        select(*of_day, func.count())
        .join(Measured, col(Measured.id) == col(OpinionInvitation.measured_id))
        .join(EntryCode, col(EntryCode.id) == col(OpinionInvitation.code_id), isouter=True)
        .where(col(Measured.measurement_id) == measurement_id)
        .group_by(*of_day)
    )
    return [tuple(row) for row in session.execute(query).all()]


def _fates(rows: list[_Row]) -> Fates:
    asked: Counter[InvitedBy] = Counter()
    answered: Counter[InvitedBy] = Counter()
    states: Counter[InvitationState] = Counter()
    left_out: Counter[WhyLeftOut] = Counter()
    for _day, _group, state, why, way, is_spent, number in rows:
        states[state] += number
        if why is not None:
            left_out[why] += number
        if state is InvitationState.ASKED:
            asked[way] += number
            answered[way] += number * bool(is_spent)
    return Fates(asked, answered, states[InvitationState.WAITING], states[InvitationState.HELD], left_out)


def _asked_in(rows: list[_Row], name: str) -> Asked:
    counted = _fates([row for row in rows if row[1] == name]).all_asked
    return Asked(name, counted.asked, counted.answered)
