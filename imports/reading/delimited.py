"""Reads rows of text files one by one."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from imports.reading.cells import Row
from imports.reading.encoding import check_encoding, encoding_of
from imports.reading.errors import CannotRead
from imports.reading.errors import sentence as _
from imports.reading.options import LONGEST_CELL, MOST_COLUMNS, Options

DELIMITERS = ",;\t|"
LOOKED_AT = 200


def described(path: Path, options: Options) -> Options:
    """The options, with the open ones detected."""
    encoding = check_encoding(options.encoding) if options.encoding else encoding_of(path)
    return Options(None, encoding, options.delimiter or delimiter_of(path, encoding))


def delimiter_of(path: Path, encoding: str) -> str:
    """The separator that gives most rows the same number of cells, more than one."""
    scores = {each: _score(path, encoding, each) for each in DELIMITERS}
    return max(scores, key=lambda each: scores[each])


def _score(path: Path, encoding: str, delimiter: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        try:
            for number, cells in enumerate(csv.reader(file, delimiter=delimiter)):
                if number >= LOOKED_AT:
                    break
                if cells:
                    widths[len(cells)] += 1
        except csv.Error:
            return (0, 0)
    if not widths:
        return (0, 0)
    width, many = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
    return (0, 0) if width == 1 else (many / widths.total(), width)


def rows(path: Path, options: Options) -> Iterator[Row]:
    """Rows with the line at which each ends. `options` come from `described`."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=options.encoding, newline="") as file:
        reader = csv.reader(file, delimiter=options.delimiter or ",", strict=False)
        try:
            for cells in reader:
                if len(cells) > MOST_COLUMNS:
                    raise CannotRead(
                        _("Line %(line)d has %(n)d columns, more than %(most)d."),
                        {"line": reader.line_num, "n": len(cells), "most": MOST_COLUMNS},
                    )
                yield Row(reader.line_num, list(cells))
        except UnicodeError:
            raise CannotRead(
                _("Line %(line)d is not in the encoding %(name)s."),
                {"line": reader.line_num + 1, "name": options.encoding},
            ) from None
        except csv.Error as error:
            raise CannotRead(
                _("Line %(line)d cannot be read: %(why)s."), {"line": reader.line_num, "why": error}
            ) from None
