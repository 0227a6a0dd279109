"""The statement that answers for measures whose records are not added up: the largest of them, or the latest.

No balance tells them apart, so their postings are read, found by an index where they are of outcomes. Few questions ask
for such a measure, and fewer find several records of it.
"""

from figures.answer.postings import rows_of_postings
from figures.answer.statement import cells_of, measured, numbered, seen_by
from figures.question.terms import Terms


def union_statement(terms: Terms) -> str:
    """SQL for rows of unit, measure, stage, whatever is grouped by, the largest amount and the latest."""
    # What an agency has by those below it is its own here.
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
            HAVING sum(facts) <> 0 AND sum(exact + at_least + at_most + approximately) <> 0
        ) r
        GROUP BY {each}
    """
