"""The SQL of migrations: each has its own folder of files, which never change afterwards (decision 24)."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

# `{numbers}` stands for a list of columns, and `{numbers: sum(#) AS #}` for the same with each put in place of `#`.
LIST = re.compile(r"\{(\w+)(?:: ([^{}]*))?\}")


def frozen_sql(
    migration: str, *parts: str, of: str = "", columns: Mapping[str, Sequence[str]] | None = None
) -> str:
    """The SQL of a migration's own folder: `sql/0008/` of the app for its migration `0008_….py`.

    A part without a file there is taken from the newest migration before it that has one, no newer than `of`.
    `columns` are lists of columns by name, written into the text.
    """
    path = Path(migration)
    last = of or path.name.partition("_")[0]
    text = "".join(_newest(path.parents[1] / "sql", f"{part}.sql", last).read_text() for part in parts)
    return text if columns is None else with_columns(text, columns)


def _newest(folder: Path, name: str, last: str) -> Path:
    return max(path for path in folder.glob(f"[0-9]*/{name}") if path.parent.name <= last)


def with_columns(text: str, columns: Mapping[str, Sequence[str]]) -> str:
    """The text with its placeholders replaced by lists of columns. Raises KeyError for one that is not in `columns`."""

    def replaced(found: re.Match[str]) -> str:
        name, form = found.groups(default="#")
        return ", ".join(form.replace("#", column) for column in columns[name])

    return LIST.sub(replaced, text)
