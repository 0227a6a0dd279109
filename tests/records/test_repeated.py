"""A record that repeats another is taken, and the other is named."""

import pytest

from agencies.models import Place
from records.cautions import caution_records
from tests.factories.agencies import AgencyFactory
from tests.factories.seizures import SeizureFactory
from tests.records.kinds import FACTORIES, amend

pytestmark = pytest.mark.django_db


def repeated(kind, analyst, **other):
    """Two records of the analyst's agency that state the same, but for what is `other` of the second."""
    stated = {"owner": analyst.agency, "date": "2026-09-09"}
    if kind == "outcome":
        stated["agency"] = analyst.agency
    FACTORIES[kind](reference="FIRST", **stated)
    second = FACTORIES[kind](**{**stated, **other})
    return [each.code for each in caution_records([second], by=analyst)[0]]


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_exact_repeat_names_the_record_that_it_repeats(analyst, kind):
    assert repeated(kind, analyst) == ["repeated"]


@pytest.mark.parametrize(
    ("kind", "other"),
    [
        ("seizure", {"date": "2026-09-10"}),
        ("seizure", {"date": "2026-09"}),
        ("seizure", {"item__quantity": "11"}),
        ("seizure", {"item__unit": "LBR"}),
        ("seizure", {"item__measure": "NARC.HEROIN"}),
        ("seizure", {"seizing_agency": "US-CBP"}),
        ("seizure", {"stage": "detected"}),
        ("outcome", {"quantity": "77"}),
        ("outcome", {"measure": "PEOPLE.INDICTED"}),
        ("outcome", {"agency": None}),
    ],
)
def test_what_differs_repeats_nothing(analyst, kind, other):
    assert repeated(kind, analyst, **other) == []


def test_what_is_elsewhere_repeats_nothing(analyst):
    here = Place.objects.create(name="Here", kind="city")
    SeizureFactory(owner=analyst.agency, date="2026-09-09", place=here)
    there = SeizureFactory(owner=analyst.agency, date="2026-09-09")

    assert caution_records([there], by=analyst) == [[]]


@pytest.mark.parametrize("other", [{"withdrawn": True}, {"superseded": True}])
def test_what_does_not_stand_is_not_repeated(analyst, other):
    SeizureFactory(owner=analyst.agency, date="2026-09-09", **other)

    assert caution_records([SeizureFactory(owner=analyst.agency, date="2026-09-09")], by=analyst) == [[]]


def test_a_record_without_a_date_is_repeated_by_the_same_amounts(analyst):
    SeizureFactory(owner=analyst.agency, date="", item__quantity="12.5")
    same, other = (
        SeizureFactory(owner=analyst.agency, date="", item__quantity=each) for each in ("12.5", "13")
    )

    found = caution_records([same, other], by=analyst)

    assert [[each.code for each in about] for about in found] == [["repeated"], []]


@pytest.mark.parametrize("kind", FACTORIES)
def test_an_amendment_does_not_repeat_what_it_amends(analyst, kind):
    original = FACTORIES[kind](verified=True, owner=analyst.agency, date="2026-09-09")

    assert caution_records([amend(original, by=analyst)], by=analyst) == [[]]


def test_a_record_that_the_person_may_not_see_is_not_named(analyst):
    stated = {"seizing_agency": "US-ICE", "date": "2026-09-09"}
    SeizureFactory(owner=AgencyFactory(), verified=True, marking="TLP:AMBER+STRICT", **stated)
    SeizureFactory(owner=AgencyFactory(), **stated)

    assert caution_records([SeizureFactory(owner=analyst.agency, **stated)], by=analyst) == [[]]
