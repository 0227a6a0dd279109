"""Reads rows of text files one by one."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

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


class _Lines:
    """The lines of a text file; `of_row` are those of the row that was read last."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.of_row: list[str] = []
        self.is_whole = False

    def __iter__(self) -> Iterator[str]:
        for line in self.file:
            if self.is_whole:
                self.of_row.clear()
                self.is_whole = False
            self.of_row.append(line)
            yield line


def rows(path: Path, options: Options) -> Iterator[Row]:
    """Rows with the line at which each ends. `options` come from `described`."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding=options.encoding, newline="") as file:
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=options.delimiter or ",", strict=False)
        try:
            for cells in reader:
                lines.is_whole = True
                _check_width(cells, reader.line_num)
                yield Row(reader.line_num, list(cells))
        except UnicodeError:
            raise CannotRead(
                _("Line %(line)d is not in the encoding %(name)s."),
                {"line": reader.line_num + 1, "name": options.encoding},
            ) from None
        except csv.Error as error:
            raise _unreadable(error, reader.line_num - len(lines.of_row) + 1) from None
        _check_closed(lines.of_row, reader)


def _check_width(cells: list[str], line: int) -> None:
    if len(cells) > MOST_COLUMNS:
        raise CannotRead(
            _("Line %(line)d has %(n)d columns, more than %(most)d."),
            {"line": line, "n": len(cells), "most": MOST_COLUMNS},
        )


def _unreadable(error: csv.Error, line: int) -> CannotRead:
    if "field limit" in str(error):
        return CannotRead(
            _(
                "A cell that begins in line %(line)d has more than %(most)d characters: is its quotation mark closed?"
            ),
            {"line": line, "most": LONGEST_CELL},
        )
    return CannotRead(_("Line %(line)d cannot be read: %(why)s."), {"line": line, "why": error})


def _check_closed(last: list[str], reader: Any) -> None:
    """Raises CannotRead if the last row is in a quotation that is never closed: it would hold all rows below it."""
    try:
        list(csv.reader(last, delimiter=reader.dialect.delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise CannotRead(
                _("A quotation mark in line %(line)d is never closed."),
                {"line": reader.line_num - len(last) + 1},
            ) from None
