"""Intake: where lists of people to ask come from, the files that wait, and what became of every line"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

_KIND = "kind IN ('closed', 'started', 'partners')"


def upgrade() -> None:
    _make(
        "intake_source",
        _whole("measurement_id"),
        *map(_text, ("slug", "name", "name_key", "kind")),
        _whole("months_after"),
        _json("columns"),
        _json("names"),
        sa.Column("columns_kept_on", sa.Date(), nullable=True),
        _points("intake_source", "measurement_id", "measurement", "CASCADE"),
        _check("intake_source", "kind", _KIND),
        _check("intake_source", "has_name", "name <> ''"),
        _check("intake_source", "within_two_years", "months_after BETWEEN 0 AND 24"),
        _once("intake_source", "measurement_id", "name_key"),
        _once("intake_source", "slug"),
    )
    _make(
        "intake_file",
        _whole("source_id"),
        _text("brought"),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        _number("came_by"),
        _whole("lines"),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        _json("columns"),
        _json("names"),
        _text("trouble"),
        _moment("begun_at"),
        _whole("lines_done"),
        _moment("taken_in_at"),
        _json("faults"),
        _points("intake_file", "source_id", "intake_source", "CASCADE"),
        _points("intake_file", "came_by", "person"),
        _check("intake_file", "brought", "brought IN ('upload', 'folder')"),
    )
    _index("intake_file", "source_id")
    _make(
        "intake_line",
        _whole("source_id"),
        _number("file_id"),
        _whole("number"),
        _text("reference"),
        _text("kind"),
        _number("invitation_id"),
        _points("intake_line", "source_id", "intake_source", "CASCADE"),
        _points("intake_line", "file_id", "intake_file", "CASCADE"),
        _points("intake_line", "invitation_id", "opinion_invitation", "SET NULL"),
        _check("intake_line", "kind", _KIND),
        _once("intake_line", "source_id", "reference", "kind"),
    )
    _index("intake_line", "file_id")
    _index("intake_line", "invitation_id")
    _make(
        "twin_pair",
        *map(_whole, ("file_id", "held_id", "known_id")),
        _text("alike"),
        sa.Column("decision", sa.String(), nullable=True),
        _moment("decided_at"),
        _number("decided_by"),
        _points("twin_pair", "file_id", "intake_file", "CASCADE"),
        _points("twin_pair", "held_id", "opinion_invitation", "CASCADE"),
        _points("twin_pair", "known_id", "opinion_invitation", "CASCADE"),
        _points("twin_pair", "decided_by", "person"),
        _check("twin_pair", "alike", "alike IN ('email', 'birth', 'name_and_postcode', 'name')"),
        _check("twin_pair", "decision", "decision IN ('same', 'different')"),
        _check("twin_pair", "decided_at_a_moment", "(decision IS NULL) = (decided_at IS NULL)"),
        _once("twin_pair", "held_id", "known_id"),
    )
    _index("twin_pair", "file_id")
    _index("twin_pair", "known_id")


def downgrade() -> None:
    for table in ("twin_pair", "intake_line", "intake_file", "intake_source"):
        op.drop_table(table)


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


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _points(table: str, column: str, other: str, then: str | None = None) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=then)


def _check(table: str, name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _once(table: str, *columns: str) -> sa.Constraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
