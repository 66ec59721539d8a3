"""Responses that are kept for their accounts."""

from alembic import op

from philae.store.sql import load

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; nothing that is there changes."""
    for statement in load("schema_0004").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
