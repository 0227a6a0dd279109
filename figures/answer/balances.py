"""Rows of balances that answer a question, corrected by pending postings and by those after the question's instant."""

from collections.abc import Iterable

from figures.answer.grain import BALANCED, Cover
from figures.answer.out_of_sight import counts_for
from figures.answer.rows import SEEN, among, faces_of, of_facts, of_unit, period_conditions
from figures.models import Balance
from figures.models.audience import EVERYBODY
from figures.question.dimensions import DIMENSIONS
from figures.question.periods import Months
from figures.question.terms import Terms

# Those dimensions that balances keep, of rows of either kind.
HELD = tuple(dimension for dimension in DIMENSIONS if dimension.name in BALANCED)
KEYS = "measure_id, first_month, last_month, stage, status, unit_id, method_id"
COLUMNS = ", ".join(
    [*(dimension.column for dimension in HELD), "audience_id", "face", KEYS, *Balance.NUMBERS]
)
SEEN_OR_OPEN = "(SELECT with_everybody FROM seen)::bigint[]"
# In no one month; as the index of them has it.
SPREAD = "coalesce(last_month - first_month, 1) > 0"


def since(terms: Terms) -> str:
    """Rows to add to the balances: pending postings, and the negative of those after the question's instant.

    Only rows that the reader may see.
    """
    face = _of_faces(terms)
    # OFFSET 0: posting by posting, by index. Statistics of what comes and goes so fast would mislead the planner.
    posted = f"SELECT * FROM figures_face f WHERE f.posting_id = w.id AND {face} OFFSET 0"
    pending = _shares(terms, f"figures_pending w, LATERAL ({posted}) p", Balance.NUMBERS)
    if not (later := _later(terms)):
        return pending
    posted = f"SELECT * FROM figures_face WHERE ({' OR '.join(later)}) AND {face}"
    return f"{pending} UNION ALL {_shares(terms, f'({posted}) p', [f'-{name} AS {name}' for name in Balance.NUMBERS])}"


def _later(terms: Terms) -> list[str]:
    """Conditions of postings after the question's instant."""
    found: list[str] = []
    if terms.question.as_of:
        found.append(f"posted_at > {terms.bind('as_of', terms.question.as_of, 'timestamptz')}")
    if terms.question.last_posting is not None:
        found.append(f"posting_id > {terms.bind('last_posting', terms.question.last_posting, 'bigint')}")
    return found


def _shares(terms: Terms, postings: str, numbers: Iterable[str]) -> str:
    """The numbers of postings `p`, once for each operation or agency if the question tells these apart.

    The view figures_share does it for all grains at once, which takes three times as long for the few rows read here.
    """
    whose = []
    for each in HELD:
        if not each.several:
            whose.append(each.column)
        elif each.name in terms.by or each.name in terms.chosen:
            postings += f" CROSS JOIN LATERAL unnest(p.{each.several}) {each.name} (id)"
            whose.append(f"{each.name}.id AS {each.column}")
        else:
            whose.append(f"NULL::{each.kind} AS {each.column}")
    agency = "agency.id" if " agency (id)" in postings else ""
    keys = (
        KEYS.replace("status", f"figures_status(p.status, p.whole_agencies, {agency}) AS status")
        if agency
        else KEYS
    )
    columns = ", ".join([*whose, "audience_id", "face", keys, *numbers])
    where = " AND ".join([f"audience_id = ANY({SEEN_OR_OPEN})", *_conditions(terms)])
    return f"SELECT {COLUMNS} FROM (SELECT {columns} FROM {postings}) b WHERE {where}"


def counted_rows(terms: Terms, cover: Cover) -> str:
    """Rows that are in the figures."""
    inside, _touching = _in_period(terms)
    where = " AND ".join([*_conditions(terms), _of_faces(terms), terms.of_status])
    if terms.question.unfixed:
        where = f"{where} AND {inside}"
    arms = [
        f"SELECT {COLUMNS} FROM figures_balance WHERE {of_grain} AND {audience} AND {where}"
        for of_grain in _of_grains(terms, cover, touching=False)
        for audience in _audiences(terms)
    ]
    arms.append(f"SELECT {COLUMNS} FROM since WHERE {terms.of_status} AND {inside}")
    return " UNION ALL ".join(arms)


