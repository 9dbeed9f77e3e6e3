"""Keep what council members typed, and let what is good carry a remark"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import foundation.tables

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "unsent_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("choice", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("text", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("saved_at", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["council_member.id"],
            name=op.f("fk_unsent_answer_member_id_council_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_unsent_answer_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent_answer")),
        sa.UniqueConstraint("member_id", "step_number", name=op.f("uq_unsent_answer_member_id_step_number")),
    )
    with op.batch_alter_table("unsent_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unsent_answer_organisation_id"), ["organisation_id"], unique=False)

    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text("ALTER TYPE outcome ADD VALUE IF NOT EXISTS 'READ'"))
    with op.batch_alter_table("comment") as batch_op:
        batch_op.add_column(sa.Column("is_good", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("earlier", sa.JSON(), nullable=False, server_default="[]"))
    comment = sa.table("comment", sa.column("text", sa.String()), sa.column("is_good", sa.Boolean()))
    op.execute(comment.update().where(comment.c.text.is_(None)).values(is_good=True))
    with op.batch_alter_table("comment") as batch_op:
        batch_op.alter_column("is_good", server_default=None)
        batch_op.alter_column("earlier", server_default=None)
        batch_op.create_check_constraint(op.f("ck_comment_something_said"), "is_good OR text IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_comment_something_said"), type_="check")
        batch_op.drop_column("earlier")
        batch_op.drop_column("is_good")

    with op.batch_alter_table("unsent_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unsent_answer_organisation_id"))

    op.drop_table("unsent_answer")
