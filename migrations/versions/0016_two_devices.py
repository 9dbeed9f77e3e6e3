"""What a council member typed on one device is not wiped out by another"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain additions, that SQLite takes without rebuilding the table.
    op.add_column(
        "unsent_answer", sa.Column("form", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
    )
    op.add_column("unsent_answer", sa.Column("elsewhere", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("unsent_answer", "elsewhere")
    op.drop_column("unsent_answer", "form")
