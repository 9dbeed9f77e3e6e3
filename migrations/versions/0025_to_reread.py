"""What leaned on a deleted conversation is read again, and where its words stood is kept"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "to_reread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("journey_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("deleted_id", sa.Integer(), nullable=False),
        sa.Column("was_ground", sa.Boolean(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deleted_id"],
            ["deleted_interview.id"],
            name=op.f("fk_to_reread_deleted_id_deleted_interview"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_to_reread_journey_id_journey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_to_reread_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], name=op.f("fk_to_reread_step_id_step"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_to_reread")),
        sa.UniqueConstraint("step_id", "deleted_id", name=op.f("uq_to_reread_step_id_deleted_id")),
    )
    for column in ("organisation_id", "journey_id", "step_id", "deleted_id"):
        op.create_index(op.f(f"ix_to_reread_{column}"), "to_reread", [column])
    op.add_column("deleted_interview", sa.Column("words_left", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("deleted_interview", "words_left")
    op.drop_table("to_reread")
