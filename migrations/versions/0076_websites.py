"""An organisation says on which websites its figures may be shown in a frame"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("websites", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("organisation", "websites")
