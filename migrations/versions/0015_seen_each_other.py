"""When a second coder and the researchers first saw each other's coding"""

import sqlalchemy as sa
from alembic import op

import foundation.tables

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_STATE = sa.Enum("NAMES", "CODING", "CODED", name="interviewstate")
_COLUMNS = ("seen_at", "reopened_at")


def upgrade() -> None:
    for name in _COLUMNS:
        op.add_column("coding_done", sa.Column(name, foundation.tables.UtcDateTime(), nullable=True))
    # Where both are done now, they see each other's; the earliest that it can have been is kept.
    done = sa.table("coding_done", sa.column("interview_id"), sa.column("moment"), sa.column("seen_at"))
    interview = sa.table("interview", sa.column("id"), sa.column("state", _STATE))
    coded = sa.select(interview.c.id).where(interview.c.state == "CODED")
    op.execute(done.update().where(done.c.interview_id.in_(coded)).values(seen_at=done.c.moment))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("coding_done", name)
