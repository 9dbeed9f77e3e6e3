"""What a code is about, what kind a name is, and what a person is here are words from a list too"""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_KINDS = "'person', 'place', 'school', 'organisation', 'address', 'date', 'age', 'phone', 'number', 'email', 'link', 'detail'"
_WORDS = (
    ("code", "dimension", "'', 'tevredenheid', 'output', 'uitkomst', 'impact'"),
    ("code", "theme", "'', 'toegankelijkheid', 'kwaliteit', 'effect'"),
    ("name_finding", "kind", _KINDS),
    ("pseudonym", "kind", _KINDS),
    ("membership", "role", "'researcher', 'second_coder', 'social_team', 'administrator'"),
)


def upgrade() -> None:
    # On SQLite this copies the tables; what points at a code stays, because nothing is taken along meanwhile
    # (foundation.database.copied_tables.tables_are_copied).
    for table, column, words in _WORDS:
        with op.batch_alter_table(table) as batch_op:
            batch_op.create_check_constraint(op.f(f"ck_{table}_{column}"), f"{column} IN ({words})")


def downgrade() -> None:
    for table, column, _words in reversed(_WORDS):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(f"ck_{table}_{column}"), type_="check")
