"""Mail is written down with what it tells of, and waits, sealed, until it is sent"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0038"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=False),
        sa.Column("bounced_at", UtcDateTime(), nullable=True),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("state <> 'sent' OR sealed IS NULL", name=op.f("ck_outgoing_mail_wiped_when_sent")),
        sa.CheckConstraint(
            "state <> 'waiting' OR sealed IS NOT NULL", name=op.f("ck_outgoing_mail_whole_while_waiting")
        ),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'failed')", name=op.f("ck_outgoing_mail_state")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_outgoing_mail_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.id"], name=op.f("fk_outgoing_mail_study_id_study"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("about", name=op.f("uq_outgoing_mail_about")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mail_message_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outgoing_mail_due", "outgoing_mail", ["state", "next_try_at"])
    op.create_index(op.f("ix_outgoing_mail_organisation_id"), "outgoing_mail", ["organisation_id"])
    op.create_index(op.f("ix_outgoing_mail_study_id"), "outgoing_mail", ["study_id"])


def downgrade() -> None:
    op.drop_table("outgoing_mail")
