"""The database knows its keys by their fingerprints, so that a lost or exchanged one is seen at once"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "key_fingerprint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_fingerprint")),
        sa.UniqueConstraint("name", name=op.f("uq_key_fingerprint_name")),
    )


def downgrade() -> None:
    op.drop_table("key_fingerprint")
