"""Who wrote the words about a measure that somebody else looked at and stored"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # As one statement: SQLite can add no foreign key afterwards, and nothing has to be copied.
    op.execute(
        "ALTER TABLE measure_change ADD COLUMN writer_id INTEGER"
        " CONSTRAINT fk_measure_change_writer_id_person REFERENCES person (id)"
    )


def downgrade() -> None:
    # Its foreign key goes along with the column, when the table is copied and when it is not.
    with op.batch_alter_table("measure_change", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("writer_id")
