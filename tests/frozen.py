"""The SQL that is in force today: what migrations ran, of each name the last."""

from functools import cache

from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader


@cache
def sql_in_force(app: str) -> str:
    """All that the migrations of an app run, in their order."""
    found = MigrationLoader(None).disk_migrations
    return "\n".join(
        operation.sql
        for key in sorted(key for key in found if key[0] == app)
        for operation in found[key].operations
        if isinstance(operation, RunSQL) and isinstance(operation.sql, str)
    )
