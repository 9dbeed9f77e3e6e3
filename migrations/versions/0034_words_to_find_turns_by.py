"""Words to find what was said by"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "turn_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("stems", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["turn.id"], name=op.f("fk_turn_words_id_turn"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_turn_words_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turn_words")),
    )
    op.create_index(op.f("ix_turn_words_organisation_id"), "turn_words", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("turn_words")
