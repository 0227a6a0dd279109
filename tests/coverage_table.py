"""Prints what coverage measured as a table of apps, for docs/coverage.md: `make coverage` ends with it."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.test_house import LEVEL

COUNTED = ("num_statements", "missing_lines", "num_branches", "missing_branches")


def table(files: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The lines of the table, out of the `files` of coverage's JSON."""
    yield "| app | statements | not run | branches | not taken | covered |"
    yield "|---|--:|--:|--:|--:|--:|"
    whole: Counter[str] = Counter()
    for app in LEVEL:
        counts: Counter[str] = Counter()
        for path, found in files.items():
            if Path(path).parts[0] == app:
                counts.update({name: found["summary"][name] for name in COUNTED})
        whole.update(counts)
        yield _row(f"`{app}`", counts)
    yield _row("all", whole)


def _row(name: str, counts: Counter[str]) -> str:
    whole = counts["num_statements"] + counts["num_branches"]
    missed = counts["missing_lines"] + counts["missing_branches"]
    share = f"{100 * (1 - missed / whole):.1f} %" if whole else "–"
    return "| " + " | ".join([name, *(f"{counts[each]:,}" for each in COUNTED), share]) + " |"


if __name__ == "__main__":
    for line in table(json.loads(Path(sys.argv[1]).read_text())["files"]):
        sys.stdout.write(f"{line}\n")
