"""Attempts are counted in the database; a sign-in knows when it was last used and in which browser; a person has a name"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0040"
down_revision = "0037"
branch_labels = None
depends_on = None

_person = sa.table("person", sa.column("name"), sa.column("email"))
_sign_in = sa.table("sign_in", sa.column("started_at"), sa.column("last_seen_at"))


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("window", sa.BigInteger(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", "window", name=op.f("pk_attempts")),
    )
    op.create_index(op.f("ix_attempts_until"), "attempts", ["until"])
    _know_browsers()
    op.execute(_person.update().where(sa.func.trim(_person.c.name) == "").values(name=_person.c.email))
    with op.batch_alter_table("person") as batch_op:
        batch_op.create_check_constraint(batch_op.f("ck_person_has_name"), "name <> ''")


def _know_browsers() -> None:
    with op.batch_alter_table("sign_in") as batch_op:
        batch_op.add_column(sa.Column("last_seen_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("browser", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("system", sa.String(), nullable=False, server_default=""))
    op.execute(_sign_in.update().values(last_seen_at=_sign_in.c.started_at))
    with op.batch_alter_table("sign_in") as batch_op:
        batch_op.alter_column("last_seen_at", existing_type=UtcDateTime(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_person_has_name"), type_="check")
    with op.batch_alter_table("sign_in") as batch_op:
        batch_op.drop_column("system")
        batch_op.drop_column("browser")
        batch_op.drop_column("last_seen_at")
    op.drop_index(op.f("ix_attempts_until"), "attempts")
    op.drop_table("attempts")
