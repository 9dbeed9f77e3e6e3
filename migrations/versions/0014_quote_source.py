"""A quote remembers whose words it was made from, and an edition whose words it quotes"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quote_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview.id"],
            name=op.f("fk_quote_source_interview_id_interview"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_quote_source_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_quote_source_step_id_step"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_source")),
        sa.UniqueConstraint("step_id", name=op.f("uq_quote_source_step_id")),
    )
    op.create_index(op.f("ix_quote_source_interview_id"), "quote_source", ["interview_id"])
    op.create_index(op.f("ix_quote_source_organisation_id"), "quote_source", ["organisation_id"])
    op.add_column("publication", sa.Column("quoted", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("publication", "quoted")
    op.drop_table("quote_source")
