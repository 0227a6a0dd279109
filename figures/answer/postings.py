"""Rows of postings that answer a question which no balances cover."""

from figures.answer.belonging import belonging, belonging_join
from figures.answer.figure import QUANTIFIED
from figures.answer.out_of_sight import counts_for
from figures.answer.rows import SEEN, among, of_facts, of_unit, period_conditions, posted_faces_of
from figures.models.audience import EVERYBODY
from figures.question.dimensions import DIMENSIONS, FigureDimension
from figures.question.question import REPORTED
from figures.question.terms import Terms

REPORTED_AS = {"amount": "reported", "less": "reported_less", "more": "reported_more"}
COUNTED = "facts, records, events, aggregates, uncounted"


def rows_of_postings(terms: Terms) -> str:
    """The rows of an answer from all postings up to the instant: slow if there are many, and right for any question.

    Only rows that the reader may see; each says whether it lies `inside` the period or `touching` it, and whether it
    is in the unit that was asked for (`of_unit`).
    """
    inside, touching = _in_days(terms)
    whose = ", ".join(_id(terms, dimension) for dimension in DIMENSIONS)
    inner = f"""
        SELECT {whose}, audience_id, measure_id,
            figures_month(date_from) AS first_month, figures_month(date_to) AS last_month, date_from, date_to,
            stage, {_status(terms)} AS status, face, record_id, {COUNTED}, {_amounts(terms)}, unquantified,
            CASE WHEN date_from IS NULL THEN facts ELSE 0 END AS undated, unpriced
        FROM figures_posting {_attributed(terms)}
    """
    faces = f"face = ANY('{{{','.join(posted_faces_of(terms))}}}')"
    where = " AND ".join(
        [faces, f"(audience_id = {EVERYBODY} OR audience_id = ANY({SEEN}))", *of_facts(terms)]
    )
    return f"""
        SELECT b.*, {inside} AS inside, {touching} AS touching, {of_unit(terms) or "TRUE"} AS of_unit
        FROM ({inner}) b WHERE {where}
    """


def _status(terms: Terms) -> str:
    """The status of a posting; that of a report of a series is by the day of the question."""
    status = _shared_status(terms)
    if not (asked := terms.question.reported_as_of):
        return status
    day = terms.bind("reported_as_of", asked, "date")
    newest = f"{day} >= reported_from AND (reported_to IS NULL OR {day} < reported_to)"
    return f"CASE WHEN reported_from IS NULL THEN {status} WHEN {newest} THEN 'verified' ELSE 'earlier' END"


def _shared_status(terms: Terms) -> str:
    """The status by which a part counts for an agency, or for those chosen together: not where a whole of it does."""
    dimension = next(each for each in DIMENSIONS if each.name == "agency")
    if terms.shares and dimension.name in terms.by:
        return f"figures_status(status, whole_agencies, {_each(dimension)})"
    if not (chosen := terms.chosen.get(dimension.name)):
        return "status"
    ids = terms.bind("agency_any", list(chosen.ids), "bigint[]")
    bare = terms.bind("agency_bare", [abs(pk) for pk in chosen.ids], "bigint[]")
    of_whole = f"whole_agencies && {bare}{' OR whole_agencies[1] IS NULL' if chosen.unsaid else ''}"
    return f"""CASE
        WHEN whole_agencies IS NULL THEN status
        WHEN {of_whole} OR NOT agencies && {ids} THEN 'part'
        WHEN status = 'share' THEN 'verified'
        ELSE 'unverified'
    END"""


