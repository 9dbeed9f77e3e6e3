"""A history that is only added to: who saw or changed what, when; each row seals the one before"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

# A row may go once it is older than five years: that is as long as it is kept (docs/decisions/0031-history.md).
_ON_SQLITE = (
    "CREATE TRIGGER trail_entry_stays_as_it_is BEFORE UPDATE ON trail_entry"
    " BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END",
    "CREATE TRIGGER trail_entry_stays BEFORE DELETE ON trail_entry"
    " WHEN OLD.moment > datetime('now', '-5 years')"
    " BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END",
)
_ON_POSTGRESQL = (
    "CREATE FUNCTION trail_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' AND OLD.moment <= now() - interval '5 years' THEN RETURN OLD; END IF;"
    " RAISE EXCEPTION 'the history is only added to'; END $$",
    "CREATE TRIGGER trail_entry_stays BEFORE UPDATE OR DELETE ON trail_entry"
    " FOR EACH ROW EXECUTE FUNCTION trail_entry_refuse()",
    "CREATE TRIGGER trail_entry_stays_whole BEFORE TRUNCATE ON trail_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION trail_entry_refuse()",
)


def upgrade() -> None:
    op.create_table(
        "trail_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("moment", UtcDateTime(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.CheckConstraint("sequence > 0", name=op.f("ck_trail_entry_counts_from_one")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_trail_entry_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_entry")),
        sa.UniqueConstraint("organisation_id", "sequence", name=op.f("uq_trail_entry_organisation_id_sequence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_trail_entry_organisation_id"), "trail_entry", ["organisation_id"])
    op.create_index("ix_trail_entry_person", "trail_entry", ["organisation_id", "person_id", "kind", "moment"])
    op.create_index("ix_trail_entry_about", "trail_entry", ["organisation_id", "about", "about_id"])
    op.create_index("ix_trail_entry_study", "trail_entry", ["organisation_id", "study_id"])
    for statement in _ON_POSTGRESQL if op.get_bind().dialect.name == "postgresql" else _ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("trail_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION trail_entry_refuse()")
