"""Builds the one SQL statement that answers a question."""

from figures.answer.balances import around, counted_rows, since
from figures.answer.grain import Cover, cover_for
from figures.answer.out_of_sight import beyond, together
from figures.answer.postings import rows_of_postings
from figures.answer.rows import audiences_of, number_of
from figures.answer.withheld import WAITING
from figures.answer.withheld import WITHHELD as SOMETHING_WITHHELD
from figures.models import Balance
from figures.models.audience import EVERYBODY
from figures.question.dimensions import DIMENSIONS
from figures.question.question import TIMES
from figures.question.terms import Terms

# What becomes of a row: it is in a figure, or left out for the first of these reasons that holds.
IN, UNVERIFIED, PART, UNDATED, WITHHELD, EARLIER = 1, 2, 3, 4, 5, 6
COLUMNS = {dimension.name: dimension.column for dimension in DIMENSIONS}
# Measures are looked up by id, in an array as long as the largest.
MOST = 10_000
NUMERIC = ("amount", "less", "more")
SUMS = ", ".join(f"sum({name})::{'numeric' if name in NUMERIC else 'bigint'}" for name in Balance.NUMBERS)


# What takes a record off again has no fact, and may stand in a row of its own.
COUNTS_ANYTHING = "sum(facts) <> 0 OR sum(records) <> 0"


def statement(terms: Terms, cover: Cover | None) -> str:
    """The SQL for rows of class, unit, method, measure, stage, the grouped dimensions, the numbers, and a flag.

    The flag is true if none of the row's records counts for another measure of the question, too.
    """
    seen = f"{seen_by(terms)}, {WAITING}"
    if not cover:
        parts = f"WITH {seen} {_of_postings(terms)}"
        return parts if terms.shares else f"{parts} UNION ALL {_withheld(terms)}"
    counted = _counted(terms, counted_rows(terms, cover))
    parts = f"WITH {seen}, since AS MATERIALIZED ({since(terms)}) {counted}"
    return parts if terms.shares else f"{parts} UNION ALL {_left_out(terms)} UNION ALL {_withheld(terms)}"


def seen_by(terms: Terms) -> str:
    """The reader's audiences, and EVERYBODY; and those of the reader's records in operations that are hidden."""
    audiences = audiences_of(terms.reader, terms.names)
    own = f", {beyond(terms)}" if terms.hides_operations else ""
    return f"""
        seen AS MATERIALIZED (
            SELECT ids, ids || {EVERYBODY}::bigint AS with_everybody
            FROM (SELECT coalesce(array_agg(id), '{{}}') AS ids FROM ({audiences}) a (id)) a
        ){own}
    """


def _counted(terms: Terms, rows: str) -> str:
    cells = cells_of(terms)
    joined, single, _leading = measured(terms)
    return f"""
        SELECT {IN} AS class, {", ".join(cells)}, {SUMS}, {single}
        FROM ({rows}) c {joined}
        GROUP BY {numbered(2, len(cells))}
        HAVING {COUNTS_ANYTHING}
    """


def _left_out(terms: Terms) -> str:
    """Counts of what is left out, by reason: only of what the reader may see."""
    whole = terms.ungrouped
    cover = cover_for(whole)
    assert cover, "what covers parts covers their sum"
    return f"""
        SELECT class, {_alone(terms, "sum(facts)::bigint")}
        FROM (
            SELECT r.*, CASE WHEN {terms.of_status} AND inside THEN NULL {_reasons(terms)} END AS class
            FROM ({around(whole, cover)}) r
        ) c
        WHERE class IS NOT NULL
        GROUP BY class
    """


def _withheld(terms: Terms) -> str:
    return f"SELECT {WITHHELD}, {_alone(terms, f'({SOMETHING_WITHHELD})::integer')}"


def _alone(terms: Terms, facts: str) -> str:
    """A row of no cell: a number of facts, and nothing else."""
    cells, numbers = len(cells_of(terms)), len(Balance.NUMBERS) - 1
    return ", ".join([*["NULL"] * cells, facts, *["NULL"] * numbers, "NULL"])


def _of_postings(terms: Terms) -> str:
    cells = cells_of(terms)
    joined, single, leading = measured(terms)
    counted = ", ".join(f"CASE WHEN class = {IN} THEN {cell} END" for cell in cells)
    return f"""
        SELECT class, {counted}, {SUMS}, {single}
        FROM (
            SELECT r.*,
                CASE WHEN {terms.of_status} AND inside THEN {IN} {_reasons(terms)} END AS class
            FROM ({rows_of_postings(terms)}) r
        ) c {joined}
        WHERE class IS NOT NULL AND (class = {IN} OR ({leading} AND of_unit))
        GROUP BY {numbered(1, len(cells) + 1)}
        HAVING {COUNTS_ANYTHING}
    """


def cells_of(terms: Terms) -> list[str]:
    return ["unit_id", "method_id", "shown", "stage", *(_cell(terms, name) for name in terms.by)]


def _cell(terms: Terms, name: str) -> str:
    if name == "operation" and terms.hides_operations:
        return together(terms, COLUMNS[name])
    if name not in TIMES:
        return COLUMNS[name]
    first, last = (number_of(terms, name, f"{end}_month") for end in ("first", "last"))
    return f"CASE WHEN {first} = {last} THEN {first} END"


def _reasons(terms: Terms) -> str:
    """Branches of a CASE: the reason for which a row that the reader may see is left out."""
    unverified = f"WHEN status = 'unverified' AND inside THEN {UNVERIFIED}"
    return f"""
        WHEN status IN ('part', 'share', 'open_share') THEN CASE WHEN inside OR touching THEN {PART} END
        WHEN status = 'earlier' THEN CASE WHEN inside OR touching THEN {EARLIER} END
        {unverified if terms.question.status == "verified" else ""}
        WHEN touching THEN {UNDATED}
    """


def numbered(first: int, many: int) -> str:
    return ", ".join(str(number) for number in range(first, first + many))


def measured(terms: Terms) -> tuple[str, str, str]:
    """A join with the measures that a row counts for; SQL for whether it counts for one only, and for its first one."""
    chosen, shown = terms.measures, terms.shown
    tops = shown if chosen is None else {measure: shown[measure] for measure in chosen}
    if all(top == [measure] for measure, top in tops.items()):
        return "CROSS JOIN LATERAL (SELECT measure_id) m (shown)", "TRUE", "TRUE"
    if all(len(top) == 1 for top in tops.values()) and max(tops) < MOST:
        # Not a join, which the planner may get wrong; and made once, not for each row.
        places = [tops.get(measure, [0])[0] for measure in range(1, max(tops) + 1)]
        at = f"(SELECT {terms.bind('tops', places, 'bigint[]')})[measure_id]"
        return f"CROSS JOIN LATERAL (SELECT {at}) m (shown)", "TRUE", "TRUE"
    return _joined(terms, tops), "bool_and(single)", "is_first"


def _joined(terms: Terms, tops: dict[int, list[int]]) -> str:
    pairs = [
        (measure, top, top == found[0], len(found) == 1) for measure, found in tops.items() for top in found
    ]
    measures, shown, first, single = (list(column) for column in zip(*pairs, strict=True))
    lists = ", ".join(
        [
            terms.bind("counted", measures, "bigint[]"),
            terms.bind("tops", shown, "bigint[]"),
            terms.bind("leading", first, "boolean[]"),
            terms.bind("singles", single, "boolean[]"),
        ]
    )
    return f"JOIN unnest({lists}) m (measure, shown, is_first, single) ON m.measure = c.measure_id"
