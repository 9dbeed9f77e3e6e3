"""Whose a conversation on its way in was before: said for as long as it waits"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0053"
branch_labels = None
depends_on = None

_TABLE = "transcript_in_progress"
_OF_PERSON = "fk_transcript_in_progress_handed_on_by_person"


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("handed_on_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(_OF_PERSON), "person", ["handed_on_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(_OF_PERSON), type_="foreignkey")
        batch_op.drop_column("handed_on_by")
