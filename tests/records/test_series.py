"""Reports of a series on the doors: what is refused, what verifying one changes, and who may read what counts."""

import datetime as dt

import pytest

from common.errors import Invalid, Refused
from measures.partial_date import PartialDate
from records.series import counting_beside
from records.services import verify
from seizures.models import Seizure
from seizures.services import record_seizure
from tests.factories.seizures import SeizureFactory
from tests.records.kinds import FACTORIES, supervisor_of

pytestmark = pytest.mark.django_db


def report(factory, owner, day, **fields):
    return factory(owner=owner, series="DAILY", reported_on=dt.date.fromisoformat(day), **fields)


@pytest.mark.parametrize("kind", sorted(FACTORIES))
def test_a_newer_report_is_marked_no_more_strictly_than_an_earlier_one(kind, analyst):
    factory = FACTORIES[kind]
    report(factory, analyst.agency, "2019-05-01", verified=True)
    strict = report(factory, analyst.agency, "2019-05-02", submitted=True, marking="TLP:AMBER+STRICT")
    earlier = report(factory, analyst.agency, "2019-04-30", submitted=True, marking="TLP:AMBER+STRICT")

    with pytest.raises(Refused, match="no more strictly than the earlier ones"):
        verify(strict, by=supervisor_of(strict))
    assert verify(earlier, by=supervisor_of(earlier)).counts


def test_a_report_takes_the_place_of_the_newest_before_it_and_of_no_newer_one(analyst):
    first, second = (
        report(SeizureFactory, analyst.agency, day, verified=True) for day in ("2019-05-01", "2019-05-03")
    )
    newest = report(SeizureFactory, analyst.agency, "2019-05-04", submitted=True)
    between = report(SeizureFactory, analyst.agency, "2019-05-02", submitted=True)

    assert [*counting_beside(newest)] == [second]
    assert [*counting_beside(between)] == []
    assert first.counts


@pytest.mark.parametrize(
    ("stated", "field", "sentence"),
    [
        ({"series": "DAILY"}, "reported_on", "of which series it is"),
        ({"reported_on": "2019-05-01"}, "reported_on", "of which series it is"),
        ({"series": "DAILY", "reported_on": "2999-05-01"}, "reported_on", "in the future"),
        ({"series": "DAILY\nTWO", "reported_on": "2019-05-01"}, "series", "line"),
    ],
)
def test_half_of_it_is_refused_with_what_is_missing(analyst, stated, field, sentence):
    day = stated.pop("reported_on", None)
    reported_on = dt.date.fromisoformat(day) if day else None
    seizure = Seizure(date=PartialDate.parse("2019"), reported_on=reported_on, **stated)

    with pytest.raises(Invalid) as refused:
        record_seizure(seizure, items=[], by=analyst)

    assert sentence in str(refused.value.errors[field])


def test_its_page_says_what_it_takes_the_place_of(client, analyst):
    first = report(SeizureFactory, analyst.agency, "2019-05-01", verified=True, item__quantity="130")
    second = report(SeizureFactory, analyst.agency, "2019-05-02", submitted=True, item__quantity="120")
    client.force_login(supervisor_of(second))

    page = client.get(second.get_absolute_url())

    assert "Earlier reports of the series" in page.content.decode()
    assert first.reference in page.content.decode()
    [moved] = page.context["effects"]
    assert (moved.moved.before.value, moved.moved.after.value) == (130, 120)


@pytest.mark.parametrize("kind", sorted(FACTORIES))
def test_the_page_of_a_submitted_record_of_no_series_says_what_it_adds(kind, client, analyst):
    record = FACTORIES[kind](owner=analyst.agency, submitted=True)
    client.force_login(supervisor_of(record))

    page = client.get(record.get_absolute_url())

    assert page.status_code == 200
    assert [moved.moved.before.value for moved in page.context["effects"]] == [None]
