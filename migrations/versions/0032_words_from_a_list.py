"""How sure a suggestion is, and why a name may stand, are words from a list: the database refuses any other"""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # On SQLite this copies the tables; nothing points at them.
    with op.batch_alter_table("suggestion") as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_suggestion_certainty"), "certainty IN ('likely', 'possible', 'uncertain')"
        )
    with op.batch_alter_table("name_waiver") as batch_op:
        batch_op.create_check_constraint(op.f("ck_name_waiver_why"), "why IN ('word', 'municipality', 'other')")


def downgrade() -> None:
    with op.batch_alter_table("name_waiver") as batch_op:
        batch_op.drop_constraint(op.f("ck_name_waiver_why"), type_="check")
    with op.batch_alter_table("suggestion") as batch_op:
        batch_op.drop_constraint(op.f("ck_suggestion_certainty"), type_="check")
