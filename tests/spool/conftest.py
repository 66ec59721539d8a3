"""The spool's tests write to a real database."""

from tests.migrated import migrated as migrated
from tests.migrated import template as template
from tests.postgres import admin_dsn as admin_dsn
