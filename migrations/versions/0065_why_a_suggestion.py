"""Suggestions say why: by which words, and which coded segment is most like them; what texts mean says where it stands"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

_TABLE = "suggestion"
_OF_SEGMENT = "fk_suggestion_like_segment_id_segment"


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("words", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("like_segment_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("by_definition", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_foreign_key(op.f(_OF_SEGMENT), "segment", ["like_segment_id"], ["id"], ondelete="SET NULL")
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("words", server_default=None)
        batch_op.alter_column("by_definition", server_default=None)
    op.create_index(op.f("ix_suggestion_like_segment_id"), _TABLE, ["like_segment_id"])
    with op.batch_alter_table("text_vector", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("start", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("end", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("text_vector", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("end")
        batch_op.drop_column("start")
    op.drop_index(op.f("ix_suggestion_like_segment_id"), _TABLE)
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(_OF_SEGMENT), type_="foreignkey")
        batch_op.drop_column("by_definition")
        batch_op.drop_column("like_segment_id")
        batch_op.drop_column("words")
