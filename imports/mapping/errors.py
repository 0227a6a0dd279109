"""Errors in a mapping, or in one cell of a file."""

from imports.reading.errors import CannotRead


class BadMapping(CannotRead):
    """The mapping has an error, or does not fit the file."""

    code = "bad_mapping"


class Unclear(Exception):
    """A cell cannot be parsed; the sentence says why."""
