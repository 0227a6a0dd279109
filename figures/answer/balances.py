"""The balances that answer an inquiry, with the postings that they do not have yet, or at that instant had not."""

from collections.abc import Iterable

from figures.answer.grain import Cover
from figures.answer.inquiry import WHO, Inquiry
from figures.answer.rows import NUMBERS, SEEN, TYPES, among, fixed, of_facts
from figures.models.audience import EVERYBODY, RESTRICTED
from figures.question.months import Months
from figures.question.question import REPORTED
from measures.models.unit import CANONICAL

KEYS = "measure_id, first_month, last_month, stage, status, unit_id, method_id"
COLUMNS = ", ".join([*(f"{name}_id" for name in WHO), "audience_id", KEYS, *NUMBERS])
TOLD = "(SELECT told FROM seen)::bigint[]"
# Of a posting, the sets of those that it counts for in full.
SETS = {"operation": "operations", "agency": "agencies"}
# In no one month; as the index of them has it.
SPREAD = "coalesce(last_month - first_month, 1) > 0"


def since(inquiry: Inquiry) -> str:
    """Rows that come to those of the balances: what is pending, and less what was posted after the instant.

    Their audience is everybody where the reader may see them, and all that is restricted where not.
    """
    face = _of_faces(inquiry)
    # OFFSET 0: posting by posting, by index. Statistics of what comes and goes so fast would mislead the planner.
    posted = f"SELECT * FROM figures_face f WHERE f.posting_id = w.id AND {face} OFFSET 0"
    pending = _shares(inquiry, f"figures_pending w, LATERAL ({posted}) p", NUMBERS)
    if not inquiry.question.as_of:
        return pending
    later = f"posted_at > {inquiry.given('as_of', inquiry.question.as_of, 'timestamptz')}"
    posted = f"SELECT * FROM figures_face WHERE {later} AND {face}"
    return (
        f"{pending} UNION ALL {_shares(inquiry, f'({posted}) p', [f'-{name} AS {name}' for name in NUMBERS])}"
    )


def _shares(inquiry: Inquiry, postings: str, numbers: Iterable[str]) -> str:
    """What postings `p` add, to each operation or agency where these are told apart.

    The view figures_share says it of all grains at once, which takes three times as long for the few read here.
    """
    whose = {"operation": "NULL::uuid", "agency": "NULL::bigint"}
    for name, several in SETS.items():
        if name in inquiry.by or inquiry.terms.chosen(name):
            postings += f" CROSS JOIN LATERAL unnest(p.{several}) {name} (id)"
            whose[name] = f"{name}.id"
    columns = ", ".join(
        [*(f"{each} AS {name}_id" for name, each in whose.items()), "country_id", KEYS, *numbers]
    )
    seen = f"audience_id = {EVERYBODY} OR audience_id = ANY({SEEN})"
    audience = f"CASE WHEN {seen} THEN {EVERYBODY} ELSE {RESTRICTED} END AS audience_id"
    where = " AND ".join(_asked(inquiry)) or "TRUE"
    return f"SELECT {COLUMNS} FROM (SELECT {columns}, {audience} FROM {postings}) b WHERE {where}"


def counted(inquiry: Inquiry) -> str:
    """Rows of what is in the figures."""
    inside, _touching = _in_period(inquiry)
    where = " AND ".join([*_asked(inquiry), _of_faces(inquiry), inquiry.of_status])
    if inquiry.question.unfixed:
        where = f"{where} AND {inside}"
    arms = [
        f"SELECT {COLUMNS} FROM figures_balance WHERE {of_grain} AND {audience} AND {where}"
        for of_grain in _of_grains(inquiry, touching=False)
        for audience in _audiences(inquiry)
    ]
    seen = f"{inquiry.of_status} AND audience_id = {EVERYBODY}"
    arms.append(f"SELECT {COLUMNS} FROM since WHERE {seen} AND {inside}")
    return " UNION ALL ".join(arms)


def around(inquiry: Inquiry) -> str:
    """Rows of what is in the figures and what is left out of them, with whether each is `inside` or `touching`."""
    inside, touching = _in_period(inquiry)
    wanted = f"records, audience_id, status, {inside} AS inside, {touching} AS touching"
    where = " AND ".join([*_asked(inquiry), _of_faces(inquiry), f"audience_id = ANY({TOLD})"])
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
    """Who and what; not when."""
    terms = inquiry.terms
    found: list[str] = []
    for name in WHO:
        if chosen := terms.chosen(name):
            shown = inquiry.with_phases(chosen) if name == "operation" and name in inquiry.by else chosen
            found.append(among(inquiry, f"{name}_id", shown, name, TYPES[name]))
    if "operation" in inquiry.by and terms.hidden:
        hidden = inquiry.given("hidden", list(terms.hidden), "uuid[]")
        found.append(f"(operation_id IS NULL OR operation_id <> ALL({hidden}))")
    return found + of_facts(inquiry)


def _of_faces(inquiry: Inquiry) -> str:
    question = inquiry.question
    money = "reported" if question.currency == REPORTED else "value"
    if question.unit in inquiry.names.currencies:
        return f"face = '{money}'"
    return (
        "face = 'quantity'" if question.unit in CANONICAL.values() else f"face = ANY('{{quantity,{money}}}')"
    )


def _audiences(inquiry: Inquiry) -> list[str]:
    """Conditions of what everybody may see, which the planner knows to be most, and of what else the reader may see.

    In one, where many operations are read: it would lead to an index that has operations first.
    """
    open_to_all, others = f"audience_id = {EVERYBODY}", f"audience_id = ANY({SEEN})"
    if "operation" in inquiry.by and not inquiry.terms.operation:
        return [f"({open_to_all} OR {others})"]
    return [open_to_all, others]


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
    edges = inquiry.given("edges", inquiry.months.without(cover.years), "integer[]")
    return [
        " AND ".join([f"grain = {cover.by_year}", *whole]),
        f"grain = {cover.grain} AND first_month = ANY({edges}) AND NOT ({SPREAD})",
        " AND ".join([f"grain = {cover.grain} AND {SPREAD}", *near, f"({' AND '.join(whole)}) IS NOT TRUE"]),
    ]


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
