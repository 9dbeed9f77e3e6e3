"""Words to find segments by, and an index that lists and counts read alone"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "segment_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("stems", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["segment.id"], name=op.f("fk_segment_words_id_segment"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_segment_words_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_segment_words")),
    )
    op.create_index(op.f("ix_segment_words_organisation_id"), "segment_words", ["organisation_id"])
    op.create_index("ix_segment_list", "segment", ["study_id", "organisation_id", "source_id", "coder_id", "code_id"])


def downgrade() -> None:
    op.drop_index("ix_segment_list", "segment")
    op.drop_table("segment_words")
