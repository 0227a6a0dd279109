"""What a record contributes to figures, one rule at a time. answer/test_answer.py holds all of them together."""

import datetime as dt
from decimal import Decimal

import pytest

from figures.answer.links import evidence_of
from figures.answer.query import answer
from figures.question.question import Question
from figures.question.tree import Tree
from measures.models import ExchangeRate, Unit
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return UserFactory()


def asked(reader, **question):
    return answer(Question(**question), reader)


def values(answered, *dimensions):
    return {
        (*(figure.cell[name] for name in dimensions), figure.unit): figure.value
        for figure in answered.figures
    }


def test_a_part_of_a_counted_record_is_not_added(reader):
    whole = SeizureFactory(verified=True, item__quantity="10")
    SeizureFactory(verified=True, part_of=whole, item__quantity="4")

    answered = asked(reader)

    assert values(answered) == {("KGM",): 10}
    assert answered.left_out["parts"] == 1


def test_a_disposition_stands_at_its_own_stage_and_date_and_takes_nothing_from_the_seizure(reader):
    seizure = SeizureFactory(verified=True, date="2009-12")
    DispositionFactory(item=seizure.items.get(), stage="destroyed", quantity="4", date="2010-02")

    found = values(asked(reader, by=("month",)), "stage", "month")

    assert found == {("seized", "2009-12", "KGM"): 10, ("destroyed", "2010-02", "KGM"): 4}


def test_what_is_forfeited_is_valued_by_the_rate_of_the_day_it_was_seized(reader):
    for day, rate in (("2009-06-30", "1.25"), ("2010-01-29", "2.5")):
        ExchangeRate.objects.create(
            date=dt.date.fromisoformat(day),
            currency=Unit.objects.currency("USD"),
            per_euro=Decimal(rate),
            source="x",
        )
    seizure = SeizureFactory(
        verified=True, date="2009-07", item__measure="CASH", item__amount="100", item__currency="EUR"
    )
    DispositionFactory(
        item=seizure.items.get(), stage="forfeited", quantity=None, amount="100", date="2010-02"
    )

    assert values(asked(reader), "stage") == {("seized", "USD"): 125, ("forfeited", "USD"): 125}


def test_money_without_a_rate_has_no_value_and_makes_the_total_a_lower_bound(reader):
    for currency, amount in (("USD", "100"), ("AOA", "5000")):
        SeizureFactory(verified=True, item__measure="CASH", item__amount=amount, item__currency=currency)

    [figure] = asked(reader).figures
    reported = values(asked(reader, currency="reported"))

    assert (figure.value, figure.unvalued, figure.qualifier) == (100, 1, "at_least")
    assert reported == {("USD",): 100, ("AOA",): 5000}


def test_a_ton_of_no_stated_kind_makes_an_exact_weight_approximate_and_is_named(reader):
    SeizureFactory(verified=True, item__quantity="2", item__unit="TON")

    [figure] = asked(reader).figures

    assert (figure.value, figure.qualifier) == (Decimal("1814.36948"), "approximately")
    assert any("short ton" in method for method in figure.methods)


def test_units_of_different_dimensions_and_money_are_never_added(reader):
    seizure = SeizureFactory(verified=True, item__quantity="10")
    SeizedItemFactory(seizure=seizure, quantity="3", unit="LTR")
    SeizedItemFactory(seizure=seizure, quantity="500", unit="U2", amount="900", currency="USD")

    assert values(asked(reader)) == {("KGM",): 10, ("LTR",): 3, ("U2",): 500, ("USD",): 900}


def test_persons_at_different_stages_are_never_added(reader):
    OutcomeFactory(verified=True, measure="PEOPLE.ARRESTED", quantity="5")
    OutcomeFactory(verified=True, measure="PEOPLE.CONVICTED", quantity="3")
    OutcomeFactory(verified=True, measure="PEOPLE.VICTIMS.CHILD", quantity="2")

    assert values(asked(reader, measure=("PEOPLE",)), "measure") == {
        ("PEOPLE.ARRESTED", "IE"): 5,
        ("PEOPLE.CONVICTED", "IE"): 3,
        ("PEOPLE.VICTIMS", "IE"): 2,
    }


def test_what_stands_apart_opens_without_what_stands_below_it(reader):
    OutcomeFactory(verified=True, measure="PEOPLE", quantity="1")
    OutcomeFactory(verified=True, measure="PEOPLE.ARRESTED", quantity="5")
    question = Question()

    figures = {figure.cell["measure"]: figure for figure in answer(question, reader).figures}
    behind = evidence_of(figures["PEOPLE"], question, Tree.load())

    assert values(answer(behind, reader), "measure") == {("PEOPLE", "IE"): 1}


