"""The balances that answer an inquiry, with the postings that they do not have yet, or at that instant had not."""

from figures.grain import Cover, Months
from figures.inquiry import WHO, Inquiry
from figures.models.audience import RESTRICTED
from figures.question import REPORTED
from figures.rows import NUMBERS, SEEN, TYPES, among, fixed, of_facts
from measures.models.unit import CANONICAL

WHOSE = ", ".join(f"{name}_id" for name in WHO)
COLUMNS = (
    f"{WHOSE}, audience_id, measure_id, first_month, last_month, stage, status, unit_id, method_id, "
    + ", ".join(NUMBERS)
)
LESS = COLUMNS.replace(", ".join(NUMBERS), ", ".join(f"-{name}" for name in NUMBERS))
TOLD = "(SELECT told FROM seen)::bigint[]"
# In no one month; as the index of them has it.
SPREAD = "coalesce(last_month - first_month, 1) > 0"


def since(inquiry: Inquiry) -> str:
    """Rows that come to those of the balances: what is pending, and less what was posted after the instant."""
    cover = _cover(inquiry)
    where = " AND ".join([*_asked(inquiry), f"audience_id = ANY({TOLD})"])
    # OFFSET 0: posting by posting, by index. Statistics of what comes and goes so fast would mislead the planner.
    share = f"SELECT * FROM figures_share s WHERE s.posting_id = w.id AND s.grain = {cover.grain} OFFSET 0"
    pending = f"SELECT {COLUMNS} FROM figures_pending w, LATERAL ({share}) b WHERE {where}"
    if not inquiry.question.as_of:
        return pending
    later = f"posted_at > {inquiry.given('as_of', inquiry.question.as_of, 'timestamptz')}"
    gone = f"SELECT {LESS} FROM figures_share b WHERE {later} AND grain = {cover.grain} AND {where}"
    return f"{pending} UNION ALL {gone}"


def counted(inquiry: Inquiry) -> str:
    """Rows of what is in the figures."""
    inside, _touching = _in_period(inquiry)
    status = f"status = {inquiry.given('status', inquiry.question.status)}"
    where = " AND ".join([*_asked(inquiry), f"{_audience(inquiry)} = ANY({SEEN})", status])
    if inquiry.question.unfixed:
        where = f"{where} AND {inside}"
    arms = [
        f"SELECT {COLUMNS} FROM figures_balance WHERE {of_grain} AND {where}"
        for of_grain in _of_grains(inquiry, touching=False)
    ]
    arms.append(f"SELECT {COLUMNS} FROM since WHERE {status} AND audience_id <> {RESTRICTED} AND {inside}")
    return " UNION ALL ".join(arms)


def around(inquiry: Inquiry) -> str:
    """Rows of what is in the figures and what is left out of them, with whether each is `inside` or `touching`."""
    inside, touching = _in_period(inquiry)
    wanted = f"records, audience_id, status, {inside} AS inside, {touching} AS touching"
    where = " AND ".join([*_asked(inquiry), f"audience_id = ANY({TOLD})"])
    arms = [
        f"SELECT {wanted} FROM figures_balance WHERE {of_grain} AND {where}"
        for of_grain in _of_grains(inquiry, touching=True)
    ]
    arms.append(f"SELECT {wanted} FROM since")
    return " UNION ALL ".join(arms)


def _cover(inquiry: Inquiry) -> Cover:
    assert inquiry.cover
    return inquiry.cover


def _asked(inquiry: Inquiry) -> list[str]:
    """Who, what and which face; not when."""
    terms = inquiry.terms
    found = [f"face = ANY('{{{','.join(_faces(inquiry))}}}')"]
    for name in WHO:
        if chosen := terms.chosen(name):
            shown = inquiry.with_phases(chosen) if name == "operation" and name in inquiry.by else chosen
            found.append(among(inquiry, f"{name}_id", shown, name, TYPES[name]))
    if "operation" in inquiry.by and terms.hidden:
        hidden = inquiry.given("hidden", list(terms.hidden), "uuid[]")
        found.append(f"(operation_id IS NULL OR operation_id <> ALL({hidden}))")
    return found + of_facts(inquiry)


def _faces(inquiry: Inquiry) -> list[str]:
    question = inquiry.question
    money = "reported" if question.currency == REPORTED else "value"
    if question.unit in inquiry.names.currencies:
        return [money]
    return ["quantity"] if question.unit in CANONICAL.values() else ["quantity", money]


def _audience(inquiry: Inquiry) -> str:
    """The audience as a column; where it would lead to an index that has operations first, as no column of one."""
    every = "operation" in inquiry.by and not inquiry.terms.operation
    return "audience_id + 0" if every else "audience_id"


def _of_grains(inquiry: Inquiry, *, touching: bool) -> list[str]:
    """Conditions of the balances that cover the period, none of them twice."""
    cover = _cover(inquiry)
    inside, overlap = _bounds(inquiry, inquiry.months, "month")
    near = overlap if touching else inside
    if touching and near:
        near = [f"(first_month IS NULL OR ({' AND '.join(near)}))"]
    if not cover.years:
        return [" AND ".join([f"grain = {cover.grain}", *near])]
    whole, _overlap = _bounds(inquiry, cover.years, "year")
    edges = inquiry.given("edges", _edges(inquiry.months, cover.years), "integer[]")
    return [
        " AND ".join([f"grain = {cover.by_year}", *whole]),
        f"grain = {cover.grain} AND first_month = ANY({edges}) AND NOT ({SPREAD})",
        " AND ".join([f"grain = {cover.grain} AND {SPREAD}", *near, f"({' AND '.join(whole)}) IS NOT TRUE"]),
    ]


def _edges(months: Months, years: Months) -> list[int]:
    """The months of a period before and after its whole years."""
    found: list[int] = []
    if months.first is not None and years.first is not None:
        found += range(months.first, years.first)
    if months.last is not None and years.last is not None:
        found += range(years.last + 1, months.last + 1)
    return found


def _bounds(inquiry: Inquiry, months: Months, named: str) -> tuple[list[str], list[str]]:
    """What holds of rows inside these months, and of those that may be."""
    inside, overlap = [], []
    if months.first is not None:
        first = inquiry.given(f"first_{named}", months.first, "integer")
        inside.append(f"first_month >= {first}")
        overlap.append(f"last_month >= {first}")
    if months.last is not None:
        last = inquiry.given(f"last_{named}", months.last, "integer")
        # The second follows from the first, but indexes begin with it.
        inside += [f"last_month <= {last}", f"first_month <= {last}"]
        overlap.append(f"first_month <= {last}")
    return inside, overlap


def _in_period(inquiry: Inquiry) -> tuple[str, str]:
    """Whether a row lies inside the period, and whether it only may."""
    return fixed(inquiry, *_bounds(inquiry, inquiry.months, "month"), "first_month IS NULL")
