"""Each study gets a key of its own; those from before go on with keys that follow from the master key"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

_TABLE = "study_key"


class KeysWouldBeLost(RuntimeError):
    """Without its key nobody ever opens again what was sealed of a study."""


def upgrade() -> None:
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_study_key_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.id"], name=op.f("fk_study_key_study_id_study"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_key")),
        sa.UniqueConstraint("study_id", name=op.f("uq_study_key_study_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_study_key_organisation_id"), _TABLE, ["organisation_id"])
    # No key is at hand here, and none is needed: what has none of its own is opened as it was.
    op.execute("INSERT INTO study_key (organisation_id, study_id) SELECT organisation_id, id FROM study ORDER BY id")
    op.add_column("key_fingerprint", sa.Column("digest_key", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    for table, column in ((_TABLE, "wrapped"), ("key_fingerprint", "digest_key")):
        kept = sa.column(column)
        if op.get_bind().scalar(sa.select(kept).select_from(sa.table(table)).where(kept.is_not(None)).limit(1)):
            raise KeysWouldBeLost("keys stand in this database alone: restore a backup from before instead")
    op.drop_column("key_fingerprint", "digest_key")
    op.drop_table(_TABLE)
