"""Topics keep where their most typical passages stand, and no longer their words"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

_TOPIC = sa.table("topic", *(sa.column("id"), *(sa.column(one, sa.JSON) for one in ("quotes", "typical", "parts"))))
_CHANGE = sa.table("change_record", sa.column("id"), sa.column("operations", sa.JSON))


def upgrade() -> None:
    with op.batch_alter_table("topic", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("typical", sa.JSON(), nullable=False, server_default="[]"))
    connection = op.get_bind()
    for number, quotes, parts in connection.execute(sa.select(_TOPIC.c.id, _TOPIC.c.quotes, _TOPIC.c.parts)).all():
        kept = {"typical": _places(quotes), "parts": _without_words(parts)}
        connection.execute(_TOPIC.update().where(_TOPIC.c.id == number).values(**kept))
    for number, operations in connection.execute(sa.select(_CHANGE.c.id, _CHANGE.c.operations)).all():
        kept = [_without_words(one) if one.get("table") == "topic" else one for one in operations]
        if kept != operations:
            connection.execute(_CHANGE.update().where(_CHANGE.c.id == number).values(operations=kept))
    with op.batch_alter_table("topic", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("typical", server_default=None)
        batch_op.drop_column("quotes")


def downgrade() -> None:
    """The words are gone: a topic has none that are typical, until topics are searched again."""
    with op.batch_alter_table("topic", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("quotes", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("topic", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("quotes", server_default=None)
        batch_op.drop_column("typical")


def _without_words(value: Any) -> Any:
    """The same, with places for quotes, also in what it was put together from."""
    if isinstance(value, list):
        return [_without_words(one) for one in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _without_words(one) for name, one in value.items() if name != "quotes"}
    return kept | ({"typical": _places(value["quotes"])} if "quotes" in value else {})


def _places(quotes: list[dict[str, Any]]) -> list[list[int]]:
    return [[one["source_id"], one["start"], one["end"]] for one in quotes]
