"""The program as a coder: what it learnt from, what was measured of it, and which codings it doubts"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "learning",
        *_owned(),
        sa.Column("moment", sa.DateTime(timezone=True), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("encoder", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("by_itself", sa.Boolean(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("per_code", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("measured", sa.JSON(), nullable=False),
        *_keys("learning"),
        sa.UniqueConstraint("study_id", name=op.f("uq_learning_study_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_learning_organisation_id"), "learning", ["organisation_id"])
    op.create_table(
        "program_agreement",
        *_owned(),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("both", sa.Integer(), nullable=False),
        sa.Column("program_only", sa.Integer(), nullable=False),
        sa.Column("coder_only", sa.Integer(), nullable=False),
        sa.Column("neither", sa.Integer(), nullable=False),
        *_keys("program_agreement"),
        _goes_with("program_agreement", "source_id", "source"),
        sa.ForeignKeyConstraint(["coder_id"], ["person.id"], name=op.f("fk_program_agreement_coder_id_person")),
        sa.UniqueConstraint("source_id", "coder_id", name=op.f("uq_program_agreement_source_id_coder_id")),
        sqlite_autoincrement=True,
    )
    _indexed("program_agreement")
    op.create_table(
        "doubted_coding",
        *_owned(),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_settled", sa.Boolean(), nullable=False),
        *_keys("doubted_coding"),
        _goes_with("doubted_coding", "segment_id", "segment"),
        _goes_with("doubted_coding", "code_id", "code"),
        _goes_with("doubted_coding", "other_id", "code"),
        sa.UniqueConstraint("segment_id", name=op.f("uq_doubted_coding_segment_id")),
        sqlite_autoincrement=True,
    )
    _indexed("doubted_coding")


def downgrade() -> None:
    for table in ("doubted_coding", "program_agreement", "learning"):
        op.drop_table(table)


def _owned() -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "organisation_id", "study_id")]


def _keys(table: str) -> list[sa.Constraint]:
    organisation = op.f(f"fk_{table}_organisation_id_organisation")
    return [
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=organisation),
        _goes_with(table, "study_id", "study"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _goes_with(table: str, column: str, other: str) -> sa.Constraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _indexed(table: str) -> None:
    for column in ("organisation_id", "study_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
