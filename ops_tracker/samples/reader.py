"""Parses the TOML files of this folder."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

Facts = dict[str, Any]


def sample_sources() -> list[Facts]:
    return list(_read(FOLDER / "sources.toml")["sources"])


def sample_operations() -> Iterator[Facts]:
    for path in sorted((FOLDER / "operations").glob("*.toml")):
        yield _read(path)


def _read(path: Path) -> Facts:
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def sample_number(stated: object) -> Decimal | None:
    """The number; None if it is not stated, which is not zero."""
    return None if stated is None else Decimal(str(stated))
