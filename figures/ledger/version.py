"""Whether figures may have changed: a name for what they are added up from, as it is now."""

from typing import Any

VERSION = """
    SELECT (SELECT token FROM figures_tally WHERE name = 'epoch'),
        coalesce((SELECT number FROM figures_tally WHERE name = 'folded'), 0) + (SELECT count(*) FROM figures_pending)
"""


def version_in(rows: list[Any]) -> str | None:
    """Two answers to one question by one reader are the same under the same version; None where there is none yet."""
    [(epoch, postings)] = rows
    return f"{epoch}/{postings}" if epoch else None
