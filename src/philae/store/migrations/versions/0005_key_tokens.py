"""Keys may have a limit of tokens a minute."""

from alembic import op

from philae.store.sql import load

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; no key has the limit yet."""
    op.get_bind().exec_driver_sql(load("schema_0005"))
