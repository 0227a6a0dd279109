"""Persons of figures by sex, age group or nationality: the ledger's figures, divided by what records say of them.

The ledger has the whole of each outcome. The parts are those that the record had at the question's instant, and what
they leave over is not stated: so the parts of a figure add up to it, at every instant and for every reader.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from figures.answer.figure import Figure
from figures.answer.postings import rows_of_postings
from figures.answer.result import Result
from figures.answer.statement import IN, SUMS, cells_of, measured, numbered, seen_by
from figures.ledger.snapshot import fetch_tuples, one_snapshot
from figures.models import Balance
from figures.question.dimensions import DIMENSIONS
from figures.question.names import names
from figures.question.question import Question
from figures.question.terms import Terms, terms_of
from figures.question.tree import Tree
from operations.models import OutcomePersons
from operations.sharing import Reader

# The unit of persons.
PERSONS = "IE"
# The column of each property, and the condition that it is stated.
PROPERTIES = {
    "sex": ("sex", "sex <> ''"),
    "age": ("age", "age <> ''"),
    "nationality": ("nationality_id", "nationality_id IS NOT NULL"),
}
# What tells the rows of one record apart.
KEYS = ", ".join(
    [
        *(dimension.column for dimension in DIMENSIONS),
        "audience_id, measure_id, first_month, last_month, stage, record_id, unit_id, method_id",
    ]
)
NUMBERS = ", ".join(f"sum({name}) AS {name}" for name in Balance.NUMBERS)
# The numbers of a part and of the rest, where they are not those of the whole. A part is stated to be so many: of a
# whole between two numbers, it is the rest of which is not known how many they are.
OF_PART = {
    "amount": "facts * number", "less": "at_most * number", "more": "0", "exact": "exact + between", "between": "0",
}  # fmt: skip
OF_REST = {"amount": "amount - facts * r.stated", "less": "less - at_most * r.stated"}


@dataclass(frozen=True)
class PersonsAnswer:
    """Figures of persons, each with the value of the property, None for what is not stated."""

    question: Question
    property: str
    as_of: datetime.datetime
    figures: list[tuple[str | None, Figure]]
    tree: Tree


def persons_answer(question: Question, name: str, reader: Reader) -> PersonsAnswer:
    """The question's figures of persons, divided by the property of that name."""
    question = question.narrowed(unit=PERSONS, top=0)
    with one_snapshot():
        as_of = question.as_of or timezone.now()
        known = names()
        terms = terms_of(question, reader, known, shares=True)
        rows = fetch_tuples(_statement(terms, name), terms.parameters, prepare=False)
        parts: dict[Any, list[tuple[Any, ...]]] = {}
        for *row, part in rows:
            parts.setdefault(part, []).append(tuple(row))
        called = known.codes["country"] if name == "nationality" else {part: part for part in parts}
        figures = [
            (called[part], figure)
            for part, of_part in parts.items()
            for figure in Result(terms, of_part).figures()
        ]
    figures.sort(key=lambda pair: ([text or "~" for text in pair[1].cell.values()], pair[0] or "~"))
    return PersonsAnswer(question, name, as_of, figures, known.tree)


def _statement(terms: Terms, name: str) -> str:
    cells, (joined, single, _leading) = cells_of(terms), measured(terms)
    return f"""
        WITH {seen_by(terms)}, whole AS (
            SELECT {KEYS}, {NUMBERS} FROM ({rows_of_postings(terms)}) r
            WHERE {terms.of_status} AND inside AND of_unit
            GROUP BY {KEYS} HAVING sum(facts) <> 0
        ), part AS (
            SELECT outcome_id, {PROPERTIES[name][0]} AS part, sum(number) AS number
            FROM ({_rows(terms)}) p WHERE {PROPERTIES[name][1]} GROUP BY 1, 2
        )
        SELECT {IN} AS class, {", ".join(cells)}, {SUMS}, {single}, part
        FROM (
            SELECT {KEYS}, {_numbers(OF_PART)}, part
            FROM whole JOIN part ON outcome_id = record_id
            UNION ALL
            SELECT {KEYS}, {_numbers(OF_REST)}, NULL
            FROM whole LEFT JOIN (
                SELECT outcome_id, sum(number) AS stated FROM part GROUP BY 1
            ) s ON outcome_id = record_id
            CROSS JOIN LATERAL (SELECT coalesce(s.stated, 0)) r (stated)
            WHERE s.stated IS NULL OR amount <> facts * r.stated OR more <> 0
        ) c {joined}
        GROUP BY {numbered(2, len(cells))}, part
    """  # noqa: S608 -- columns of ours


def _numbers(changed: dict[str, str]) -> str:
    return ", ".join(f"{changed[name]} AS {name}" if name in changed else name for name in Balance.NUMBERS)


def _rows(terms: Terms) -> str:
    """The parts of outcomes, as they are or as they were at the question's instant."""
    columns = "outcome_id, sex, age, nationality_id, number"
    if not (at := terms.question.as_of):
        return f"SELECT {columns} FROM {OutcomePersons._meta.db_table}"  # noqa: S608 -- columns of ours
    events = OutcomePersons.pgh_event_model._meta.db_table  # type: ignore[attr-defined]  # pghistory adds it
    return f"""
        SELECT {columns} FROM (
            SELECT DISTINCT ON (pgh_obj_id) {columns}, pgh_label FROM {events}
            WHERE pgh_created_at <= {terms.bind("parts_at", at, "timestamptz")} ORDER BY pgh_obj_id, pgh_id DESC
        ) e WHERE pgh_label <> 'delete'
    """  # noqa: S608 -- columns of ours
