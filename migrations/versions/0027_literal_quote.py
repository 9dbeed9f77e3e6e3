"""Which quotes stood word for word in a transcript when it was erased"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "literal_quote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("interview_ids", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_literal_quote_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_literal_quote_step_id_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_literal_quote")),
        sa.UniqueConstraint("step_id", name=op.f("uq_literal_quote_step_id")),
    )
    op.create_index(op.f("ix_literal_quote_organisation_id"), "literal_quote", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("literal_quote")
