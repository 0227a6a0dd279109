"""A record that repeats another is taken, and the other is named."""

import pytest

from agencies.models import Place
from common.db.statements import execute_together
from records.cautions import caution_records
from records.cautions.repeats import Repeats
from records.drafts import Draft
from tests.factories.agencies import AgencyFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory
from tests.records.kinds import FACTORIES, amend

pytestmark = pytest.mark.django_db


@pytest.fixture(
    autouse=True, params=[pytest.param(0, id="all-alike-read"), pytest.param(25, id="first-by-sql")]
)
def _few(request, monkeypatch):
    """The plain way, in Python, and the shortcut for few drafts find the same."""
    monkeypatch.setattr("records.cautions.repeats.FEW", request.param)


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


def test_the_first_of_many_repeats_is_named_by_either_way(analyst):
    """Two drafts that each of several records repeats, with items in any order and numbers written in any way."""
    stated = {"owner": analyst.agency, "date": "2026-09-09"}
    records = [SeizureFactory(reference=f"R{number}", **stated) for number in range(6)]
    for number, record in enumerate(records):
        SeizedItemFactory(
            seizure=record, quantity=("2.5", "2.50")[number % 2], unit="LBR", position=number % 2
        )
        if number % 3 == 2:
            SeizedItemFactory(seizure=record, cash="7")

    found = caution_records([records[5], records[4]], by=analyst)

    assert [[each.sentence.split()[0] for each in about] for about in found] == [["R2"], ["R0"]]


def test_one_of_many_repeats_is_read(analyst, monkeypatch):
    """Of a day on which an agency has recorded the same thirty times, not all are read for a warning."""
    stated = {"owner": analyst.agency, "date": "2026-09-09"}
    *_others, last = (SeizureFactory(**stated) for _number in range(30))
    monkeypatch.setattr("records.cautions.repeats.FEW", 1)

    [rows] = execute_together(*Repeats([Draft(last)], by=analyst).statements)

    assert len(rows.fetchall()) == 1
