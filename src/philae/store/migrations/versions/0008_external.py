"""Clients' own ids of tasks."""

from alembic import op

from philae.store.sql import load

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add a column; nothing that is there changes."""
    for statement in load("schema_0008").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
