"""Messages under way, and the form of answers by key."""

from alembic import op

from philae.store.sql import load

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add columns; nothing that is there changes."""
    for statement in load("schema_0009").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
