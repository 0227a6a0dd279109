"""SQL for measures whose records are not added up: a figure is the largest of them, or the latest.

Balances hold sums only, so the statement reads postings, and finds those of outcomes by an index. Few questions need
it: such a measure is rare, and several records of it in one cell are rarer.
"""

from figures.answer.postings import rows_of_postings
from figures.answer.statement import cells_of, measured, numbered, seen_by
from figures.question.terms import Terms


def union_statement(terms: Terms) -> str:
    """SQL for rows of unit, measure, stage and grouped dimensions, each with the largest and the latest amount."""
    # A negative id stands for an agency's amounts from agencies below it; here they count as its own.
    cells = [
        "abs(agency_id)" if cell == "agency_id" else cell for cell in cells_of(terms) if cell != "method_id"
    ]
    named = ", ".join(f"{cell} AS cell_{number}" for number, cell in enumerate(cells))
    each = numbered(1, len(cells))
    joined, _single, _first = measured(terms)
    return f"""
        WITH {seen_by(terms)}
        SELECT {", ".join(f"cell_{number}" for number in range(len(cells)))}, max(amount),
            (array_agg(amount ORDER BY day DESC NULLS LAST, amount DESC))[1]
        FROM (
            SELECT {named}, record_id, date_to AS day, sum(amount) AS amount
            FROM ({rows_of_postings(terms)}) c {joined}
            WHERE inside AND {terms.of_status}
            GROUP BY {each}, record_id, date_to
            HAVING sum(facts) <> 0 AND sum(exact + at_least + at_most + "between" + approximately) <> 0
        ) r
        GROUP BY {each}
    """
