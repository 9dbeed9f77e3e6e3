"""What rested on a withdrawn conversation and was untied from it is read again too"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # On SQLite this copies the table, which then gives no number twice; nothing points at it.
    with op.batch_alter_table("to_reread", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("deleted_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("interview_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_to_reread_interview_id_interview"),
            "interview",
            ["interview_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_unique_constraint(batch_op.f("uq_to_reread_step_id_interview_id"), ["step_id", "interview_id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_to_reread_one_conversation"), "(deleted_id IS NULL) <> (interview_id IS NULL)"
        )
        batch_op.create_index(batch_op.f("ix_to_reread_interview_id"), ["interview_id"])


def downgrade() -> None:
    to_reread = sa.table("to_reread", sa.column("deleted_id"))
    op.execute(to_reread.delete().where(to_reread.c.deleted_id.is_(None)))
    with op.batch_alter_table("to_reread") as batch_op:
        batch_op.drop_index(batch_op.f("ix_to_reread_interview_id"))
        batch_op.drop_constraint(batch_op.f("ck_to_reread_one_conversation"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_to_reread_step_id_interview_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_to_reread_interview_id_interview"), type_="foreignkey")
        batch_op.drop_column("interview_id")
        batch_op.alter_column("deleted_id", existing_type=sa.Integer(), nullable=False)
