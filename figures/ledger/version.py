"""The version of the figures: it changes whenever an answer may change."""

from typing import Any

VERSION = """
    SELECT (SELECT token FROM figures_tally WHERE name = 'epoch'),
        coalesce((SELECT number FROM figures_tally WHERE name = 'folded'), 0) + (SELECT count(*) FROM figures_pending)
"""


def version_in(rows: list[Any]) -> str | None:
    """The version in these rows, None before the first. One question of one reader has one answer for each version."""
    [(epoch, postings)] = rows
    return f"{epoch}/{postings}" if epoch else None
