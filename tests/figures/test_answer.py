"""The answer to any question is what one gets by adding up the records themselves, and each figure opens to them."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from figures.evidence import evidence
from figures.links import evidence_of
from figures.query import answer
from figures.question import Question, asked
from figures.tree import Tree
from tests.figures import oracle
from tests.figures.expected import SHARED, expected, left_out
from tests.figures.stored import Setting
from tests.figures.world import AGENCIES, GOODS, OPERATIONS, RESULTS, Chance, world

MEASURES = sorted({*GOODS, *RESULTS, "CASH", "FORFEITURE"})
DAYS = [dt.date(2008, 12, 31), dt.date(2009, 1, 1), dt.date(2009, 7, 1), dt.date(2009, 9, 30)]
DIMENSIONS = ["measure", "stage", "operation", "agency", "country", "year", "quarter", "month"]


# What a question leaves open more often than not.
NARROWER = {
    "measure": (MEASURES, 3),
    "stage": (["seized", "detected", "forfeited", "outcome"], 2),
    "agency": ([*AGENCIES, "none"], 2),
    "country": (["COL", "USA", "none"], 2),
}


def question_by(chance, reader):
    operations = [code for code in OPERATIONS if oracle.sees_operation(code, reader)]
    lists = NARROWER | {"operation": ([*operations, "none"], 2)}
    first, last = sorted(chance.sample(DAYS, 2))
    return Question(
        by=tuple(chance.some(DIMENSIONS, 3)),
        **{
            name: tuple(chance.some(codes, most, 1))
            for name, (codes, most) in lists.items()
            if chance.maybe(0.1)
        },
        first=first if chance.maybe(0.15) else None,
        last=last if chance.maybe(0.15) else None,
        calendar=chance.choice(["calendar", "us", "uk"]),
        currency="reported" if chance.maybe(0.3) else "",
        status="unverified" if chance.maybe(0.2) else "verified",
        alone=chance.maybe(0.2),
        unfixed=chance.choice(["year", "quarter", "month"]) if chance.maybe(0.07) else "",
        unit=chance.choice(["KGM", "C62", "USD", "EUR"]) if chance.maybe(0.07) else "",
    )


def reader_by(chance):
    return oracle.Reader(chance.choice([*AGENCIES, ""]), named=chance.maybe(0.5))


class Person:
    """Who asks, as the database knows them."""

    def __init__(self, reader, setting):
        agency = setting.agencies.get(reader.agency)
        self.agency_id = agency.pk if agency else None
        self.user_id = setting.users["AA"].pk if reader.named else None


@pytest.mark.usefixtures("db")
class TestAnswers(TestCase):
    @settings(max_examples=20, deadline=None, database=None, phases=[Phase.generate])
    @given(seed=st.integers(0, 2**32))
    def test_every_answer_is_what_the_records_add_up_to(self, seed):
        chance, setting = Chance(seed), Setting()
        records = world(chance)
        setting.store(records)

        for _ in range(7):
            reader = reader_by(chance)
            question, person = question_by(chance, reader), Person(reader, setting)
            answered = answer(question, person)

            parts = oracle.parts_of(records, reported=question.currency == "reported")
            wanted = expected(parts, question, reader)
            check_figures(answered.figures, wanted, question)
            check_overlaps(answered, wanted)
            assert answered.left_out == left_out(parts, question, reader)
            if answered.figures:
                check_evidence(chance.choice(answered.figures), question, person)


def check_figures(figures, wanted, question):
    assert {key(figure) for figure in figures} == set(wanted)
    for figure in figures:
        parts = wanted[key(figure)]
        undated = (
            {id(part) for part in parts} if question.time and figure.cell[question.time] is None else set()
        )
        assert facts_of(figure) == oracle.total(parts, undated)
        assert figure.qualifier == qualifier_of(oracle.total(parts, undated))


def key(figure):
    return (*figure.cell.items(), figure.unit)


def facts_of(figure):
    names = (
        "value",
        "records",
        "exact",
        "at_least",
        "at_most",
        "approximately",
        "unquantified",
        "unvalued",
        "undated",
    )
    return {name: getattr(figure, name) for name in names}


def qualifier_of(total):
    """The rule of the design, section 6, in its own words."""
    if total["unquantified"] or total["unvalued"]:
        return "at_least"
    kinds = {kind for kind in ("at_least", "at_most", "approximately") if total[kind]}
    return {frozenset(): "exact", frozenset({"at_least"}): "at_least", frozenset({"at_most"}): "at_most"}.get(
        frozenset(kinds), "approximately"
    )


def check_overlaps(answered, wanted):
    """The sum of what is shared, less the overlap, is the total; what is additive shares nothing."""
    together, alone = defaultdict(list), defaultdict(dict)
    for cell, parts in wanted.items():
        rest = tuple(entry for entry in cell if not isinstance(entry, tuple) or entry[0] not in SHARED)
        together[rest] += parts
        alone[rest] |= {id(part): part for part in parts}
    overlaps = {key(figure): figure for figure in answered.overlaps}
    for rest, parts in together.items():
        twice = len(parts) - len(alone[rest])
        assert (overlaps[rest].records if rest in overlaps else 0) == twice
        if twice:
            amounts = sum_of(parts) - sum_of(alone[rest].values())
            assert (overlaps[rest].value or Decimal(0)) == amounts
    check_additive(answered.figures, wanted)


def check_additive(figures, wanted):
    """Additive figures of one unit and stage have no record in common."""
    seen = defaultdict(list)
    for figure in figures:
        if figure.additive:
            seen[figure.unit, figure.cell["stage"]] += [id(part) for part in wanted[key(figure)]]
    assert all(len(parts) == len(set(parts)) for parts in seen.values())


def sum_of(parts):
    return sum((part.figure for part in parts if part.figure is not None), Decimal(0))


def check_evidence(figure, question, person):
    """A figure's evidence adds up to the figure, through its address and back, and says what is left out of it."""
    behind = evidence_of(figure, question, Tree.load())
    assert asked(behind.parameters(), person) == behind
    found = evidence(behind, person)
    inside = list(found.included)
    assert len(inside) == figure.records
    assert sum_of(inside) == (figure.value or 0)
    assert {fact.code for fact in inside} == {figure.unit}
    reasons = [fact.reason for fact in found.left_out]
    told = answer(behind, person).left_out
    assert [reasons.count("part"), reasons.count("undated")] == [told["parts"], told["undated"]]
    assert found.withheld == told["withheld"]
    if question.status == "verified":
        assert reasons.count("unverified") == told["unverified"]
