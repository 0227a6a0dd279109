"""Countries and currencies are good for the days on which they were there; outside them the sentence says so."""

import json

import pytest

from agencies.models import Agency, Country
from common.errors import Invalid
from measures.models import Measure
from measures.partial_date import PartialDate
from operations.models import Operation, Participation
from operations.services import record_participation
from outcomes.services import record_outcome
from records.cautions import caution_records
from seizures import services
from seizures.models import Seizure
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.taken import cash, cocaine

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return UserFactory()


def entered(date, by, items=None, **facts):
    seizure = Seizure(**facts)
    seizure.date = PartialDate.parse(date)
    return services.record_seizure(seizure, items=items or [cocaine()], by=by)


@pytest.mark.parametrize(
    ("measure", "unit", "date", "sentence"),
    [
        ("BITCOIN", "BTC", "2005-05-01", "BTC was introduced on 2009-01-03"),
        ("ETHER", "ETH", "2014", "ETH was introduced on 2015-07-30"),
        ("MONERO", "XMR", "2013-05-01", "XMR was introduced on 2014-04-18"),
        ("TETHER", "USDT", "2013-05-01", "USDT was introduced on 2014-10-06"),
        ("BITCOIN", "BTC", "2009", ""),
        ("TETHER", "USDT", "2014", ""),
    ],
)
def test_coins_that_nobody_could_have_then_are_refused(analyst, measure, unit, date, sentence):
    coins = cocaine("1.5", unit)
    coins.measure = Measure.objects.get(code=f"CASH.VIRTUAL.{measure}")
    if not sentence:
        assert entered(date, analyst, items=[coins]).pk
        return
    with pytest.raises(Invalid) as refused:
        entered(date, analyst, items=[coins])
    assert sentence in str(refused.value.errors["items.0.unit"])


# What there is no money of yet, or not any more; and what there still is.
@pytest.mark.parametrize(
    ("currency", "date", "sentence"),
    [
        ("VES", "2010-05-01", "VES was introduced on 2018-08-20"),
        ("VED", "2010-05-01", "VED was introduced on 2021-10-01"),
        ("ZWG", "2010-05-01", "ZWG was introduced on 2024-04-05"),
        ("EUR", "1995-05-01", "EUR was introduced on 1999-01-01"),
        ("EUR", "1998", "EUR was introduced on 1999-01-01"),
        ("TRY", "2004-06", "TRY was introduced on 2005-01-01"),
    ],
)
def test_money_that_nobody_could_have_then_is_refused(analyst, currency, date, sentence):
    with pytest.raises(Invalid) as refusal:
        entered(date, analyst, [cash("100", currency)])

    assert sentence in refusal.value.errors["items.0.currency"][0]


@pytest.mark.parametrize(
    ("currency", "date", "sentence"),
    [
        ("VEF", "2018-08-21", "VEF was withdrawn on 2018-08-20"),
        ("ZWL", "2025-01-01", "ZWL was withdrawn on 2024-08-31"),
        ("TRL", "2006-01-01", "TRL was withdrawn on 2005-12-31"),
        ("ITL", "2011-12-07", "ITL was withdrawn on 2002-02-28, and exchanged until 2011-12-06"),
    ],
)
def test_money_that_is_worth_nothing_any_more_is_taken_with_a_caution(analyst, currency, date, sentence):
    """Notes are found in a cellar, too, years after anybody exchanged them: they were seized all the same."""
    seizure = entered(date, analyst, [cash("100", currency)])
    fine = OutcomeFactory(
        measure="FORFEITURE.CRIMINAL", quantity=None, unit=None, amount="100", currency=currency, date=date
    )

    for record, path in ((seizure, "items.0.currency"), (fine, "currency")):
        [found] = caution_records([record], by=analyst)
        assert [(each.path, each.code) for each in found] == [(path, "withdrawn_currency")]
        assert sentence in found[0].sentence


