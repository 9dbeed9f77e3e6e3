"""Topics that somebody wants no more, and in which revision of the texts their passages stand"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

_TABLE = "topic"


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("revisions", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("revisions", server_default=None)


def downgrade() -> None:
    # What somebody laid aside would be proposed as new.
    op.execute("DELETE FROM topic WHERE dismissed_at IS NOT NULL")
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("dismissed_at")
        batch_op.drop_column("revisions")
