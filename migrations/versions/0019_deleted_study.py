"""That a study was deleted, by whom and when"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import foundation.tables

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deleted_study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("begun_at", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_deleted_study_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_deleted_study_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deleted_study")),
    )
    op.create_index(op.f("ix_deleted_study_organisation_id"), "deleted_study", ["organisation_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_deleted_study_organisation_id"), "deleted_study")
    op.drop_table("deleted_study")
