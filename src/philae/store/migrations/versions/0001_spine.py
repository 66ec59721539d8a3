"""The spine: accounts, keys, the ledger, tasks with their attempts and events, webhooks, files."""

from alembic import op

from philae.store.sql import load

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the schema as it stands in sql/schema_0001.sql."""
    for statement in load("schema_0001").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
