"""The relay's calls and its leases."""

from alembic import op

from philae.store.sql import load

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables; nothing that is there changes."""
    for statement in load("schema_0003").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
