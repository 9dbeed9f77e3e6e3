"""Evidence says what it tells of its step; ties that were there already are not judged yet"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STANCE = sa.Enum("TELLS", "THEME", "DIFFERS", name="stance")
_COLUMNS = ("stance", "stance_on_pain_point", "stance_on_gain")


def upgrade() -> None:
    _STANCE.create(op.get_bind(), checkfirst=True)
    for name in _COLUMNS:
        op.add_column("evidence", sa.Column(name, _STANCE, nullable=True))


def downgrade() -> None:
    for name in reversed(_COLUMNS):
        op.drop_column("evidence", name)
    _STANCE.drop(op.get_bind(), checkfirst=True)
