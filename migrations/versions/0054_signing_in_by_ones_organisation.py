"""People sign in where their organisation's own people do (OpenID Connect)"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0054"
down_revision = "0056"
branch_labels = None
depends_on = None

_WAYS = "came_by IN ('password', 'link', 'passkey')"
_MORE_WAYS = "came_by IN ('password', 'link', 'passkey', 'provider')"
_COMING = ("sign_in", "half_sign_in")


def upgrade() -> None:
    op.add_column(
        "organisation", sa.Column("is_only_by_provider", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _know_providers()
    for table in _COMING:
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"ck_{table}_came_by"), type_="check")
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_came_by"), _MORE_WAYS)
            batch_op.add_column(sa.Column("provider_id", sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_{table}_provider_id_identity_provider"), "identity_provider", ["provider_id"], ["id"]
            )
    op.create_index(op.f("ix_sign_in_provider_id"), "sign_in", ["provider_id"])


def _know_providers() -> None:
    op.create_table(
        "identity_provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("takes_newcomers", sa.Boolean(), nullable=False),
        sa.Column("second_step", sa.String(), nullable=False),
        sa.Column("second_step_words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "second_step IN ('never', 'when_said', 'always')", name=op.f("ck_identity_provider_second_step")
        ),
        sa.CheckConstraint("issuer <> '' AND client_id <> ''", name=op.f("ck_identity_provider_is_told")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_identity_provider_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_provider")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_identity_provider_organisation_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_identity_provider_organisation_id"), "identity_provider", ["organisation_id"])
    op.create_table(
        "provider_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("bound_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_provider_identity_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_provider_identity_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_identity")),
        sa.UniqueConstraint(
            "organisation_id", "issuer", "subject", name=op.f("uq_provider_identity_organisation_id_issuer_subject")
        ),
        sa.UniqueConstraint(
            "organisation_id", "person_id", name=op.f("uq_provider_identity_organisation_id_person_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_provider_identity_organisation_id"), "provider_identity", ["organisation_id"])
    op.create_index(op.f("ix_provider_identity_person_id"), "provider_identity", ["person_id"])
    op.create_table(
        "provider_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("browser_digest", sa.String(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=True),
        sa.Column("invitation", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("begun_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("purpose IN ('sign_in', 'bind', 'join', 'confirm')", name=op.f("ck_provider_visit_purpose")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["identity_provider.id"], name=op.f("fk_provider_visit_provider_id_identity_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_visit")),
        sa.UniqueConstraint("browser_digest", name=op.f("uq_provider_visit_browser_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_provider_visit_provider_id"), "provider_visit", ["provider_id"])
    op.create_index(op.f("ix_provider_visit_expires_at"), "provider_visit", ["expires_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_provider_id"), "sign_in")
    for table in _COMING:
        # Who came this way comes in anew: what knew of it is gone.
        op.execute(sa.table(table, sa.column("came_by")).delete().where(sa.column("came_by") == "provider"))
        with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
            batch_op.drop_constraint(batch_op.f(f"fk_{table}_provider_id_identity_provider"), type_="foreignkey")
            batch_op.drop_column("provider_id")
            batch_op.drop_constraint(batch_op.f(f"ck_{table}_came_by"), type_="check")
            batch_op.create_check_constraint(batch_op.f(f"ck_{table}_came_by"), _WAYS)
    for name in ("provider_visit", "provider_identity", "identity_provider"):
        op.drop_table(name)
    op.drop_column("organisation", "is_only_by_provider")
