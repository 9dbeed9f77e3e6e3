"""No number of a respondent or conversation, and no address of a study or story, is given to another one"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0044"
branch_labels = None
depends_on = None

_NUMBERED = {"respondent": ("respondent",), "interview": ("interview", "deleted_interview")}
"""What counts on from which tables."""


def upgrade() -> None:
    op.add_column("study", sa.Column("numbers_given", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("deleted_study", sa.Column("addresses", sa.JSON(), nullable=False, server_default="[]"))
    given: dict[int, dict[str, int]] = {}
    connection = op.get_bind()
    for name, tables in _NUMBERED.items():
        for table in tables:
            row = sa.table(table, sa.column("study_id"), sa.column("number"))
            query = sa.select(row.c.study_id, sa.func.max(row.c.number)).group_by(row.c.study_id)
            for study_id, number in connection.execute(query).all():
                of_study = given.setdefault(study_id, {})
                of_study[name] = max(number, of_study.get(name, 0))
    study = sa.table("study", sa.column("id"), sa.column("numbers_given", sa.JSON()))
    for study_id, numbers in sorted(given.items()):
        connection.execute(sa.update(study).where(study.c.id == study_id).values(numbers_given=numbers))


def downgrade() -> None:
    op.drop_column("deleted_study", "addresses")
    op.drop_column("study", "numbers_given")
