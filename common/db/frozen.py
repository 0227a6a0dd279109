"""The SQL of migrations: a folder of files for each, which nobody changes afterwards (decision 24)."""

from pathlib import Path


def frozen_sql(migration: str, *parts: str) -> str:
    """The files of a migration's own folder: `sql/0008/` of the app for its migration `0008_….py`."""
    path = Path(migration)
    folder = path.parents[1] / "sql" / path.name.partition("_")[0]
    return "".join((folder / f"{part}.sql").read_text() for part in parts)
