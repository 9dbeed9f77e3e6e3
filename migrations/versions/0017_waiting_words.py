"""Words about a measure of a public story wait until a researcher has looked at them"""

import sqlalchemy as sa
from alembic import op

import foundation.tables

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "waiting_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("journey_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("moment", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("returned_at", foundation.tables.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_waiting_words_journey_id_journey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["measure.id"], name=op.f("fk_waiting_words_measure_id_measure"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_waiting_words_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_waiting_words_person_id_person")),
        sa.ForeignKeyConstraint(
            ["step_id"], ["step.id"], name=op.f("fk_waiting_words_step_id_step"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_words")),
    )
    op.create_index(op.f("ix_waiting_words_journey_id"), "waiting_words", ["journey_id"])
    op.create_index(op.f("ix_waiting_words_organisation_id"), "waiting_words", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("waiting_words")
