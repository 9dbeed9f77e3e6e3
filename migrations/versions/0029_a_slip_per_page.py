"""Two tabs that write one memo keep a draft each"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

_THING = ("study_id", "person_id", "segment_id", "code_id")


def upgrade() -> None:
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("slip", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("over", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.drop_constraint(op.f("uq_draft_person_id_code_id"), type_="unique")
        batch_op.drop_constraint(op.f("uq_draft_person_id_segment_id"), type_="unique")
    draft = sa.table("draft", sa.column("id", sa.Integer()), sa.column("slip", sa.String()))
    op.execute(draft.update().values(slip=sa.cast(draft.c.id, sa.String())))
    with op.batch_alter_table("draft") as batch_op:
        batch_op.alter_column("slip", server_default=None)
        batch_op.alter_column("over", server_default=None)
        batch_op.create_unique_constraint(op.f("uq_draft_person_id_slip"), ["person_id", "slip"])


def downgrade() -> None:
    """Of each thing the draft that was typed last stays."""
    draft = sa.table("draft", *(sa.column(name, sa.Integer()) for name in ("id", *_THING)))
    last = sa.select(sa.func.max(draft.c.id)).group_by(*(draft.c[name] for name in _THING))
    op.execute(draft.delete().where(draft.c.id.not_in(last)))
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_constraint(op.f("uq_draft_person_id_slip"), type_="unique")
        batch_op.drop_column("over")
        batch_op.drop_column("slip")
        batch_op.create_unique_constraint(op.f("uq_draft_person_id_code_id"), ["person_id", "code_id"])
        batch_op.create_unique_constraint(op.f("uq_draft_person_id_segment_id"), ["person_id", "segment_id"])
