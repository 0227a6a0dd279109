from dataclasses import dataclass


@dataclass(frozen=True)
class Caution:
    """`path` leads to the field that it is about, as those of Invalid do; empty for the whole record."""

    path: str
    code: str
    sentence: str
