"""Topics on a map: where each stands and to which it is tied, what may be in it, and what it was put together from"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

_TABLE = "topic"
_LISTS = ("maybe", "ties", "parts")
_PLACES = ("x", "y")


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name in _LISTS:
            batch_op.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        for name in _PLACES:
            batch_op.add_column(sa.Column(name, sa.Float(), nullable=False, server_default="0.5"))
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name in (*_LISTS, *_PLACES):
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name in (*_PLACES, *_LISTS):
            batch_op.drop_column(name)
