"""People may be called back, on a number that is kept for thirty days"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

_LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("unfinished_answer", sa.Column("sealed_call", sa.LargeBinary(), nullable=True))
    op.add_column("unfinished_answer", sa.Column("call_until", sa.Date(), nullable=True))
    _may_be_called()


def downgrade() -> None:
    """Every number to call is gone."""
    op.drop_table("call_permission")
    with op.batch_alter_table("unfinished_answer", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("call_until")
        batch_op.drop_column("sealed_call")


def _may_be_called() -> None:
    op.create_table(
        "call_permission",
        sa.Column("id", _LARGE, nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("response_id", _LARGE, nullable=False),
        sa.Column("about_this", sa.Boolean(), nullable=False),
        sa.Column("for_interview", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_call_permission_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_call_permission_response_id_response"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("about_this OR for_interview", name=op.f("ck_call_permission_for_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_permission")),
        sa.UniqueConstraint("response_id", name=op.f("uq_call_permission_response_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_call_permission_organisation_id"), "call_permission", ["organisation_id"])
