"""The rows that a statement adds up: balances with what is pending, or the postings themselves.

Either way a row has the ids of `WHO`, an audience, a measure, `first_month` and `last_month`, a stage, a status, a unit
and method, the numbers, and whether it is `seen` by the reader, lies `inside` the period or only may (`touching`).
"""

from figures.figure import QUANTIFIED
from figures.inquiry import WHO, Inquiry
from figures.models.audience import EVERYBODY, RESTRICTED
from figures.question import REPORTED
from figures.terms import LENGTHS, Chosen, shift_of

NUMBERS = (
    "records", "amount", "exact", "at_least", "at_most", "approximately", "unquantified", "unvalued", "undated",
)  # fmt: skip
CELL = "audience_id, measure_id, first_month, last_month, stage, status, unit_id, method_id"
SEEN = "(SELECT ids FROM seen)::bigint[]"
TYPES = {"operation": "uuid", "agency": "bigint", "country": "bigint"}


def rows(inquiry: Inquiry) -> str:
    return _of_balances(inquiry) if inquiry.grain else _of_postings(inquiry)


def _of_balances(inquiry: Inquiry) -> str:
    grain, where = int(inquiry.grain or 0), " AND ".join(_conditions(inquiry))
    who = ", ".join(f"{name}_id" for name in WHO)
    numbers, less = ", ".join(NUMBERS), ", ".join(f"-{name}" for name in NUMBERS)
    # OFFSET 0: posting by posting, by index. Statistics of what comes and goes so fast would mislead the planner.
    share = f"SELECT * FROM figures_share s WHERE s.posting_id = w.id AND s.grain = {grain} OFFSET 0"
    arms = [
        f"SELECT {who}, {CELL}, {numbers} FROM figures_balance b WHERE grain = {grain} AND {where}",
        f"SELECT {who}, {CELL}, {numbers} FROM figures_pending w, LATERAL ({share}) b WHERE {where}",
    ]
    if inquiry.question.as_of:
        since = f"posted_at > {inquiry.given('as_of', inquiry.question.as_of, 'timestamptz')}"
        arms.append(
            f"SELECT {who}, {CELL}, {less} FROM figures_share b WHERE {since} AND grain = {grain} AND {where}"
        )
    inside, touching = _in_months(inquiry)
    seen = f"audience_id <> {RESTRICTED}"
    return f"SELECT *, {seen} AS seen, {inside} AS inside, {touching} AS touching FROM ({' UNION ALL '.join(arms)}) b"


def _conditions(inquiry: Inquiry) -> list[str]:
    terms, question = inquiry.terms, inquiry.question
    money = "reported" if question.currency == REPORTED else "value"
    found = [f"audience_id = ANY({SEEN})", f"face = ANY('{{quantity,{money}}}')"]
    for name in WHO:
        if chosen := terms.chosen(name):
            shown = inquiry.with_phases(chosen) if name == "operation" and name in inquiry.by else chosen
            found.append(among(inquiry, f"{name}_id", shown, name, TYPES[name]))
    if "operation" in inquiry.by and terms.hidden:
        hidden = inquiry.given("hidden", list(terms.hidden), "uuid[]")
        found.append(f"(operation_id IS NULL OR operation_id <> ALL({hidden}))")
    found += _of_facts(inquiry)
    if inquiry.shares:
        found.append(f"status = {inquiry.given('status', question.status)}")
    return [*found, *_near(inquiry)]


def _near(inquiry: Inquiry) -> list[str]:
    """Inside the period; where others are told of too, whatever touches it."""
    months, within = inquiry.months, []
    if months.first is not None:
        first = inquiry.given("first", months.first, "integer")
        within.append(f"{'first' if inquiry.shares else 'last'}_month >= {first}")
    if months.last is not None:
        last = inquiry.given("last", months.last, "integer")
        within.append(f"{'last' if inquiry.shares else 'first'}_month <= {last}")
    if not within or inquiry.shares:
        return within
    return [f"(first_month IS NULL OR ({' AND '.join(within)}))"]


def _of_facts(inquiry: Inquiry) -> list[str]:
    """Conditions that balances and postings have in common."""
    terms, question = inquiry.terms, inquiry.question
    found: list[str] = []
    if terms.measures is not None:
        found.append(f"measure_id = ANY({inquiry.given('measures', list(terms.measures), 'bigint[]')})")
    if question.stage:
        found.append(f"stage = ANY({inquiry.given('stages', list(question.stage), 'text[]')})")
    if terms.unit:
        found.append(among(inquiry, "unit_id", terms.unit, "unit", "bigint"))
    return found


def among(inquiry: Inquiry, column: str, chosen: Chosen, name: str, kind: str) -> str:
    """The column has one of the ids, or states none where that is chosen too."""
    if len(chosen.ids) == 1:
        stated = f"{column} = {inquiry.given(name, chosen.ids[0], kind)}"
    else:
        stated = f"{column} = ANY({inquiry.given(name, list(chosen.ids), f'{kind}[]')})"
    if not chosen.unsaid:
        return stated
    return f"({stated} OR {column} IS NULL)" if chosen.ids else f"{column} IS NULL"


