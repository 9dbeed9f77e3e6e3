"""Measurements: what is asked, one-time codes, what people answer, and what is counted of it"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

_TABLES = (
    "measurement",
    "provider",
    "measured",
    "questionnaire",
    "code_batch",
    "entry_code",
    "month_count",
    "published_block",
    "block_count",
    "response",
    "given",
    "written_answer",
    "unfinished_answer",
)
_LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _what_is_measured()
    _what_is_asked()
    _codes()
    _counts()
    _answers()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _what_is_measured() -> None:
    texts = ("slug", "name", "asked", "subject", "way", "question", "used_for", "not_for", "published", "decides")
    _make(
        "measurement",
        *map(_text, texts),
        _whole("version"),
        sa.Column("is_statutory", sa.Boolean(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        _points("measurement", "created_by", "person"),
        _check("measurement", "way", "way IN ('cards', 'invited')"),
        _check("measurement", "has_name", "name <> ''"),
        _check("measurement", "closed_after_agreed", "closed_on IS NULL OR agreed_on IS NOT NULL"),
        _once("measurement", "slug"),
    )
    _make(
        "provider",
        _text("name"),
        _text("name_key"),
        _check("provider", "has_name", "name <> ''"),
        _once("provider", "organisation_id", "name_key"),
    )
    _make(
        "measured",
        _whole("measurement_id"),
        sa.Column("provider_id", sa.Integer(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        _points("measured", "measurement_id", "measurement", goes_with=True),
        _points("measured", "provider_id", "provider"),
        _once("measured", "measurement_id", "provider_id"),
    )
    _index("measured", "provider_id")


def _what_is_asked() -> None:
    _make(
        "questionnaire",
        _whole("measurement_id"),
        _whole("version"),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        _points("questionnaire", "measurement_id", "measurement", goes_with=True),
        _points("questionnaire", "made_by", "person"),
        _once("questionnaire", "measurement_id", "version"),
    )


def _codes() -> None:
    _make(
        "code_batch",
        _whole("measured_id"),
        _whole("cards"),
        _text("handed_out_by"),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        _points("code_batch", "measured_id", "measured", goes_with=True),
        _check("code_batch", "has_cards", "cards > 0"),
    )
    _index("code_batch", "measured_id")
    _make(
        "entry_code",
        _whole("batch_id"),
        _text("digest"),
        sa.Column("is_spent", sa.Boolean(), nullable=False),
        _points("entry_code", "batch_id", "code_batch", goes_with=True),
        _once("entry_code", "digest"),
    )
    op.create_index("ix_entry_code_spent", "entry_code", ["batch_id", "is_spent"])


def _counts() -> None:
    counts = [f"c{value}" for value in range(1, 11)]
    _make(
        "month_count",
        _whole("measured_id"),
        _text("question"),
        sa.Column("month", sa.Date(), nullable=False),
        *map(_whole, counts),
        _points("month_count", "measured_id", "measured", goes_with=True),
        _once("month_count", "measured_id", "question", "month"),
    )
    _make(
        "published_block",
        _whole("measured_id"),
        _whole("answers"),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("first_month", "last_month", "closed_on")),
        _points("published_block", "measured_id", "measured", goes_with=True),
        _check("published_block", "enough_answers", "answers >= 10"),
    )
    _index("published_block", "measured_id")
    _make(
        "block_count",
        _whole("block_id"),
        _text("question"),
        *map(_whole, counts),
        _points("block_count", "block_id", "published_block", goes_with=True),
        _once("block_count", "block_id", "question"),
    )


def _answers() -> None:
    _make(
        "response",
        _whole("measured_id"),
        _whole("questionnaire_id"),
        sa.Column("month", sa.Date(), nullable=False),
        _text("readers"),
        sa.Column("block_id", sa.Integer(), nullable=True),
        _points("response", "measured_id", "measured", goes_with=True),
        _points("response", "questionnaire_id", "questionnaire"),
        _points("response", "block_id", "published_block"),
        _check("response", "readers", "readers IN ('everyone', 'those_who_help', 'researchers')"),
        number=_LARGE,
    )
    _index("response", "block_id")
    op.create_index("ix_response_waiting", "response", ["measured_id", "month", "block_id"])
    for table, answer, rule in (
        ("given", _whole("value"), _check("given", "on_scale", "value BETWEEN 1 AND 10")),
        ("written_answer", _text("text"), _check("written_answer", "has_text", "text <> ''")),
    ):
        _make(
            table,
            sa.Column("response_id", _LARGE, nullable=False),
            _text("question"),
            answer,
            _points(table, "response_id", "response", goes_with=True),
            rule,
            _once(table, "response_id", "question"),
            number=_LARGE,
        )
    _make(
        "unfinished_answer",
        _whole("code_id"),
        _whole("questionnaire_id"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _points("unfinished_answer", "code_id", "entry_code", goes_with=True),
        _points("unfinished_answer", "questionnaire_id", "questionnaire", goes_with=True),
        _once("unfinished_answer", "code_id"),
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


def _points(table: str, column: str, other: str, *, goes_with: bool = False) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE" if goes_with else None)


def _check(table: str, name: str, rule: str) -> sa.Constraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _once(table: str, *columns: str) -> sa.Constraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
