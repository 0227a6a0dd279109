"""SQL for dimensions that records have by way of another: a region by the country (figures/question/stays.py)."""

from collections.abc import Iterable

from figures.answer.rows import among
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.stays import Stay
from figures.question.terms import Terms

DIMENSION = {each.name: each for each in DIMENSIONS}


def belonging(terms: Terms, dimension: FigureDimension) -> list[str]:
    """Conditions of postings that belong to a chosen value, and of their rows that the answer shows."""
    name, chosen = dimension.name, terms.chosen.get(dimension.name)
    if not chosen:
        return []
    stays, either = terms.stays(dimension), []
    if chosen.ids:
        wanted = set(chosen.ids)
        of_wanted = _rows(
            terms, f"{name}_chosen", (stay for stay in stays if stay.value in wanted), dimension
        )
        either.append(
            f"EXISTS (SELECT FROM {of_wanted} s (key, value, first, last) WHERE {_holds('s', dimension)})"
        )
    if chosen.unsaid:
        every = _rows(terms, f"{name}_every", stays, dimension)
        either.append(
            f"NOT EXISTS (SELECT FROM {every} s (key, value, first, last) WHERE {_holds('s', dimension)})"
        )
    found = [f"({' OR '.join(either or ['FALSE'])})"]
    if terms.shares and name in terms.by:
        found.append(among(terms, f"each_{name}", chosen, f"{name}_shown", dimension.kind))
    return found


def belonging_join(terms: Terms, dimension: FigureDimension) -> str:
    """A join with every value that a posting belongs to; NULL for one that belongs to none."""
    name = dimension.name
    every = _rows(terms, f"{name}_every", terms.stays(dimension), dimension)
    return f" LEFT JOIN {every} s_{name} (key, each_{name}, first, last) ON {_holds(f's_{name}', dimension)}"


def _rows(terms: Terms, name: str, stays: Iterable[Stay], dimension: FigureDimension) -> str:
    listed = list(stays)
    kinds = (DIMENSION[dimension.by].kind, dimension.kind, "date", "date")
    columns = (
        ("key", [stay.key for stay in listed]),
        ("value", [stay.value for stay in listed]),
        ("first", [stay.first for stay in listed]),
        ("last", [stay.last for stay in listed]),
    )
    lists = (
        terms.bind(f"{name}_{column}", values, f"{kind}[]")
        for (column, values), kind in zip(columns, kinds, strict=True)
    )
    return f"unnest({', '.join(lists)})"


def _holds(rows: str, dimension: FigureDimension) -> str:
    """As Stay.holds."""
    by = DIMENSION[dimension.by]
    key = f"{by.several}[1]" if by.several else by.column
    return f"""{rows}.key = {key} AND CASE
        WHEN date_from IS NULL THEN {rows}.last IS NULL
        ELSE ({rows}.first IS NULL OR {rows}.first <= date_from) AND ({rows}.last IS NULL OR date_from <= {rows}.last)
    END"""
