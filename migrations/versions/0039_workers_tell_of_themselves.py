"""No two unfinished jobs of one kind for one study; who does a job and since when; and workers tell that they are there"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_UNFINISHED = "state IN ('WAITING', 'RUNNING')"


def upgrade() -> None:
    # Clicks at once made doubles; the last is the one whose progress is shown.
    op.execute(
        "DELETE FROM job WHERE state IN ('WAITING', 'RUNNING') AND EXISTS (SELECT 1 FROM job AS later"
        " WHERE later.kind = job.kind AND later.study_id = job.study_id AND later.id > job.id"
        " AND later.state IN ('WAITING', 'RUNNING'))"
    )
    op.create_index(
        "uq_job_unfinished",
        "job",
        ["kind", "study_id"],
        unique=True,
        sqlite_where=sa.text(_UNFINISHED),
        postgresql_where=sa.text(_UNFINISHED),
    )
    op.add_column("job", sa.Column("handed_back", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("job", sa.Column("worker", sa.String(), nullable=False, server_default=""))
    op.add_column("job", sa.Column("begun_at", UtcDateTime(), nullable=True))
    op.create_table(
        "worker",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
        sa.UniqueConstraint("name", name=op.f("uq_worker_name")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("worker")
    op.drop_index("uq_job_unfinished", "job")
    with op.batch_alter_table("job", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("begun_at")
        batch_op.drop_column("worker")
        batch_op.drop_column("handed_back")
