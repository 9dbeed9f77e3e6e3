"""Reviews: what was written with names replaced, what was decided about placing it, and what was answered"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

_LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFUSALS = "refusal IN ('recognisable', 'threat', 'elsewhere', 'no_permission', 'double')"


def upgrade() -> None:
    with op.batch_alter_table("written_answer", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.add_column(sa.Column("shown", sa.String(), nullable=True))
        table.add_column(sa.Column("stand_ins", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("checked_on", sa.Date(), nullable=True))
        table.create_check_constraint(
            op.f("ck_written_answer_checked_on_a_day"), "(shown IS NULL) = (checked_on IS NULL)"
        )
    _reviews()
    _replies()


def downgrade() -> None:
    op.drop_table("review_reply")
    op.drop_table("review")
    with op.batch_alter_table("written_answer", table_kwargs={"sqlite_autoincrement": True}) as table:
        table.drop_constraint(op.f("ck_written_answer_checked_on_a_day"), type_="check")
        for column in ("checked_on", "stand_ins", "shown"):
            table.drop_column(column)


def _reviews() -> None:
    _make(
        "review",
        _whole("measured_id"),
        sa.Column("response_id", _LARGE, nullable=True),
        _text("state"),
        sa.Column("refusal", sa.String(), nullable=True),
        _text("explained"),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("doubted_by", "decided_by", "grade", "block_id")),
        sa.Column("decided_on", sa.Date(), nullable=True),
        _points("review", "measured_id", "measured", on_delete="CASCADE"),
        _points("review", "response_id", "response", on_delete="SET NULL"),
        _points("review", "doubted_by", "person"),
        _points("review", "decided_by", "person"),
        _points("review", "block_id", "published_block"),
        _check("review", "state", "state IN ('placed', 'doubted', 'refused')"),
        _check("review", "refusal", _REFUSALS),
        _check("review", "refused_for_a_reason", "(state = 'placed') = (refusal IS NULL)"),
        _check("review", "refused_by_two", "state <> 'refused' OR decided_by <> doubted_by"),
        _check("review", "refusal_is_explained", "refusal IS NULL OR explained <> ''"),
        _check("review", "grade_of_a_block", "(grade IS NULL) = (block_id IS NULL)"),
        _once("review", "response_id"),
        number=_LARGE,
    )
    _index("review", "measured_id")
    _index("review", "block_id")


def _replies() -> None:
    _make(
        "review_reply",
        sa.Column("review_id", _LARGE, nullable=False),
        *map(_text, ("reply_by", "text")),
        sa.Column("placed_on", sa.Date(), nullable=False),
        sa.Column("placed_by", sa.Integer(), nullable=True),
        _points("review_reply", "review_id", "review", on_delete="CASCADE"),
        _points("review_reply", "placed_by", "person"),
        _check("review_reply", "reply_by", "reply_by IN ('municipality', 'provider')"),
        _check("review_reply", "has_text", "text <> ''"),
        _once("review_reply", "review_id", "reply_by"),
    )


def _make(table: str, *parts: sa.schema.SchemaItem, number: sa.types.TypeEngine[int] | None = None) -> None:
    op.create_table(
        table,
        sa.Column("id", number or sa.Integer(), nullable=False),
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


def _points(table: str, column: str, other: str, *, on_delete: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=on_delete)


def _check(table: str, name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _once(table: str, *columns: str) -> sa.Constraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
