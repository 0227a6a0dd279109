"""The sources of a draft: rows that go by their source, which a record has once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import uuid_utils.compat as uuid_utils
from django.utils.translation import gettext as _

from common.db.conditions import check_row
from common.errors import Findings

# More sources of one record are a bibliography.
MOST_SOURCES = 50


def matched_rows(rows: Sequence[Any], stored: Mapping[Any, Any]) -> list[Any]:
    """The rows in their order, each with the id of the stored row of its source; `stored` are those by source."""
    for position, row in enumerate(rows):
        twin = stored.get(row.source_id)
        row.pk, row._state.adding = (twin.pk, False) if twin else (uuid_utils.uuid7(), True)
        row.position = position
    return list(rows)


def check_sources(
    rows: Sequence[Any], known: Collection[Any], visible: Collection[Any], findings: Findings, *, of: str
) -> None:
    """Adds the errors of each row; `known` are the sources that the record has, `visible` those of its author."""
    if len(rows) > MOST_SOURCES:
        text = _("There are %(number)d; a record has %(most)d at most.")
        findings.add("sources", text % {"number": len(rows), "most": MOST_SOURCES})
        return
    seen: set[Any] = set()
    for number, row in enumerate(rows):
        path = f"sources.{number}"
        with findings.at(path):
            check_row(row, of)
        if row.source_id and row.source_id not in {*known, *visible}:
            findings.add(f"{path}.source", _("There is no such source."))
        elif row.source_id and row.source_id in seen:
            findings.add(
                f"{path}.source", _("That source is in the list already. Put both places into its row.")
            )
        seen.add(row.source_id)


def save_sources(record: Any, rows: Sequence[Any], stored: Mapping[Any, Any]) -> None:
    """Saves the rows; those of sources that the editor may not see stay as they are."""
    pks = {row.pk for row in rows}
    record.sources.filter(pk__in={row.pk for row in stored.values()} - pks).delete()
    for row in rows:
        row.save(force_insert=row._state.adding)
