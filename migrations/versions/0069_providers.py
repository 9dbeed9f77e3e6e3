"""Providers: a measurement is about the municipality's own work once at most"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

_OWN = sa.text("provider_id IS NULL")


def upgrade() -> None:
    op.create_index(
        "uq_measured_own_work", "measured", ["measurement_id"], unique=True, sqlite_where=_OWN, postgresql_where=_OWN
    )


def downgrade() -> None:
    op.drop_index("uq_measured_own_work", table_name="measured")
