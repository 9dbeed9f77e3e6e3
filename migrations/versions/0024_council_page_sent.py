"""How far an opened page of a council member was sent"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import foundation.tables

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "council_page_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("page", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sent_at", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_council_page_sent_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["council_member.id"],
            name=op.f("fk_council_page_sent_member_id_council_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_page_sent")),
        sa.UniqueConstraint("member_id", "page", name=op.f("uq_council_page_sent_member_id_page")),
    )
    op.create_index(op.f("ix_council_page_sent_organisation_id"), "council_page_sent", ["organisation_id"])


def downgrade() -> None:
    op.drop_table("council_page_sent")
