"""What a mapping says about a file, before any of its columns: all of it may be left to the reader."""

from dataclasses import dataclass

# Bytes of the file as it was sent, and of what is packed in it.
LARGEST = 256 * 1024 * 1024
LARGEST_UNPACKED = 2 * 1024 * 1024 * 1024
MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000


@dataclass(frozen=True)
class Options:
    """`sheet` is the name of a workbook's sheet; None stands for the first, and for what the reader finds out."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
