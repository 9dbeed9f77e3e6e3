"""Attempts to sign in that failed, counted per account until the history tells of them"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0061"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "failed_sign_ins",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "way", name=op.f("pk_failed_sign_ins")),
    )


def downgrade() -> None:
    op.drop_table("failed_sign_ins")
