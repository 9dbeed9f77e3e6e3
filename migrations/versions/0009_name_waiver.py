"""A word may stand in a story though it is a real name too: which place, why, and who said so"""

import sqlalchemy as sa
from alembic import op

import foundation.tables

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "name_waiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("journey_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("moment", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_name_waiver_journey_id_journey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_name_waiver_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_name_waiver_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_waiver")),
        sa.UniqueConstraint("journey_id", "digest", name=op.f("uq_name_waiver_journey_id_digest")),
    )
    op.create_index(op.f("ix_name_waiver_organisation_id"), "name_waiver", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("name_waiver")
