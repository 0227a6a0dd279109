"""The reader's audiences, as a part of a statement."""

from typing import Any

from figures.models import Audience
from figures.names import Names
from operations.sharing import Reader


def audiences_of(reader: Reader, names: Names) -> tuple[str, dict[str, Any]]:
    """A query for the ids of the audiences that the reader belongs to, and its named parameters.

    What it says depends on what an epoch names; what it finds, on the audiences that there are by then.
    """
    key = ("audiences", reader.agency_id, reader.user_id)
    if key not in names.kept:
        names.kept[key] = _compiled(reader)
    return names.kept[key]  # type: ignore[return-value]


def _compiled(reader: Reader) -> tuple[str, dict[str, Any]]:
    text, values = Audience.objects.visible_to(reader).values("pk").query.sql_with_params()
    named = {f"audience{number}": value for number, value in enumerate(values)}
    return text % tuple(f"%({name})s" for name in named), named
