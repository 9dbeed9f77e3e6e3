"""Digests of what was said were unkeyed: two names could be tried out against one; keyed ones are computed when needed"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("UPDATE interview SET content_digest = ''")


def downgrade() -> None:
    """A digest that is gone is asked for again at the next import."""
