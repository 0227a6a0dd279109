"""Caution: a sentence about what looks wrong and is accepted all the same."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caution:
    """A sentence with the `path` of its field, as in Invalid; empty for the whole record."""

    path: str
    code: str
    sentence: str
