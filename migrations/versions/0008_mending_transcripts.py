"""Transcripts on their way in keep mended turns and the half-filled form, and can be put back for a day"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLE = "transcript_in_progress"
_KEPT = {"filled_in": "{}", "mended": "[]", "mends": "[]"}


def upgrade() -> None:
    for name, empty in _KEPT.items():
        op.add_column(_TABLE, sa.Column(name, sa.JSON(), nullable=False, server_default=empty))
    op.add_column(_TABLE, sa.Column("thrown_away_at", UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # What was thrown away would come back into sight.
    op.execute(sa.delete(sa.table(_TABLE, sa.column("thrown_away_at"))).where(sa.column("thrown_away_at").is_not(None)))
    for name in ("thrown_away_at", *_KEPT):
        op.drop_column(_TABLE, name)
