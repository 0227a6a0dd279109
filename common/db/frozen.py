"""The SQL of migrations: a folder of files for each, which nobody changes afterwards (decision 24)."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

# `{numbers}` stands for a list of columns, and `{numbers: sum(#) AS #}` for the same with each put in place of `#`.
LIST = re.compile(r"\{(\w+)(?:: ([^{}]*))?\}")


def frozen_sql(
    migration: str, *parts: str, of: str = "", columns: Mapping[str, Sequence[str]] | None = None
) -> str:
    """The files of a migration's own folder: `sql/0008/` of the app for its migration `0008_….py`.

    A part that it has no file of is run once more as the newest migration before it has it; `of` says up to which one.
    `columns` are its own lists of columns, written out in the files.
    """
    path = Path(migration)
    last = of or path.name.partition("_")[0]
    text = "".join(_newest(path.parents[1] / "sql", f"{part}.sql", last).read_text() for part in parts)
    return text if columns is None else written_out(text, columns)


def _newest(folder: Path, name: str, last: str) -> Path:
    return max(path for path in folder.glob(f"[0-9]*/{name}") if path.parent.name <= last)


def written_out(text: str, columns: Mapping[str, Sequence[str]]) -> str:
    """The text with its lists of columns; what is not in `columns` raises a KeyError."""

    def written(found: re.Match[str]) -> str:
        name, form = found.groups(default="#")
        return ", ".join(form.replace("#", column) for column in columns[name])

    return LIST.sub(written, text)
