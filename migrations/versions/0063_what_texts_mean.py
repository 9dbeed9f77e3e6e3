"""What texts mean, in numbers, is kept with them: the encoder need not read them again each time"""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

_TABLE = "text_vector"


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("encoder", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_text_vector_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.id"], name=op.f("fk_text_vector_study_id_study"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_text_vector_source_id_source"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_vector")),
        sa.UniqueConstraint("source_id", "digest", name=op.f("uq_text_vector_source_id_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_text_vector_organisation_id"), _TABLE, ["organisation_id"])
    op.create_index(op.f("ix_text_vector_study_id"), _TABLE, ["study_id"])


def downgrade() -> None:
    op.drop_table(_TABLE)
