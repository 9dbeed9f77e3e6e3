"""A second step at sign-in: apps, recovery codes, passkeys, what is half-way; and for whom it is obligatory"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0044"
down_revision = "0039"
branch_labels = None
depends_on = None

_WAYS = "came_by IN ('password', 'link', 'passkey')"
_sign_in = sa.table("sign_in", sa.column("started_at"), sa.column("proved_at"))


def upgrade() -> None:
    op.add_column(
        "organisation",
        sa.Column("second_step_for", sa.JSON(), nullable=False, server_default='["researcher", "second_coder"]'),
    )
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("passkey_handle", sa.LargeBinary(), nullable=True))
        batch_op.create_unique_constraint(batch_op.f("uq_person_passkey_handle"), ["passkey_handle"])
    _say_more_of_sign_ins()
    _know_apps_and_codes()
    _know_passkeys()
    _let_things_wait()


def _say_more_of_sign_ins() -> None:
    with op.batch_alter_table("sign_in", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("came_by", sa.String(), nullable=False, server_default="password"))
        batch_op.add_column(sa.Column("has_second_step", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("proved_at", UtcDateTime(), nullable=True))
    op.execute(_sign_in.update().values(proved_at=_sign_in.c.started_at))
    with op.batch_alter_table("sign_in", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("proved_at", existing_type=UtcDateTime(), nullable=False)
        batch_op.create_check_constraint(batch_op.f("ck_sign_in_came_by"), _WAYS)


def _know_apps_and_codes() -> None:
    op.create_table(
        "authenticator_app",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("next_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_authenticator_app_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticator_app")),
        sa.UniqueConstraint("person_id", name=op.f("uq_authenticator_app_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "recovery_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("person_id", "digest", name=op.f("uq_recovery_code_person_id_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_recovery_code_person_id"), "recovery_code", ["person_id"])


def _know_passkeys() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("transports", sa.JSON(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.Column("suspect_since", UtcDateTime(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_passkey_has_name")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_passkey_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_passkey_person_id"), "passkey", ["person_id"])
    op.create_table(
        "passkey_challenge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("browser_digest", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey_challenge")),
        sa.UniqueConstraint("browser_digest", name=op.f("uq_passkey_challenge_browser_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_passkey_challenge_expires_at"), "passkey_challenge", ["expires_at"])


def _let_things_wait() -> None:
    op.create_table(
        "half_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("came_by", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(_WAYS, name=op.f("ck_half_sign_in_came_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_half_sign_in_person_id_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_half_sign_in_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_half_sign_in_token_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_half_sign_in_person_id"), "half_sign_in", ["person_id"])
    op.create_index(op.f("ix_half_sign_in_expires_at"), "half_sign_in", ["expires_at"])
    op.create_table(
        "email_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_email_change_email_lower")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_email_change_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_change")),
        sa.UniqueConstraint("person_id", name=op.f("uq_email_change_person_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_email_change_token_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_email_change_expires_at"), "email_change", ["expires_at"])


def downgrade() -> None:
    for name in ("email_change", "half_sign_in", "passkey_challenge", "passkey", "recovery_code", "authenticator_app"):
        op.drop_table(name)
    with op.batch_alter_table("sign_in", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_sign_in_came_by"), type_="check")
        batch_op.drop_column("proved_at")
        batch_op.drop_column("has_second_step")
        batch_op.drop_column("came_by")
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_person_passkey_handle"), type_="unique")
        batch_op.drop_column("passkey_handle")
    op.drop_column("organisation", "second_step_for")
