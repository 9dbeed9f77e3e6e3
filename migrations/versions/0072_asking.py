"""Asking people by mail and letter: what an invitation says and when it goes, and who gets no reminder"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

_TABLE = "opinion_invitation"
_WHY = ("asked_recently", "stopped", "no_address", "same_person", "bounced", "too_late", "chosen")
_LEFT = "provider_left"
_TEXTS = ("heading", "opening", "ending", "signed_by", "sender")


def upgrade() -> None:
    _make_plan()
    with _rebuilt() as batch:
        batch.add_column(sa.Column("needs_no_reminder", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.alter_column("invitee_id", existing_type=sa.Integer(), nullable=True)
    with _rebuilt() as batch:
        batch.alter_column("needs_no_reminder", existing_type=sa.Boolean(), server_default=None)
    _say_why((*_WHY, _LEFT))


def downgrade() -> None:
    op.execute(f"UPDATE {_TABLE} SET why_left_out = 'chosen' WHERE why_left_out = '{_LEFT}'")  # noqa: S608
    op.execute(f"DELETE FROM {_TABLE} WHERE invitee_id IS NULL")  # noqa: S608
    with _rebuilt() as batch:
        batch.drop_column("needs_no_reminder")
        batch.alter_column("invitee_id", existing_type=sa.Integer(), nullable=False)
    _say_why(_WHY)
    op.drop_table("invitation_plan")


def _make_plan() -> None:
    table = "invitation_plan"
    op.create_table(
        table,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "organisation_id", "measurement_id")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("hour", "version")),
        *(sa.Column(name, sa.String(), nullable=False) for name in _TEXTS),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f(f"fk_{table}_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["measurement_id"],
            ["measurement.id"],
            name=op.f(f"fk_{table}_measurement_id_measurement"),
            ondelete="CASCADE",
        ),
        sa.CheckConstraint("hour BETWEEN 7 AND 19", name=op.f(f"ck_{table}_by_day")),
        sa.UniqueConstraint("measurement_id", name=op.f(f"uq_{table}_measurement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f(f"ix_{table}_organisation_id"), table, ["organisation_id"])


def _rebuilt() -> "op.BatchOperations":  # type: ignore[name-defined]
    return op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True})


def _say_why(why: tuple[str, ...]) -> None:
    name = op.f(f"ck_{_TABLE}_why_left_out")
    with _rebuilt() as batch:
        batch.drop_constraint(name, type_="check")
    with _rebuilt() as batch:
        batch.create_check_constraint(name, f"why_left_out IN ({', '.join(map(repr, why))})")
