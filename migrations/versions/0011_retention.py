"""A study remembers when its names and its transcripts were erased, as was agreed"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("study", sa.Column("names_gone_on", sa.Date(), nullable=True))
    op.add_column("study", sa.Column("transcripts_gone_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("study", "transcripts_gone_on")
    op.drop_column("study", "names_gone_on")
