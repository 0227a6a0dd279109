"""An answer held against what the records add up to, and against its own evidence."""

from collections import defaultdict
from decimal import Decimal

from figures.answer.links import evidence_of
from figures.answer.query import answer
from figures.evidence.facts import evidence
from figures.evidence.lines import lines
from figures.evidence.listing import EvidencePage
from figures.evidence.sections import sections
from figures.evidence.sums import sums
from figures.ledger.instants import pin_of_snapshot
from figures.question.names import names
from figures.question.reading import parse_question
from figures.question.tree import Tree
from measures.formats import is_currency, minor
from tests.figures.expected import SHARED, counted, expected, left_out
from tests.figures.parts import KINDS, bounds, figure_of, sum_of

# More than there is behind any figure here.
MANY = 500
ONCE = ("records", "events", "aggregates", "uncounted")
FACTS = (
    "value",
    "facts",
    *ONCE,
    "exact",
    "at_least",
    "at_most",
    "between",
    "approximately",
    "less",
    "more",
    "unquantified",
    "unvalued",
    "undated",
)


def check_answer(answered, world, question, reader):
    """Figures, overlaps and what is left out: all as the world has them."""
    wanted = expected(world, question, reader)
    try:
        check_figures(answered.figures, shown(wanted, world), question, apart(world, question))
        check_unpriced(answered.figures, expected(world, question.narrowed(unit=""), reader))
        check_overlaps(answered, wanted, world)
        assert answered.left_out == left_out(world, question, reader)
    except AssertionError as error:
        error.add_note(
            f"{question}\nasked by {reader}, with these left out: {left_out(world, question, reader)}"
        )
        raise


def apart(world, question):
    """What cannot be compared: of a day on which other measures added up than today, how often a record counts."""
    rolls_up = not question.alone and "measure" not in question.by
    return ONCE if world.tree_moved and rolls_up else ()


def check_figures(figures, wanted, question, without=()):
    assert [key(figure) for figure in figures if key(figure) not in wanted] == []
    assert set(wanted) - {key(figure) for figure in figures} == set()
    assert sorted(map(str, map(key, figures))) == sorted(map(str, wanted))
    for figure in figures:
        parts = wanted[key(figure)]
        undated = (
            {id(part) for part in parts} if question.time and figure.cell[question.time] is None else set()
        )
        total = figure_of(parts, undated)
        assert (key(figure), facts_of(figure, without)) == (key(figure), without_these(total, without))
        assert figure.operator == parts[0].operator
        check_bounds(figure, parts)
        assert figure.qualifier == qualifier_of(total, figure)
        assert len(figure.methods) == len({part.method for part in parts if part.method})


def check_bounds(figure, parts):
    for found, bound in zip(
        (figure.low, figure.high), bounds(parts, unpriced=figure.unpriced > 0), strict=True
    ):
        rounded = bound is not None and is_currency(figure.unit)
        assert found == (minor(bound, figure.unit) if rounded else bound)


def shown(wanted, world):
    """Without quantities that nobody states of goods that are stated by what they are worth, every one of them."""
    return {
        cell: parts
        for cell, parts in wanted.items()
        if not (
            dict(cell[:-1])["measure"] in {code for code, told in world.measures.items() if told.by_worth}
            and all(not part.stated and part.is_quantity and not part.unpriced for part in parts)
        )
    }


def key(figure):
    return (*figure.cell.items(), figure.unit)


def facts_of(figure, without=()):
    return without_these({name: getattr(figure, name) for name in FACTS}, without)


def without_these(facts, names):
    return {name: number for name, number in facts.items() if name not in names}


def check_unpriced(figures, wanted):
    """Money says how many goods there are beside it that state no worth."""
    unpriced = defaultdict(int)
    for cell, parts in wanted.items():
        unpriced[cell[:-1]] += sum(part.unpriced for part in parts)
    for figure in figures:
        of_money = figure.unit in ("USD", "EUR", "JPY", "AOA")
        assert figure.unpriced == (unpriced[key(figure)[:-1]] if of_money else 0)


