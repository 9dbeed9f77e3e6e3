"""Which opened page sent an answer of a council member"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comment", sa.Column("form", sa.String(), nullable=False, server_default=""))
    op.add_column("council_member", sa.Column("verdict_form", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("council_member", "verdict_form")
    op.drop_column("comment", "form")
