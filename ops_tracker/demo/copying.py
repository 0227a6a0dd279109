"""Loading of text lines by COPY."""

from collections.abc import Iterable

from django.db import connection

TOUCHED = """
    SELECT quote_ident(relname) FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
      AND relname ~ '^(agencies|operations|seizures|figures)_'
    ORDER BY relname
"""


def copy(table: str, columns: str, lines: Iterable[str]) -> int:
    """Executes COPY; triggers and constraints apply as to any INSERT. Returns the number of rows."""
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
            stream.write("".join(f"{line}\n" for line in lines))
        return int(cursor.rowcount)


def analyse() -> None:
    """Updates the planner's statistics of the loaded tables and of those that triggers wrote to."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED)
        cursor.execute(f"ANALYZE {', '.join(name for (name,) in cursor.fetchall())}")
