"""Alembic's environment: runs migrations on the connection that webapp.migration hands over."""

from alembic import context
from sqlmodel import SQLModel

import webapp.tables  # noqa: F401  registers every table
from foundation.database.full_text.index import is_of_the_tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=is_of_the_tables,
)
with context.begin_transaction():
    context.run_migrations()
