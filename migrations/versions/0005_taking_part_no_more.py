"""Somebody may take part no more, and an edition keeps whose conversations it rests on; of earlier ones it is unknown"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("respondent", sa.Column("withdrawn_on", sa.Date(), nullable=True))
    op.add_column("publication", sa.Column("rests_on", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("publication", "rests_on")
    op.drop_column("respondent", "withdrawn_on")
