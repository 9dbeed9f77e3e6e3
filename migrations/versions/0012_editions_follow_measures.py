"""Editions follow measures"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import foundation.tables

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", foundation.tables.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_publication_edition_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_edition_publication_id_publication"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_edition")),
        sa.UniqueConstraint("publication_id", "number", name=op.f("uq_publication_edition_publication_id_number")),
    )
    with op.batch_alter_table("publication_edition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_edition_organisation_id"), ["organisation_id"], unique=False)

    # Plain additions: rebuilding a table that others point to would break the pointing on SQLite.
    op.add_column("measure_change", sa.Column("told", sa.JSON(), nullable=False, server_default="{}"))
    for name in ("telephone", "email"):
        op.add_column(
            "organisation", sa.Column(name, sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )


def downgrade() -> None:
    op.drop_column("organisation", "email")
    op.drop_column("organisation", "telephone")
    op.drop_column("measure_change", "told")

    with op.batch_alter_table("publication_edition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_edition_organisation_id"))

    op.drop_table("publication_edition")
