"""The answer to any question is what one gets by adding up the records themselves, and each figure opens to them."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
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
from tests.figures.world import AGENCIES, GOODS, OPERATIONS, RESULTS, worlds

MEASURES = sorted({*GOODS, *RESULTS, "CASH", "FORFEITURE"})
DAYS = [dt.date(2008, 12, 31), dt.date(2009, 1, 1), dt.date(2009, 7, 1), dt.date(2009, 9, 30)]
DIMENSIONS = ["measure", "stage", "operation", "agency", "country", "year", "quarter", "month"]


def some(codes, most):
    return st.lists(st.sampled_from(codes), unique=True, max_size=most).map(tuple)


@st.composite
def questions(draw, reader):
    operations = [code for code in OPERATIONS if oracle.sees_operation(code, reader)]
    first, last = draw(st.sampled_from([None, None, *DAYS])), draw(st.sampled_from([None, None, *DAYS]))
    if first and last and first > last:
        first, last = last, first
    seldom = lambda codes, most: st.one_of(st.just(()), st.just(()), some(codes, most))  # noqa: E731
    return Question(
        by=draw(some(DIMENSIONS, 3)),
        measure=draw(seldom(MEASURES, 3)),
        stage=draw(seldom(["seized", "detected", "forfeited", "outcome"], 2)),
        operation=draw(seldom([*operations, "none"], 2)),
        agency=draw(seldom([*AGENCIES, "none"], 2)),
        country=draw(seldom(["COL", "USA", "none"], 2)),
        first=first,
        last=last,
        calendar=draw(st.sampled_from(["calendar", "us", "uk"])),
        currency=draw(st.sampled_from(["", "", "reported"])),
        status=draw(st.sampled_from(["verified", "verified", "verified", "unverified"])),
        alone=draw(st.sampled_from([False, False, True])),
        unfixed=draw(st.sampled_from(["", "", "", "year", "month"])),
        unit=draw(st.sampled_from(["", "", "", "KGM", "USD"])),
    )


READERS = st.sampled_from([oracle.Reader(agency, named) for agency in (*AGENCIES, "") for named in (True, False)])


class Person:
    """Who asks, as the database knows them."""

    def __init__(self, reader, setting):
        agency = setting.agencies.get(reader.agency)
        self.agency_id = agency.pk if agency else None
        self.user_id = setting.users["AA"].pk if reader.named else None


@pytest.mark.usefixtures("db")
class TestAnswers(TestCase):
    @settings(max_examples=600, deadline=None, database=None, phases=[__import__('hypothesis').Phase.generate], suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_every_answer_is_what_the_records_add_up_to(self, data):
        world, setting = data.draw(worlds()), Setting()
        setting.store(world)

        for _ in range(5):
            reader = data.draw(READERS)
            question, person = data.draw(questions(reader)), Person(reader, setting)
            answered = answer(question, person)

            parts = oracle.parts_of(world, reported=question.currency == "reported")
            wanted = expected(parts, question, reader)
            check_figures(answered.figures, wanted, question)
            check_overlaps(answered, wanted)
            assert answered.left_out == left_out(parts, question, reader)
            check_evidence(data, answered, question, person)


def check_figures(figures, wanted, question):
    assert {key(figure) for figure in figures} == set(wanted)
    for figure in figures:
        parts = wanted[key(figure)]
        undated = {id(part) for part in parts} if question.time and figure.cell[question.time] is None else set()
        assert facts_of(figure) == oracle.total(parts, undated)
        assert figure.qualifier == qualifier_of(oracle.total(parts, undated))


def key(figure):
    return (*figure.cell.items(), figure.unit)


def facts_of(figure):
    names = ("value", "records", "exact", "at_least", "at_most", "approximately", "unquantified", "unvalued", "undated")
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


def check_evidence(data, answered, question, person):
    """A figure's evidence adds up to the figure, through its address and back."""
    figures, tree = answered.figures, Tree.load()
    for figure in data.draw(some(range(len(figures)), 4).map(lambda chosen: [figures[at] for at in chosen])) if figures else ():
        behind = evidence_of(figure, question, tree)
        assert asked(behind.parameters(), person) == behind
        found = evidence(behind, person)
        inside = list(found.included)
        amounts = [fact.figure for fact in inside if fact.figure is not None]
        assert len(inside) == figure.records
        assert (sum(amounts) if amounts else None) == figure.value
        assert {fact.code for fact in inside} == {figure.unit}
        reasons = [fact.reason for fact in found.left_out]
        told = answer(behind, person).left_out
        assert {"parts": reasons.count("part"), "undated": reasons.count("undated")} == {
            name: told[name] for name in ("parts", "undated")
        }