def _amounts(terms: Terms) -> str:
    """The columns of unit, amount and counts: money in the reporting currency, or as reported."""
    money, reported = (
        "face NOT IN ('quantity', 'quantity_above', 'events')",
        terms.question.currency == REPORTED,
    )
    unit = f"CASE WHEN {money} THEN reported_unit_id ELSE unit_id END" if reported else "unit_id"
    amounts = ", ".join(
        f"CASE WHEN {money} THEN {as_reported} ELSE {name} END AS {name}" if reported else name
        for name, as_reported in REPORTED_AS.items()
    )
    unvalued = "0" if reported else "CASE WHEN unvalued THEN facts ELSE 0 END"
    known = "" if reported else "CASE WHEN unvalued THEN 0 ELSE {0} END AS "
    kinds = ", ".join(f"{known.format(kind)}{kind}" for kind in QUANTIFIED)
    method = f"CASE WHEN {money} THEN NULL ELSE reported_unit_id END"
    return f"{unit} AS unit_id, {method} AS method_id, {amounts}, {kinds}, {unvalued} AS unvalued"


def _id(terms: Terms, dimension: FigureDimension) -> str:
    """The column of a dimension; where postings have several values and the question groups by it, each of them."""
    if not dimension.overlaps:
        return dimension.column
    shared = terms.shares and dimension.name in terms.by
    return f"{_each(dimension) if shared else f'NULL::{dimension.kind}'} AS {dimension.column}"


def _each(dimension: FigureDimension) -> str:
    return f"each_{dimension.name}"


def _attributed(terms: Terms) -> str:
    """Postings filtered by dimensions; once, or once for each value that a posting counts for."""
    joins, found = "", ["TRUE"]
    for each in DIMENSIONS:
        grouped = terms.shares and each.name in terms.by
        if each.stays:
            found += belonging(terms, each)
            joins += belonging_join(terms, each) if grouped else ""
        elif each.several:
            found += _of_several(terms, each)
            joins += f" CROSS JOIN LATERAL unnest({each.several}) {_each(each)}" if grouped else ""
        elif chosen := terms.chosen.get(each.name):
            found.append(among(terms, each.column, chosen, each.name, each.kind))
    return f"{joins} WHERE {' AND '.join([*found, *_until_instant(terms)])}"


def _until_instant(terms: Terms) -> list[str]:
    """Conditions that leave out postings after the question's instant."""
    found = []
    if terms.question.as_of:
        found.append(f"posted_at <= {terms.bind('as_of', terms.question.as_of, 'timestamptz')}")
    if terms.question.last_posting is not None:
        found.append(f"id <= {terms.bind('last_posting', terms.question.last_posting, 'bigint')}")
    return found


def _of_several(terms: Terms, dimension: FigureDimension) -> list[str]:
    """Conditions of postings that count for a chosen value, and of their rows that the answer shows."""
    name, each, kind, found = dimension.name, _each(dimension), dimension.kind, []
    if chosen := terms.chosen.get(name):
        ids = terms.bind(f"{name}_any", list(chosen.ids), f"{kind}[]")
        unsaid = f" OR {dimension.several}[1] IS NULL" if chosen.unsaid else ""
        found.append(f"({dimension.several} && {ids}{unsaid})")
        if name == "operation" and terms.hides_operations:
            counted = f"o.id = ANY({ids}) AND {counts_for(terms, 'o.id')}"
            found.append(f"(EXISTS (SELECT FROM unnest({dimension.several}) o (id) WHERE {counted}){unsaid})")
    if terms.shares and name in terms.by:
        if chosen:
            found.append(among(terms, each, terms.shown_of(name), f"{name}_shown", kind))
        if name == "operation" and terms.hides_operations:
            found.append(counts_for(terms, each))
    return found


def _in_days(terms: Terms) -> tuple[str, str]:
    inside, overlap = [], []
    if first := terms.question.first:
        day = terms.bind("first_day", first, "date")
        inside.append(f"date_from >= {day}")
        overlap.append(f"date_to >= {day}")
    if last := terms.question.last:
        day = terms.bind("last_day", last, "date")
        inside.append(f"date_to <= {day}")
        overlap.append(f"date_from <= {day}")
    return period_conditions(terms, inside, overlap, "date_from IS NULL")
