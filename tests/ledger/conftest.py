"""The ledger's tests write to real databases."""

from tests.migrated import migrated as migrated
from tests.migrated import template as template
from tests.postgres import admin_dsn as admin_dsn
