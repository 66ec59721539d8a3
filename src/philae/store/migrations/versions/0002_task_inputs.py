"""Which inputs a task names, so that they can be erased with the last that does."""

from alembic import op

from philae.store.sql import load

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, and fill it from what the tasks say."""
    for statement in load("schema_0002").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
