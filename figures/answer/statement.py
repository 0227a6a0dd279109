"""Writes the one statement that answers an inquiry."""

from figures.answer.audiences import audiences_of
from figures.answer.balances import around, counted, since
from figures.answer.inquiry import Inquiry
from figures.answer.postings import rows_of_postings
from figures.answer.rows import NUMBERS, number_of
from figures.models.audience import EVERYBODY, RESTRICTED
from figures.question.question import TIMES

# What becomes of a row: it is in a figure, or left out for the first of these reasons that holds.
IN, UNVERIFIED, PART, UNDATED, WITHHELD = 1, 2, 3, 4, 5
# Measures are looked up by id, in an array as long as the largest.
MOST = 10_000
SUMS = ", ".join(f"sum({name})::{'numeric' if name == 'amount' else 'bigint'}" for name in NUMBERS)


def statement(inquiry: Inquiry) -> str:
    """SQL for rows of class, unit, method, measure, stage, whatever is grouped by, the numbers, and last of all

    whether none of the records counts for another measure asked for too.
    """
    audiences = audiences_of(inquiry.reader, inquiry.names)
    seen = f"""
        seen AS MATERIALIZED (
            SELECT ids, ids || '{{{EVERYBODY},{RESTRICTED}}}'::bigint[] AS told
            FROM (SELECT coalesce(array_agg(id), '{{}}') AS ids FROM ({audiences}) a (id)) a
        )
    """
    if not inquiry.cover:
        return f"WITH {seen} {_of_postings(inquiry)}"
    parts = f"WITH {seen}, since AS MATERIALIZED ({since(inquiry)}) {_counted(inquiry, counted(inquiry))}"
    return parts if inquiry.shares else f"{parts} UNION ALL {_left_out(inquiry)}"


def _counted(inquiry: Inquiry, rows: str) -> str:
    cells = _cells(inquiry)
    measured, single, _told = _measured(inquiry)
    return f"""
        SELECT {IN} AS class, {", ".join(cells)}, {SUMS}, {single}
        FROM ({rows}) c {measured}
        GROUP BY {_numbered(2, len(cells))}
        HAVING sum(records) <> 0
    """


def _left_out(inquiry: Inquiry) -> str:
    """By reason. What is withheld is all that is restricted, less what of it the reader may see."""
    nothing = ", ".join(["NULL"] * len(_cells(inquiry)))
    zeros = ", ".join(["NULL"] * (len(NUMBERS) - 1))
    hidden = (
        f"WHEN {inquiry.of_status} AND inside THEN CASE WHEN audience_id <> {EVERYBODY} THEN {WITHHELD} END"
    )
    seen = f"class = {WITHHELD} AND audience_id <> {RESTRICTED}"
    return f"""
        SELECT class, {nothing}, sum(CASE WHEN {seen} THEN -records ELSE records END)::bigint, {zeros}, NULL
        FROM (
            SELECT r.*, CASE {hidden} WHEN audience_id = {RESTRICTED} THEN NULL {_reasons(inquiry)} END AS class
            FROM ({around(inquiry.ungrouped)}) r
        ) c
        WHERE class IS NOT NULL
        GROUP BY class
    """


def _of_postings(inquiry: Inquiry) -> str:
    cells = _cells(inquiry)
    measured, single, told = _measured(inquiry)
    kept = ", ".join(f"CASE WHEN class = {IN} THEN {cell} END" for cell in cells)
    hidden = f"WHEN NOT seen THEN CASE WHEN {inquiry.of_status} AND inside THEN {WITHHELD} END"
    return f"""
        SELECT class, {kept}, {SUMS}, {single}
        FROM (
            SELECT r.*,
                CASE {hidden} WHEN {inquiry.of_status} AND inside THEN {IN} {_reasons(inquiry)} END AS class
            FROM ({rows_of_postings(inquiry)}) r
        ) c {measured}
        WHERE class IS NOT NULL AND (class = {IN} OR {told})
        GROUP BY {_numbered(1, len(cells) + 1)}
        HAVING sum(records) <> 0
    """


def _cells(inquiry: Inquiry) -> list[str]:
    return ["unit_id", "method_id", "shown", "stage", *(_cell(inquiry, name) for name in inquiry.by)]


def _cell(inquiry: Inquiry, name: str) -> str:
    if name not in TIMES:
        return f"{name}_id"
    first, last = (number_of(inquiry, name, f"{end}_month") for end in ("first", "last"))
    return f"CASE WHEN {first} = {last} THEN {first} END"


def _reasons(inquiry: Inquiry) -> str:
    """Why what the reader may see is left out, if it is."""
    unverified = f"WHEN status = 'unverified' AND inside THEN {UNVERIFIED}"
    return f"""
        WHEN status = 'part' THEN CASE WHEN inside OR touching THEN {PART} END
        {unverified if inquiry.question.status == "verified" else ""}
        WHEN touching THEN {UNDATED}
    """


def _numbered(first: int, many: int) -> str:
    return ", ".join(str(number) for number in range(first, first + many))


def _measured(inquiry: Inquiry) -> tuple[str, str, str]:
    """Joins the measures that a row counts for. With it, whether it counts for one only, and is told of once."""
    chosen, shown = inquiry.terms.measures, inquiry.terms.shown
    tops = shown if chosen is None else {measure: shown[measure] for measure in chosen}
    if all(top == [measure] for measure, top in tops.items()):
        return "CROSS JOIN LATERAL (SELECT measure_id) m (shown)", "TRUE", "TRUE"
    if all(len(top) == 1 for top in tops.values()) and max(tops) < MOST:
        # Not a join, which the planner may get wrong; and made once, not for each row.
        places = [tops.get(measure, [0])[0] for measure in range(1, max(tops) + 1)]
        at = f"(SELECT {inquiry.given('tops', places, 'bigint[]')})[measure_id]"
        return f"CROSS JOIN LATERAL (SELECT {at}) m (shown)", "TRUE", "TRUE"
    return _joined(inquiry, tops), "bool_and(single)", "told"


def _joined(inquiry: Inquiry, tops: dict[int, list[int]]) -> str:
    pairs = [
        (measure, top, top == found[0], len(found) == 1) for measure, found in tops.items() for top in found
    ]
    measures, shown, first, single = (list(column) for column in zip(*pairs, strict=True))
    lists = ", ".join(
        [
            inquiry.given("counted", measures, "bigint[]"),
            inquiry.given("tops", shown, "bigint[]"),
            inquiry.given("leading", first, "boolean[]"),
            inquiry.given("singles", single, "boolean[]"),
        ]
    )
    return f"JOIN unnest({lists}) m (measure, shown, told, single) ON m.measure = c.measure_id"
