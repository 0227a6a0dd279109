"""What is wrong with a mapping, or with one cell of a file."""

from imports.reading.errors import CannotRead


class BadMapping(CannotRead):
    """The mapping says what cannot be, or does not fit the file."""

    code = "bad_mapping"


class Unclear(Exception):
    """One cell cannot be read; the sentence says why."""