def around(terms: Terms, cover: Cover) -> str:
    """Rows that are in the figures or left out of them, with whether each is `inside` the period or `touching` it."""
    inside, touching = _in_period(terms)
    wanted = f"facts, status, {inside} AS inside, {touching} AS touching"
    strictly = of_unit(terms) or "TRUE"
    where = " AND ".join(
        [*_conditions(terms), _of_faces(terms), strictly, f"audience_id = ANY({SEEN_OR_OPEN})"]
    )
    arms = [
        f"SELECT {wanted} FROM figures_balance WHERE {of_grain} AND {where}"
        for of_grain in _of_grains(terms, cover, touching=True)
    ]
    arms.append(f"SELECT {wanted} FROM since WHERE {strictly}")
    return " UNION ALL ".join(arms)


def _conditions(terms: Terms) -> list[str]:
    """Conditions on dimensions, measure, stage and unit; not on time."""
    found: list[str] = []
    for each in HELD:
        if each.name in terms.chosen:
            shown = terms.shown_of(each.name) if each.name in terms.by else terms.chosen[each.name]
            found.append(among(terms, each.column, shown, each.name, each.kind))
    if terms.hides_operations:
        found.append(counts_for(terms, "operation_id"))
    return found + of_facts(terms)


def _of_faces(terms: Terms) -> str:
    first, *others = faces_of(terms)
    return f"face = ANY('{{{','.join([first, *others])}}}')" if others else f"face = '{first}'"


def _audiences(terms: Terms) -> list[str]:
    """Conditions on the audience: rows that everybody may see, most of all by the planner's statistics, and others.

    One condition instead of two when grouping by operation: with two, the planner picks an index led by operation.
    """
    open_to_all, others = f"audience_id = {EVERYBODY}", f"audience_id = ANY({SEEN})"
    if "operation" in terms.by and "operation" not in terms.chosen:
        return [f"({open_to_all} OR {others})"]
    return [open_to_all, others]


def _of_grains(terms: Terms, cover: Cover, *, touching: bool) -> list[str]:
    """Conditions of the balances that cover the period without overlap."""
    inside, overlap = _bounds(terms, terms.months, "month")
    near = overlap if touching else inside
    if touching and near:
        near = [f"(first_month IS NULL OR ({' AND '.join(near)}))"]
    if not cover.years:
        return [" AND ".join([f"grain = {cover.grain}", *near])]
    whole, _overlap = _bounds(terms, cover.years, "year")
    edges = terms.bind("edges", terms.months.without(cover.years), "integer[]")
    return [
        " AND ".join([f"grain = {cover.by_year}", *whole]),
        f"grain = {cover.grain} AND first_month = ANY({edges}) AND NOT ({SPREAD})",
        " AND ".join([f"grain = {cover.grain} AND {SPREAD}", *near, f"({' AND '.join(whole)}) IS NOT TRUE"]),
    ]


def _bounds(terms: Terms, months: Months, named: str) -> tuple[list[str], list[str]]:
    """Conditions of rows inside these months, and of rows that overlap them."""
    inside, overlap = [], []
    if months.first is not None:
        first = terms.bind(f"first_{named}", months.first, "integer")
        inside.append(f"first_month >= {first}")
        overlap.append(f"last_month >= {first}")
    if months.last is not None:
        last = terms.bind(f"last_{named}", months.last, "integer")
        # The second follows from the first, but indexes begin with it.
        inside += [f"last_month <= {last}", f"first_month <= {last}"]
        overlap.append(f"first_month <= {last}")
    return inside, overlap


def _in_period(terms: Terms) -> tuple[str, str]:
    """Conditions of rows inside the period, and of rows that may be in it."""
    return period_conditions(terms, *_bounds(terms, terms.months, "month"), "first_month IS NULL")
