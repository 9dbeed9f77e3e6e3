"""What people wrote is followed up: by whom, before when, and how it ended"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

_LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_OUTCOMES = "outcome IN ('solved', 'solution_follows', 'nothing_to_do', 'not_reached', 'not_wanted')"
_CASE, _STEP = "follow_up_case", "follow_up_step"


def upgrade() -> None:
    _make(
        _CASE,
        sa.Column("response_id", _LARGE, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("what_was_done", sa.String(), nullable=False),
        sa.Column("solution_on", sa.Date(), nullable=True),
        sa.Column("closed_in", sa.Date(), nullable=True),
        sa.Column("in_time", sa.Boolean(), nullable=True),
        _points(_CASE, "response_id", "response", on_delete="CASCADE"),
        _points(_CASE, "taken_by", "person"),
        _check(_CASE, "kind", "kind IN ('critical', 'safety')"),
        _check(_CASE, "outcome", _OUTCOMES),
        _check(_CASE, "due_while_open", "(due_on IS NULL) = (closed_in IS NOT NULL)"),
        _check(_CASE, "closed_with_outcome", "(closed_in IS NULL) = (outcome IS NULL)"),
        _check(_CASE, "closed_in_time_or_not", "(closed_in IS NULL) = (in_time IS NULL)"),
        _check(_CASE, "closed_with_what_was_done", "closed_in IS NULL OR what_was_done <> ''"),
        _check(_CASE, "solution_on_a_day", "(outcome = 'solution_follows') = (solution_on IS NOT NULL)"),
        sa.UniqueConstraint("response_id", name=op.f("uq_follow_up_case_response_id")),
    )
    op.create_index(op.f("ix_follow_up_case_closed_in"), _CASE, ["closed_in"])
    _make(
        _STEP,
        sa.Column("case_id", _LARGE, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        _points(_STEP, "case_id", _CASE, on_delete="CASCADE"),
        _points(_STEP, "person_id", "person"),
        _check(_STEP, "kind", "kind IN ('taken', 'not_reached', 'noted', 'not_safety')"),
        sa.UniqueConstraint("case_id", "place", name=op.f("uq_follow_up_step_case_id_place")),
    )


def downgrade() -> None:
    """What was noted about following up is gone."""
    op.drop_table(_STEP)
    op.drop_table(_CASE)


def _make(table: str, *parts: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("id", _LARGE, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        *parts,
        _points(table, "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{table}_organisation_id"), table, ["organisation_id"])


def _points(table: str, column: str, other: str, *, on_delete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=on_delete)


def _check(table: str, name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))
