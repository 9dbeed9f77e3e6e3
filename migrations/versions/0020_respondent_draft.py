"""What was typed on the page of a respondent and not kept yet"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import foundation.tables

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "respondent_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("page", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("part", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_respondent_draft_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_respondent_draft_person_id_person")),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_respondent_draft_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent_draft")),
        sa.UniqueConstraint(
            "respondent_id",
            "person_id",
            "page",
            "part",
            name=op.f("uq_respondent_draft_respondent_id_person_id_page_part"),
        ),
    )
    with op.batch_alter_table("respondent_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_respondent_draft_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_respondent_draft_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("respondent_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_respondent_draft_person_id"))
        batch_op.drop_index(batch_op.f("ix_respondent_draft_organisation_id"))

    op.drop_table("respondent_draft")
