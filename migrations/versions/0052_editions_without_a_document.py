"""Editions are stored before something overwrites or ends them; a document is made once somebody asks for it"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("publication_edition", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("pdf", existing_type=sa.LargeBinary(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM publication_edition WHERE pdf IS NULL")
    with op.batch_alter_table("publication_edition", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("pdf", existing_type=sa.LargeBinary(), nullable=False)
