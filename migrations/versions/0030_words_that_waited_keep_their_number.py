"""Words that waited keep their number: no others are taken for them"""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # On SQLite this copies the table, which then gives no number twice; nothing points at it.
    with op.batch_alter_table("waiting_words", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass


def downgrade() -> None:
    pass