def _in_months(inquiry: Inquiry) -> tuple[str, str]:
    """Whether a row lies inside the period, and whether it only may."""
    inside, overlap = [], []
    if inquiry.months.first is not None:
        first = inquiry.given("first", inquiry.months.first, "integer")
        inside.append(f"first_month >= {first}")
        overlap.append(f"last_month >= {first}")
    if inquiry.months.last is not None:
        last = inquiry.given("last", inquiry.months.last, "integer")
        inside.append(f"last_month <= {last}")
        overlap.append(f"first_month <= {last}")
    return fixed(inquiry, inside, overlap, "first_month IS NULL")


def fixed(inquiry: Inquiry, inside: list[str], overlap: list[str], undated: str) -> tuple[str, str]:
    """The two conditions, and where only such are asked for, that the row is fixed to no one year, quarter or month."""
    within = f"coalesce({' AND '.join(inside)}, FALSE)" if inside else "TRUE"
    touching = (
        f"({undated} OR ({' AND '.join(overlap)} AND NOT ({' AND '.join(inside)})))" if inside else "FALSE"
    )
    if not (time := inquiry.question.unfixed):
        return within, touching
    first, last = (number_of(inquiry, time, f"{end}_month") for end in ("first", "last"))
    spread = f"({undated} OR {first} <> {last})"
    return f"({within} AND {spread})", f"({touching} AND {spread})"


def number_of(inquiry: Inquiry, time: str, month: str) -> str:
    """The number of the year, quarter or month that a month lies in."""
    return f"(({month} + {shift_of(inquiry.question, time)}) / {LENGTHS[time]})"


def _of_postings(inquiry: Inquiry) -> str:
    """All postings up to the instant: slow where there are many, and right for whatever is asked."""
    inside, touching = _in_days(inquiry)
    operation = "o" if inquiry.shares and "operation" in inquiry.by else "NULL::uuid"
    agency = "g" if inquiry.shares and "agency" in inquiry.by else "NULL::bigint"
    inner = f"""
        SELECT {operation} AS operation_id, {agency} AS agency_id, country_id, audience_id, measure_id,
            figures_month(date_from) AS first_month, figures_month(date_to) AS last_month, date_from, date_to,
            stage, status, records, {_amounts(inquiry)}, unquantified,
            CASE WHEN date_from IS NULL THEN records ELSE 0 END AS undated
        FROM figures_posting {_attributed(inquiry)}
    """
    where = " AND ".join([*_of_facts(inquiry), "TRUE"])
    seen = f"(audience_id = {EVERYBODY} OR audience_id = ANY({SEEN}))"
    return f"""
        SELECT b.*, {seen} AS seen, {inside} AS inside, {touching} AS touching FROM ({inner}) b WHERE {where}
    """


def _amounts(inquiry: Inquiry) -> str:
    """Unit, amount and what is known of it: of money as it was valued, or as it was reported."""
    money, reported = "face = 'money'", inquiry.question.currency == REPORTED
    unit = f"CASE WHEN {money} THEN reported_unit_id ELSE unit_id END" if reported else "unit_id"
    amount = f"CASE WHEN {money} THEN reported ELSE amount END" if reported else "amount"
    unvalued = "0" if reported else "CASE WHEN unvalued THEN records ELSE 0 END"
    known = "" if reported else "CASE WHEN unvalued THEN 0 ELSE {0} END AS "
    kinds = ", ".join(f"{known.format(kind)}{kind}" for kind in QUANTIFIED)
    method = f"CASE WHEN {money} THEN NULL ELSE reported_unit_id END"
    return f"{unit} AS unit_id, {method} AS method_id, {amount} AS amount, {kinds}, {unvalued} AS unvalued"


def _attributed(inquiry: Inquiry) -> str:
    """Postings chosen by operation, agency and country, each once or once for each that it counts for."""
    terms, joins, found = inquiry.terms, "", ["TRUE"]
    for name, column, alias in (("operation", "operations", "o"), ("agency", "agencies", "g")):
        chosen, kind = terms.chosen(name), TYPES[name]
        if chosen:
            ids = inquiry.given(f"{name}_any", list(chosen.ids), f"{kind}[]")
            unsaid = f" OR {column}[1] IS NULL" if chosen.unsaid else ""
            found.append(f"({column} && {ids}{unsaid})")
        if inquiry.shares and name in inquiry.by:
            joins += f" CROSS JOIN LATERAL unnest({column}) {alias}"
            if chosen:
                shown = inquiry.with_phases(chosen) if name == "operation" else chosen
                found.append(among(inquiry, alias, shown, f"{name}_shown", kind))
            if name == "operation" and terms.hidden:
                found.append(
                    f"(o IS NULL OR o <> ALL({inquiry.given('hidden', list(terms.hidden), 'uuid[]')}))"
                )
    if terms.country:
        found.append(among(inquiry, "country_id", terms.country, "country", "bigint"))
    if inquiry.question.as_of:
        found.append(f"posted_at <= {inquiry.given('as_of', inquiry.question.as_of, 'timestamptz')}")
    return f"{joins} WHERE {' AND '.join(found)}"


def _in_days(inquiry: Inquiry) -> tuple[str, str]:
    inside, overlap = [], []
    if first := inquiry.question.first:
        day = inquiry.given("first_day", first, "date")
        inside.append(f"date_from >= {day}")
        overlap.append(f"date_to >= {day}")
    if last := inquiry.question.last:
        day = inquiry.given("last_day", last, "date")
        inside.append(f"date_to <= {day}")
        overlap.append(f"date_from <= {day}")
    return fixed(inquiry, inside, overlap, "date_from IS NULL")
