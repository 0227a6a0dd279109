"""The numbers of what a figure rests on, and of its parts by kind."""

from typing import Any

from figures.answer.figure import PUBLISHED, Figure


def counts_in(figure: Figure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in PUBLISHED}
