"""Writes the one statement that answers an inquiry."""

from figures.audiences import audiences_of
from figures.inquiry import Inquiry
from figures.models.audience import EVERYBODY, RESTRICTED
from figures.question import TIMES
from figures.rows import NUMBERS, number_of, rows

# What becomes of a row: it is in a figure, or left out for the first of these reasons that holds.
IN, UNVERIFIED, PART, UNDATED, WITHHELD = 1, 2, 3, 4, 5


def statement(inquiry: Inquiry) -> str:
    """SQL for rows of class, measure, stage, unit, method, whatever is grouped by, numbers, and two more:

    how many of the records not everybody may see, and whether none of them counts for another measure asked for too.
    """
    audiences, values = audiences_of(inquiry.reader, inquiry.names)
    inquiry.parameters.update(values)
    cells = ["unit_id", "method_id", "shown", "stage", *(_cell(inquiry, name) for name in inquiry.by)]
    kept = [f"CASE WHEN class = {IN} THEN {cell} END" for cell in cells]
    sums = ", ".join(f"sum({name})::{'numeric' if name == 'amount' else 'bigint'}" for name in NUMBERS)
    several = any(len(tops) > 1 for tops in inquiry.terms.shown.values())
    return f"""
        WITH seen AS MATERIALIZED (
            SELECT array_agg(id) AS ids FROM ({audiences} UNION ALL VALUES ({EVERYBODY}), ({RESTRICTED})) a (id)
        )
        SELECT class, {", ".join(kept)}, {sums},
            coalesce(sum(records) FILTER (WHERE audience_id > {EVERYBODY}{" AND told" if several else ""}), 0)::bigint,
            {"bool_and(single)" if several else "TRUE"}
        FROM (SELECT r.*, {_class(inquiry)} AS class FROM ({rows(inquiry)}) r) c
        {_measured(inquiry, several)}
        WHERE class IS NOT NULL
        GROUP BY {", ".join(str(number) for number in range(1, len(cells) + 2))}
        HAVING sum(records) <> 0
    """


def _cell(inquiry: Inquiry, name: str) -> str:
    if name not in TIMES:
        return f"{name}_id"
    first, last = (number_of(inquiry, name, f"{end}_month") for end in ("first", "last"))
    return f"CASE WHEN {first} = {last} THEN {first} END"


def _class(inquiry: Inquiry) -> str:
    wanted = inquiry.given("status", inquiry.question.status)
    counted = f"status = {wanted} AND inside"
    unverified = f"WHEN status = 'unverified' AND inside THEN {UNVERIFIED}"
    return f"""
        CASE
            WHEN NOT seen THEN CASE WHEN {counted} THEN {WITHHELD} END
            WHEN {counted} THEN {IN}
            WHEN status = 'part' THEN CASE WHEN inside OR touching THEN {PART} END
            {unverified if inquiry.question.status == "verified" else ""}
            WHEN touching THEN {UNDATED}
        END
    """


def _measured(inquiry: Inquiry, several: bool) -> str:
    """Joins the measures that a row counts for; what is left out is told once."""
    pairs = [
        (measure, top, top == tops[0], len(tops) == 1)
        for measure, tops in inquiry.terms.shown.items()
        for top in tops
    ]
    if all(measure == top for measure, top, _first, _single in pairs):
        return "CROSS JOIN LATERAL (SELECT measure_id) m (shown)"
    measures, tops, first, single = (list(column) for column in zip(*pairs, strict=True))
    lists = ", ".join(
        [
            inquiry.given("counted", measures, "bigint[]"),
            inquiry.given("tops", tops, "bigint[]"),
            inquiry.given("leading", first, "boolean[]"),
            inquiry.given("singles", single, "boolean[]"),
        ]
    )
    once = f" AND (m.told OR class = {IN})" if several else ""
    return f"JOIN unnest({lists}) m (measure, shown, told, single) ON m.measure = c.measure_id{once}"
