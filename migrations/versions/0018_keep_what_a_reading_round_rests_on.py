"""A reading round keeps what it rests on, and whose words it quotes"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review_round", sa.Column("rests_on", sa.JSON(), nullable=True))
    op.add_column("review_round", sa.Column("quoted", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("review_round", "quoted")
    op.drop_column("review_round", "rests_on")