def qualifier_of(total, figure):
    """The rules of the design, sections 4 and 6, in their own words."""
    there = {kind for kind in KINDS if total[kind]}
    if figure.operator == "max" and sum(total[kind] for kind in KINDS) > 1:
        return "approximately" if there & {"at_most", "approximately", "between"} else "at_least"
    if figure.operator == "latest":
        return "approximately" if len(there) > 1 or "between" in there else next(iter(there), "exact")
    if total["unquantified"] or total["unvalued"] or figure.unpriced:
        return "at_least"
    kinds = there - {"exact"}
    return {frozenset(): "exact", frozenset({"at_least"}): "at_least", frozenset({"at_most"}): "at_most"}.get(
        frozenset(kinds), "approximately"
    )


def check_overlaps(answered, wanted, world):
    """The sum of what is shared, less the overlap, is the total; what is additive shares nothing."""
    together, alone = defaultdict(list), defaultdict(dict)
    for cell, parts in wanted.items():
        if parts[0].operator != "sum":
            continue
        rest = tuple(entry for entry in cell if not isinstance(entry, tuple) or entry[0] not in SHARED)
        together[rest] += parts
        # A part of another record is in no total, unless it is that of agencies whom that one is not credited to.
        question = answered.question
        alone[rest] |= {id(part): part for part in parts if counted(world, part, question, question.agency)}
    overlaps = {key(figure): figure for figure in answered.overlaps}
    for rest, parts in together.items():
        twice = len(parts) - len(alone[rest])
        assert (overlaps[rest].facts if rest in overlaps else 0) == twice
        if twice:
            amounts = sum_of(parts) - sum_of(alone[rest].values())
            assert (overlaps[rest].value or Decimal(0)) == amounts
    assert not set(overlaps) - set(together)
    check_additive(answered.figures, wanted)


def check_additive(figures, wanted):
    """Additive figures of one unit and stage have no record in common."""
    seen = defaultdict(list)
    for figure in figures:
        assert not figure.additive or figure.operator == "sum"
        if figure.additive:
            seen[figure.unit, figure.cell["stage"]] += [id(part) for part in wanted[key(figure)]]
    assert all(len(parts) == len(set(parts)) for parts in seen.values())


def check_top(answered, whole, most):
    """Of each measure, stage and unit the figures with the largest values, as they are in the whole answer."""
    assert answered.left_out == whole.left_out
    assert answered.overlaps == whole.overlaps
    assert [figure for figure in answered.figures if figure not in whole.figures] == []
    shown, all_there_is = (_by_kind(each.figures) for each in (answered, whole))
    assert shown == {kind: sorted(values, reverse=True)[:most] for kind, values in all_there_is.items()}


def _by_kind(figures):
    found = defaultdict(list)
    for figure in figures:
        kind = figure.cell["measure"], figure.cell["stage"], figure.unit
        found[kind].append((figure.value is not None, figure.value or 0))
    return {kind: sorted(values, reverse=True) for kind, values in found.items()}


def check_evidence(figure, question, person):
    """A figure's evidence adds up to the figure, through its address and back, and says what is left out of it."""
    behind = evidence_of(figure, question, Tree.load())
    assert parse_question(behind.parameters(), person) == behind
    found = evidence(behind, person)
    inside = list(found.included)
    assert len(inside) == figure.facts
    if figure.operator == "sum":
        assert sum_of(inside) == (figure.value or 0)
    assert {fact.code for fact in inside} == {figure.unit}
    reasons = [fact.reason for fact in found.left_out]
    told = answer(behind, person).left_out
    assert [reasons.count(reason) for reason in ("part", "earlier", "undated")] == [
        told[count] for count in ("parts", "earlier", "undated")
    ]
    if question.status == "verified":
        assert reasons.count("unverified") == told["unverified"]


def check_lines(figure, question, person, without=()):
    """The same of any instant: the lines of a figure's evidence add up to it."""
    behind = evidence_of(figure, question, Tree.load())
    assert parse_question(behind.parameters(), person) == behind
    answered = answer(behind, person)
    page = EvidencePage(behind, person, sections(behind, answered.left_out), pin_of_snapshot(person)).page(
        MANY
    )
    assert not page.next
    found = sums(lines(behind, person, page.marks), behind, names().tree)
    assert {key(each): facts_of(each, without) for each in found} == {
        key(each): facts_of(each, without) for each in answered.figures
    }
    assert sum(each.facts for each in answered.figures) == figure.facts
