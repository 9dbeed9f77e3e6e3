"""Own work stands in a measurement once, and more can be chosen from"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

_OWN = sa.text("provider_id IS NULL")
_COUNTED = ("month_count", "block_count")
_MORE = tuple(f"c{value}" for value in range(11, 17))
_LARGE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_index(
        "uq_measured_own_work", "measured", ["measurement_id"], unique=True, sqlite_where=_OWN, postgresql_where=_OWN
    )
    for table in _COUNTED:
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
            for column in _MORE:
                batch_op.add_column(sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
            for column in _MORE:
                batch_op.alter_column(column, server_default=None)
    _scale("value BETWEEN 1 AND 16")


def downgrade() -> None:
    """What was chosen beyond the tenth choice is gone."""
    op.execute("DELETE FROM given WHERE value > 10")
    _scale("value BETWEEN 1 AND 10")
    for table in _COUNTED:
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
            for column in _MORE:
                batch_op.drop_column(column)
    op.drop_index("uq_measured_own_work", table_name="measured")


def _scale(rule: str) -> None:
    name = op.f("ck_given_on_scale")
    with op.batch_alter_table("given", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, rule)
