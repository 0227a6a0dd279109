"""Options of a mapping about the file itself; all of them may be left for detection."""

from dataclasses import dataclass

# Bytes of the file as it was sent, and of what is packed in it.
LARGEST = 256 * 1024 * 1024
LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000


@dataclass(frozen=True)
class Options:
    """The options. `sheet` is the name of a workbook's sheet; None is the first one, and for others means detection."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
