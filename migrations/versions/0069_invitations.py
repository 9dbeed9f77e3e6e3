"""Invitations: whom is asked by letter or mail, where that stands, and who is not asked any more"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

_STATES = "state IN ('held', 'waiting', 'asked', 'left_out')"
_WHY = "why_left_out IN ('asked_recently', 'stopped', 'no_address', 'same_person', 'bounced', 'too_late', 'chosen')"


def upgrade() -> None:
    _make(
        "invitee",
        _text("known_by"),
        *map(_day, ("next_on", "stopped_on")),
        _once("invitee", "organisation_id", "known_by"),
    )
    _index("invitee", "next_on")
    _make(
        "opinion_invitation",
        *map(_whole, ("measured_id", "invitee_id", "reminders")),
        *map(_text, ("invited_by", "group", "language", "state")),
        sa.Column("why_left_out", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        *map(_day, ("asked_on", "reminded_on")),
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        _points("opinion_invitation", "measured_id", "measured", goes_with=True),
        _points("opinion_invitation", "invitee_id", "invitee"),
        _points("opinion_invitation", "code_id", "entry_code"),
        _check("opinion_invitation", "invited_by", "invited_by IN ('mail', 'letter')"),
        _check("opinion_invitation", "state", _STATES),
        _check("opinion_invitation", "why_left_out", _WHY),
        _check("opinion_invitation", "left_out_for_a_reason", "(state = 'left_out') = (why_left_out IS NOT NULL)"),
        _check("opinion_invitation", "asked_on_a_day", "state <> 'asked' OR asked_on IS NOT NULL"),
        _check("opinion_invitation", "two_reminders", "reminders BETWEEN 0 AND 2"),
        _once("opinion_invitation", "code_id"),
    )
    _index("opinion_invitation", "measured_id")
    _index("opinion_invitation", "invitee_id")
    op.create_index("ix_opinion_invitation_due", "opinion_invitation", ["state", "due_on"])


def downgrade() -> None:
    op.drop_table("opinion_invitation")
    op.drop_table("invitee")


def _day(name: str) -> sa.Column[sa.Date]:
    return sa.Column(name, sa.Date(), nullable=True)


def _make(table: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        _whole("organisation_id"),
        *parts,
        _points(table, "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    _index(table, "organisation_id")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _points(table: str, column: str, other: str, *, goes_with: bool = False) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE" if goes_with else None)


def _check(table: str, name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _once(table: str, *columns: str) -> sa.Constraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
