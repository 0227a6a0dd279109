"""Saves drafts of rows that nobody reviews, by the service for one of them."""

from collections.abc import Callable, Sequence
from typing import Any

from common.db.acts import all_or_nothing
from common.errors import Findings, Refused


@all_or_nothing()
def record_all(drafts: Sequence[Any], save: Callable[[Any], Any], order: Sequence[int] = ()) -> None:
    """Saves all, or none. Raises Invalid with the errors of all, each under its draft's number."""
    findings = Findings()
    for number in order or range(len(drafts)):
        try:
            with findings.at(str(number)):
                save(drafts[number])
        except Refused as refusal:
            findings.add(str(number), refusal)
    findings.raise_if_any()
