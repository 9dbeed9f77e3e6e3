"""What somebody is, is said per study; who leaves an organisation stays known; people are invited"""

import sqlalchemy as sa
from alembic import op

from foundation.tables import UtcDateTime

revision = "0043"
down_revision = "0051"
branch_labels = None
depends_on = None

_BEFORE = "role IN ('researcher', 'second_coder', 'social_team', 'administrator')"
_ROLES = "role IN ('researcher', 'second_coder', 'social_team', 'commissioner', 'administrator', 'guest')"


def upgrade() -> None:
    with op.batch_alter_table("membership", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("ended_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("seen_at", UtcDateTime(), nullable=True))
        batch_op.drop_constraint(op.f("ck_membership_role"), type_="check")
        batch_op.create_check_constraint(op.f("ck_membership_role"), _ROLES)
    op.execute(
        "UPDATE membership SET seen_at = (SELECT max(sign_in.last_seen_at) FROM sign_in "
        "WHERE sign_in.person_id = membership.person_id AND sign_in.organisation_id = membership.organisation_id)"
    )
    _make_study_role()
    _make_invitation()
    op.execute(
        "INSERT INTO study_role (organisation_id, study_id, person_id, role, given_at) "
        "SELECT study.organisation_id, study.id, membership.person_id, membership.role, study.created_at "
        "FROM study JOIN membership ON membership.organisation_id = study.organisation_id "
        "ORDER BY study.id, membership.id"
    )


def downgrade() -> None:
    op.drop_table("invitation")
    op.drop_table("study_role")
    op.execute("DELETE FROM membership WHERE ended_at IS NOT NULL OR role = 'guest'")
    op.execute("UPDATE membership SET role = 'social_team' WHERE role = 'commissioner'")
    with op.batch_alter_table("membership", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f("ck_membership_role"), type_="check")
        batch_op.create_check_constraint(op.f("ck_membership_role"), _BEFORE)
        batch_op.drop_column("seen_at")
        batch_op.drop_column("ended_at")


def _make_study_role() -> None:
    op.create_table(
        "study_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("role <> 'guest'", name=op.f("ck_study_role_gives_something")),
        sa.CheckConstraint(_ROLES, name=op.f("ck_study_role_role")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_study_role_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_study_role_person_id_person")),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.id"], name=op.f("fk_study_role_study_id_study"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_study_role")),
        sa.UniqueConstraint("study_id", "person_id", name=op.f("uq_study_role_study_id_person_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_study_role_organisation_id"), "study_role", ["organisation_id"])
    op.create_index(op.f("ix_study_role_person_id"), "study_role", ["person_id"])


def _make_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=True),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitation_email_lower")),
        sa.CheckConstraint(_ROLES, name=op.f("ck_invitation_role")),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name=op.f("fk_invitation_invited_by_person")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.id"], name=op.f("fk_invitation_study_id_study"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("organisation_id", "email", name=op.f("uq_invitation_organisation_id_email")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_invitation_token_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_invitation_organisation_id"), "invitation", ["organisation_id"])
    op.create_index(op.f("ix_invitation_study_id"), "invitation", ["study_id"])
