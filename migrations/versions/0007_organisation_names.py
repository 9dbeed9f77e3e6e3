"""A name of an organisation is used once; two that are written alike keep their slug behind it until a person looks"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("name_key", sa.String(), nullable=False, server_default=""))
    table = sa.table("organisation", sa.column("id"), sa.column("name"), sa.column("slug"), sa.column("name_key"))
    connection, taken = op.get_bind(), set()
    for number, name, slug in connection.execute(sa.select(table.c.id, table.c.name, table.c.slug)).all():
        key = " ".join(name.split()).casefold()
        key = key if key not in taken else f"{key} ({slug})"
        taken.add(key)
        connection.execute(sa.update(table).where(table.c.id == number).values(name_key=key))
    op.create_index("ix_organisation_name_key", "organisation", ["name_key"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_organisation_name_key", "organisation")
    op.drop_column("organisation", "name_key")
