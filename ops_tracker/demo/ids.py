"""Reproducible ids in the form of UUID version 7: from the time, the kind of row and the record's number."""

from ops_tracker.demo.days import EPOCH

SEIZURE, OUTCOME, OPERATION, SOURCE = "000", "0f0", "fe0", "ff0"
# By the position in the record, or of the item.
ITEMS = ("010", "011", "012", "013")
CREDITS = ("020", "021")
DISPOSITIONS = ("030", "031", "032", "033")


def halves(minute: int, number: int) -> tuple[str, str]:
    """The parts of an id before and after the kind of row, for a record that was entered in that minute."""
    stamp = f"{EPOCH + minute * 60_000:012x}"
    return f"{stamp[:8]}-{stamp[8:]}-7", f"-8000-{number:012x}"


def fixed_id(kind: str, number: int = 0) -> str:
    """The id of a row that exists before the first record."""
    before, after = halves(0, number)
    return f"{before}{kind}{after}"
