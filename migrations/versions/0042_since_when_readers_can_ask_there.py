"""Since when readers can ask an organisation there: an edition that differs by it has a day"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("contact_since", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("organisation", "contact_since")
