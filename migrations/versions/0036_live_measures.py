"""The measures of a public story are those of the list: it is known when one was taken out, and who rewrote words"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure_removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("journey_id", sa.Integer(), nullable=False),
        sa.Column("moment", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["journey_id"], ["journey.id"], name=op.f("fk_measure_removal_journey_id_journey"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_measure_removal_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_removal")),
    )
    op.create_index(op.f("ix_measure_removal_journey_id"), "measure_removal", ["journey_id"])
    op.create_index(op.f("ix_measure_removal_organisation_id"), "measure_removal", ["organisation_id"])
    with op.batch_alter_table("waiting_words", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("rewritten_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_waiting_words_rewritten_by_id_person"), "person", ["rewritten_by_id"], ["id"]
        )
    with op.batch_alter_table("measure_change", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("is_rewritten", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("measure_change") as batch_op:
        batch_op.drop_column("is_rewritten")
    with op.batch_alter_table("waiting_words", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_waiting_words_rewritten_by_id_person"), type_="foreignkey")
        batch_op.drop_column("rewritten_by_id")
    op.drop_table("measure_removal")
