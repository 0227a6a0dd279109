"""What is taken with a word: texts that name a total or a person, and dates outside the operation."""

import time

import pytest

from measures.partial_date import PartialDate
from records.cautions import caution_records, cautions_of
from records.cautions.stated import looks_personal
from seizures.drafts import SeizureDraft
from seizures.models import Seizure
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import SeizureFactory
from tests.taken import cocaine

pytestmark = pytest.mark.django_db


def found(by, item=None, **stated):
    record = Seizure(owner=by.agency, seizing_agency=by.agency, **stated)
    (cautions,) = cautions_of([SeizureDraft(record, items=[item or cocaine()])], by=by)
    return [(each.path, each.code) for each in cautions]


@pytest.fixture
def july():
    return OperationFactory(starts="2009-07-01", ends="2009-07-31")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("TOTAL", True),
        ("Gran total", True),
        ("Total seized in July", True),
        ("Totally dismantled engine", False),
    ],
)
def test_a_record_named_like_a_total_is_taken_with_a_word(analyst, text, named):
    assert found(analyst, note=text) == ([("note", "total")] if named else [])
    assert found(analyst, reference=text) == ([("reference", "total")] if named else [])
    item = cocaine()
    item.description = text
    assert found(analyst, item) == ([("items.0.description", "total")] if named else [])


@pytest.mark.parametrize(
    ("text", "personal"),
    [("call +57 300 555 0199", True), ("a.person@example.org", True), ("in 3 parcels of 12.5 kg", False)],
)
def test_text_that_looks_like_personal_data_is_taken_with_a_word(analyst, text, personal):
    assert found(analyst, note=text) == ([("note", "personal")] if personal else [])


def test_a_long_text_is_looked_through_in_time_that_grows_with_its_length():
    began = time.process_time()
    for sign in ("x", "1", "a@", "1 ", "+1-"):
        looks_personal(sign * 100_000)

    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("date", "outside"),
    [("2004-07-03", True), ("2009-06", True), ("2009-07-03", False), ("2009", False), ("2009-08-01", True)],
)
def test_a_date_outside_the_operation_is_taken_with_a_word(analyst, july, date, outside):
    cautions = found(analyst, operation=july, date=PartialDate.parse(date))

    assert cautions == ([("date", "outside_operation")] if outside else [])


def test_convictions_go_on_after_an_operation_has_ended(analyst, july):
    late = OutcomeFactory(operation=july, owner=analyst.agency, date=PartialDate.parse("2011-03"))
    early = OutcomeFactory(operation=july, owner=analyst.agency, date=PartialDate.parse("2008-03"))

    assert [[each.code for each in cautions] for cautions in caution_records([late, early], by=analyst)] == [
        [],
        ["outside_operation"],
    ]


def test_the_dates_of_a_hidden_operation_stay_hidden(analyst, july):
    record = SeizureFactory(operation=july, owner=analyst.agency, date=PartialDate.parse("2004-07-03"))
    before = caution_records([record], by=analyst)
    july.marking = "TLP:AMBER+STRICT"
    july.owner = AgencyFactory()
    july.save()

    assert [each.code for each in before[0]] == ["outside_operation"]
    assert caution_records([record], by=analyst) == [[]]
