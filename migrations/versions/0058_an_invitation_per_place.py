"""An invitation per address and place: for all studies of an organisation, or for one of them"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0054"
branch_labels = None
depends_on = None

_TABLE, _FOR_ALL = "invitation", "uq_invitation_for_all"
_PER_ADDRESS, _PER_STUDY = "uq_invitation_organisation_id_email", "uq_invitation_organisation_id_email_study_id"


def upgrade() -> None:
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(_PER_ADDRESS), type_="unique")
        batch_op.create_unique_constraint(op.f(_PER_STUDY), ["organisation_id", "email", "study_id"])
    op.create_index(
        _FOR_ALL,
        _TABLE,
        ["organisation_id", "email"],
        unique=True,
        sqlite_where=sa.text("study_id IS NULL"),
        postgresql_where=sa.text("study_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_index(_FOR_ALL, _TABLE)
    # Of two invitations to one address the last counted.
    op.execute(
        "DELETE FROM invitation WHERE EXISTS (SELECT 1 FROM invitation AS later"
        " WHERE later.organisation_id = invitation.organisation_id AND later.email = invitation.email"
        " AND (later.made_at > invitation.made_at"
        " OR (later.made_at = invitation.made_at AND later.id > invitation.id)))"
    )
    with op.batch_alter_table(_TABLE, table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_constraint(op.f(_PER_STUDY), type_="unique")
        batch_op.create_unique_constraint(op.f(_PER_ADDRESS), ["organisation_id", "email"])
