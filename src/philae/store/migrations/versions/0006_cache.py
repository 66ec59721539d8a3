"""Keys may have their answers given again; calls tell what that saved."""

from alembic import op

from philae.store.sql import load

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; no key has it yet, and no call saved anything."""
    for statement in load("schema_0006").split(";\n"):
        op.get_bind().exec_driver_sql(statement)
