"""Of a choice that was not sent it is known when it was made: the later of two pages counts"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("unsent_answer") as batch_op:
        batch_op.add_column(sa.Column("chosen_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("unsent_answer") as batch_op:
        batch_op.drop_column("chosen_at")
