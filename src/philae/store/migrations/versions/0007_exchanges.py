"""Bodies of calls are kept for keys whose owner wants that."""

from alembic import op

from philae.store.sql import load

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column and the table; no key keeps any yet."""
    for statement in load("schema_0007").split(";\n"):
        op.get_bind().exec_driver_sql(statement)