@pytest.mark.parametrize(
    ("currency", "date"),
    [
        pytest.param("BGN", "2026-01-15", id="beside the euro"),
        pytest.param("HRK", "2023-01-14", id="on its last day"),
        pytest.param("HRK", "2026-03-02", id="exchanged still"),
        pytest.param("DEM", "2019-05-01", id="exchanged for ever"),
        pytest.param("ITL", "2011-12-06", id="exchanged until that day"),
        pytest.param("VES", "2018", id="in a year in which it began"),
        pytest.param("TRL", "2005", id="in a year in which it ended"),
        pytest.param("VEF", "", id="nobody knows when"),
    ],
)
def test_money_that_somebody_could_have_is_taken_without_a_word(analyst, currency, date):
    assert caution_records([entered(date, analyst, [cash("100", currency)])], by=analyst) == [[]]


def test_fines_are_not_in_money_of_another_time(analyst):
    fine = OutcomeFactory.build(
        owner=analyst.agency, created_by=analyst, measure="FORFEITURE.CRIMINAL", quantity=None, unit=None,
        amount="100", currency="EUR", date="1995",
    )  # fmt: skip

    with pytest.raises(Invalid) as refusal:
        record_outcome(fine, by=analyst)

    assert "introduced" in refusal.value.errors["currency"][0]


OUTSIDE = [
    ("SUN", "2015-05-01", "until 1992-08-30"),
    ("SCG", "2010-05-01", "until 2006-09-26"),
    ("ANT", "2020-05-01", "until 2010-12-15"),
    ("SSD", "2005-05-01", "since 2011-07-09"),
    ("CUW", "2005", "since 2010-10-10"),
]


@pytest.mark.parametrize("field", ["country", "origin", "transit", "destination"])
@pytest.mark.parametrize(("code", "date", "sentence"), OUTSIDE)
def test_a_country_of_another_time_is_refused_wherever_it_is_named(analyst, field, code, date, sentence):
    with pytest.raises(Invalid) as refusal:
        entered(date, analyst, **{field: Country.objects.get(code=code)})

    assert sentence in refusal.value.errors[field][0]


@pytest.mark.parametrize(
    ("code", "date"), [("SUN", "1991-05-01"), ("SSD", "2011"), ("ANT", "2010"), ("SUN", ""), ("COL", "1950")]
)
def test_a_country_of_that_time_is_taken(analyst, code, date):
    assert entered(date, analyst, country=Country.objects.get(code=code)).pk


@pytest.mark.parametrize(("code", "date", "sentence"), OUTSIDE)
def test_results_are_not_of_a_country_of_another_time(analyst, code, date, sentence):
    result = OutcomeFactory.build(owner=analyst.agency, created_by=analyst, country=code, date=date)

    with pytest.raises(Invalid) as refusal:
        record_outcome(result, by=analyst)

    assert sentence in refusal.value.errors["country"][0]


def test_a_country_does_not_take_part_in_an_operation_of_another_time():
    lead = UserFactory(role="administrator")
    operation: Operation = OperationFactory(starts="2015-01", ends="2015-03")

    with pytest.raises(Invalid) as refusal:
        record_participation(
            Participation(operation=operation, country=Country.objects.get(code="SUN"), role="participant"),
            by=lead,
        )

    assert "until 1992-08-30" in refusal.value.errors["country"][0]


def test_the_api_names_the_field():
    body = {
        "seizing_agency": "US-FBI", "date": "2010-05-01", "country": "SCG", "origin": "SUN",
        "items": [{"measure": "CASH.CURRENCY", "amount": "100", "currency": "VES"}],
    }  # fmt: skip

    response = key_client(agency="US-FBI").post(
        "/api/v1/seizures/", json.dumps(body), content_type="application/json"
    )

    assert response.status_code == 400
    text = response.content.decode()
    assert all(word in text for word in ("until 2006-09-26", "until 1992-08-30", "introduced on 2018-08-20"))
    assert Agency.objects.get(code="US-FBI").seized.count() == 0