def test_a_record_counts_once_for_an_umbrella_to_which_several_ways_lead(reader):
    umbrella = OperationFactory(code="UMBRELLA")
    first, second = (OperationFactory(code=code, parent=umbrella) for code in ("FIRST", "SECOND"))
    seizure = SeizureFactory(verified=True, operation=first)
    for operation in (second, umbrella):
        CreditFactory(seizure=seizure, agency=None, operation=operation)

    answered = asked(reader, by=("operation",))

    assert values(answered, "operation") == {
        ("FIRST", "KGM"): 10,
        ("SECOND", "KGM"): 10,
        ("UMBRELLA", "KGM"): 10,
    }
    assert [overlap.value for overlap in answered.overlaps] == [20]
    assert not any(figure.additive for figure in answered.figures)


def test_an_outcome_of_a_phase_counts_for_its_umbrella(reader):
    phase = OperationFactory(code="PHASE", parent=OperationFactory(code="UMBRELLA"))
    OutcomeFactory(verified=True, operation=phase)

    assert values(asked(reader, operation=("UMBRELLA",))) == {("IE",): 10}
    assert values(asked(reader, by=("operation",), operation=("UMBRELLA",)), "operation") == {
        ("PHASE", "IE"): 10,
        ("UMBRELLA", "IE"): 10,
    }


def test_an_operation_that_the_reader_may_not_see_is_not_named(reader):
    hidden = OperationFactory(code="HIDDEN", marking="TLP:AMBER+STRICT")
    seizure = SeizureFactory(verified=True)
    CreditFactory(seizure=seizure, agency=None, operation=hidden)

    answered = asked(reader, by=("operation",))

    assert values(answered, "operation") == {(None, "KGM"): 10}
    assert answered.overlaps == []
    assert answered.figures[0].additive


def test_the_sum_over_agencies_less_the_overlap_is_the_total(reader):
    shared = SeizureFactory(verified=True, seizing_agency="US-ICE", item__quantity="10")
    CreditFactory(seizure=shared, agency="US-CBP")
    SeizureFactory(verified=True, seizing_agency="US-CBP", item__quantity="7")
    OutcomeFactory(verified=True)

    answered = asked(reader, by=("agency",), measure=("NARC",))
    [overlap] = answered.overlaps

    assert values(answered, "agency") == {("US-ICE", "KGM"): 10, ("US-CBP", "KGM"): 17}
    assert sum(figure.value for figure in answered.figures) - overlap.value == 17


def test_records_of_no_stated_agency_can_be_asked_for_and_grouped(reader):
    OutcomeFactory(verified=True, agency=None, quantity="3")
    OutcomeFactory(verified=True, agency="US-ICE", quantity="4")

    answered = asked(reader, by=("agency",), agency=("none",))

    assert values(answered, "agency") == {(None, "IE"): 3}


def test_a_fiscal_year_takes_its_name_from_its_end_where_that_is_the_custom(reader):
    SeizureFactory(verified=True, date="2008-10-01", item__quantity="1")
    SeizureFactory(verified=True, date="2009-09-30", item__quantity="2")
    SeizureFactory(verified=True, date="2009-10", item__quantity="4")
    SeizureFactory(verified=True, date="2009", item__quantity="8")

    us, uk = (values(asked(reader, by=("year",), calendar=calendar), "year") for calendar in ("us", "uk"))

    assert us == {("2009", "KGM"): 3, ("2010", "KGM"): 4, (None, "KGM"): 8}
    assert uk == {("2008", "KGM"): 1, ("2009", "KGM"): 6, (None, "KGM"): 8}


def test_a_record_dated_to_the_year_is_in_no_month(reader):
    SeizureFactory(verified=True, date="2009", item__quantity="8")
    july = {"first": dt.date(2009, 7, 1), "last": dt.date(2009, 7, 31)}

    assert asked(reader, **july).figures == []
    assert asked(reader, **july).left_out["undated"] == 1


def test_nothing_is_rounded_whatever_its_length(reader):
    long, least = "1234567890123456789012345678901234567.123456789012345678901234567890123456789", "1E-39"
    SeizureFactory(verified=True, item__measure="NARC.COCAINE", item__quantity=long)
    SeizureFactory(verified=True, item__measure="NARC.HEROIN", item__quantity=least)

    [figure] = asked(reader).figures

    assert f"{figure.value:f}" == f"{long[:-2]}90"


def test_of_overlapping_measures_none_is_additive(reader):
    SeizureFactory(verified=True, item__measure="NARC.COCAINE")
    SeizureFactory(verified=True, item__measure="NARC.HEROIN")

    figures = asked(reader, measure=("NARC", "NARC.COCAINE")).figures

    assert {figure.cell["measure"]: (figure.value, figure.additive) for figure in figures} == {
        "NARC": (20, False),
        "NARC.COCAINE": (10, False),
    }
