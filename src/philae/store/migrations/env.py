"""Alembic's entry point: one connection, one transaction, under an advisory lock so that only one process migrates."""

from alembic import context
from sqlalchemy import text

LOCK = 0x5048494C4145  # "PHILAE"

connection = context.config.attributes["connection"]
context.configure(connection=connection, transaction_per_migration=False)
with context.begin_transaction():
    connection.execute(text(f"select pg_advisory_xact_lock({LOCK})"))
    context.run_migrations()
