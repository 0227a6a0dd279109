"""The postings that answer an inquiry which no balances cover, each with what the reader may know of it."""

from figures.answer.figure import QUANTIFIED
from figures.answer.inquiry import Inquiry
from figures.answer.rows import SEEN, TYPES, among, fixed, of_facts
from figures.models.audience import EVERYBODY
from figures.question.question import REPORTED


def rows_of_postings(inquiry: Inquiry) -> str:
    """All postings up to the instant: slow where there are many, and right for whatever is asked.

    Of each row, whether it is `seen` by the reader, lies `inside` the period, or only may (`touching`).
    """
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
    where = " AND ".join([*of_facts(inquiry), "TRUE"])
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
