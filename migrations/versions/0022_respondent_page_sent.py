"""How far an opened page of a respondent was sent"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import foundation.tables

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "respondent_page_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("page", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sent_at", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_respondent_page_sent_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_respondent_page_sent_person_id_person")),
        sa.ForeignKeyConstraint(
            ["respondent_id"],
            ["respondent.id"],
            name=op.f("fk_respondent_page_sent_respondent_id_respondent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respondent_page_sent")),
        sa.UniqueConstraint(
            "respondent_id", "person_id", "page", name=op.f("uq_respondent_page_sent_respondent_id_person_id_page")
        ),
    )
    for column in ("organisation_id", "person_id"):
        op.create_index(op.f(f"ix_respondent_page_sent_{column}"), "respondent_page_sent", [column])


def downgrade() -> None:
    op.drop_table("respondent_page_sent")
