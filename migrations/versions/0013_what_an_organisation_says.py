"""What an organisation says of privacy and accessibility"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COLUMNS = ("privacy_words", "accessibility_statement")


def upgrade() -> None:
    # Not as a batch that rebuilds the table: everything refers to an organisation.
    for name in _COLUMNS:
        op.add_column(
            "organisation", sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("organisation", name)
