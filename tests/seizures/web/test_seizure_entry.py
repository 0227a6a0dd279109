"""Quick entry of a seizure: what is typed is saved whole or not at all, and never lost."""

import datetime
from decimal import Decimal

import pytest

from agencies.models import Place
from seizures.models import Seizure
from tests.entry import CASH, COCAINE, beside, rows, seizure, text_of, typed
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
NEW = "/seizures/new/"
TOMORROW = (datetime.date.today() + datetime.timedelta(days=2)).isoformat()  # noqa: DTZ011


@pytest.fixture
def port():
    return Place.objects.create(name="Buenaventura", kind="sea_port", locode="COBUN")


def test_what_is_wrong_is_called_alike(client, analyst):
    wrong = COCAINE | {"quantity": "much", "description": "x" * 301}

    response = client.post(NEW, seizure(wrong, credits=({"operation": "NONE", "role": "case"},)))

    said = {problem.label for problem in response.context["form"].problems}
    assert {"Narcotics 1, quantity", "Narcotics 1, description", "Credit 1, operation"} <= said


def test_a_seizure_is_saved_with_all_that_was_typed(client, analyst, port):
    operation, other = OperationFactory(owner=analyst.agency), OperationFactory()
    narcotics = COCAINE | {
        "qualifier": "approximately", "unit": "TON", "form": "bricks", "purity": "81.5", "laboratory_confirmed": "True",
    }  # fmt: skip
    rifles = {
        "kind": "WEAPONS", "measure": "WEAPONS.RIFLE", "qualifier": "exact", "quantity": "3", "unit": "C62",
        "calibre": "7.62", "marked": "False", "trace_requested": "True",
    }  # fmt: skip

    response = client.post(
        NEW,
        seizure(
            CASH, narcotics, rifles,
            credits=({"agency": "US-DEA", "role": "intelligence"}, {"operation": other.code, "role": "case"}),
            operation=operation.code, country="COL", place="cobun", date="2009-Q3", stage="detected",
            kind="aggregate", event_count="4", conveyance="yacht", concealment="body", detection="dog", origin="COL",
            transit="MEX", destination="USA", destination_place="Buenaventura", note="Inside.",
        ),
    )  # fmt: skip

    saved = Seizure.objects.get()
    cash, drugs, guns = saved.items.all()
    assert response.url == saved.get_absolute_url()
    assert (saved.operation, saved.place, str(saved.date), saved.event_count) == (
        operation,
        port,
        "2009-Q3",
        4,
    )
    assert (saved.origin.code, saved.transit.code, saved.destination_place) == ("COL", "MEX", port)
    assert (saved.stage, saved.conveyance, saved.concealment, saved.detection) == (
        "detected",
        "yacht",
        "body",
        "dog",
    )
    assert (cash.amount, cash.currency.code, cash.qualifier, cash.unit) == (
        Decimal(3500000),
        "USD",
        "at_least",
        None,
    )
    assert (drugs.unit.code, drugs.purity, drugs.laboratory_confirmed, drugs.form) == (
        "TON",
        Decimal("81.5"),
        True,
        "bricks",
    )
    assert (guns.calibre, guns.marked, guns.trace_requested, guns.laboratory_confirmed) == (
        "7.62",
        False,
        True,
        None,
    )
    assert sorted(str(credit) for credit in saved.credits.all()) == ["DEA", other.name]


def test_what_was_not_reported_stays_unknown(client, analyst):
    client.post(NEW, seizure(COCAINE | {"quantity": "", "unit": ""}, date=""))

    saved = Seizure.objects.get()
    assert (saved.items.get().quantity, saved.date_from) == (None, None)


@pytest.mark.parametrize(
    ("changed", "control", "sentence"),
    [
        pytest.param({"measure": "NO.SUCH"}, "measure", "There is no measure", id="unknown-measure"),
        pytest.param({"measure": ""}, "measure", "Choose what it is", id="no-measure"),
        pytest.param({"measure": "PEOPLE.ARRESTED"}, "measure", "There is no measure", id="a-person"),
        pytest.param({"measure": "CASH.CURRENCY"}, "measure", "There is no measure", id="another-kind"),
        pytest.param({"unit": "STONE"}, "unit", "There is no unit", id="unknown-unit"),
        pytest.param({"unit": "USD"}, "unit", "There is no unit", id="a-currency-for-a-unit"),
        pytest.param({"unit": ""}, "unit", "Choose the unit", id="no-unit"),
        pytest.param({"measure": "NARC.VALUE"}, "unit", "is not measured in", id="a-unit-that-does-not-fit"),
        pytest.param({"quantity": "-1"}, "quantity", "negative", id="negative-quantity"),
        pytest.param({"quantity": "1,5"}, "quantity", "is written as 1.5", id="decimal-comma"),
        pytest.param({"quantity": "1e999"}, "quantity", "not a number", id="exponent"),
        pytest.param({"quantity": "9" * 500}, "quantity", "40 digits", id="giant-number"),
        pytest.param({"quantity": "1\0"}, "quantity", "Null characters", id="null-character"),
        pytest.param({"qualifier": "roughly"}, "qualifier", "not one of", id="unknown-qualifier"),
        pytest.param({"purity": "100.01"}, "purity", "from 0 to 100", id="more-than-pure"),
        pytest.param({"purity": "33.333"}, "purity", "2 decimal places", id="too-exact"),
        pytest.param({"amount": "-1", "currency": "USD"}, "amount", "negative", id="negative-amount"),
        pytest.param({"amount": "1.001", "currency": "USD"}, "amount", "2 digits", id="a-tenth-of-a-cent"),
        pytest.param({"amount": "1"}, "currency", "Choose the currency", id="no-currency"),
        pytest.param(
            {"amount": "1", "currency": "QQQ"}, "currency", "There is no currency", id="unknown-currency"
        ),
        pytest.param({"amount": "1", "currency": "SSP"}, "currency", "2011", id="currency-of-later"),
        pytest.param(
            {"measure": "NARC.OTHER", "description": ""}, "description", "Say what it is", id="other-what"
        ),
        pytest.param({"description": "x" * 301}, "description", "at most 300", id="too-long"),
        pytest.param(
            {"laboratory_confirmed": "maybe"}, "laboratory_confirmed", "not one of", id="neither-yes-nor-no"
        ),
    ],
)
def test_an_item_that_cannot_be_is_refused_beside_its_field(client, analyst, changed, control, sentence):
    response = client.post(NEW, seizure(CASH, COCAINE | {"form": "Typed form"} | changed, note="Typed note"))

    assert response.status_code == 200
    assert sentence in beside(response, f"id_items-1-{control}")
    assert typed(response, "id_items-1-form") == "Typed form"
    assert (typed(response, "id_items-0-amount"), typed(response, "id_note")) == ("3500000", "Typed note")
    assert not Seizure.objects.exists()


@pytest.mark.parametrize(
    ("changed", "control", "sentence"),
    [
        pytest.param({"operation": "NOTHING"}, "operation", "There is no operation", id="unknown-operation"),
        pytest.param(
            {"seizing_agency": "XX-NONE"}, "seizing_agency", "There is no agency", id="unknown-agency"
        ),
        pytest.param({"country": "XXX"}, "country", "There is no country", id="unknown-country"),
        pytest.param({"origin": "XXX"}, "origin", "There is no country", id="unknown-origin"),
        pytest.param({"place": "Atlantis"}, "place", "There is no place", id="unknown-place"),
        pytest.param({"place": "a\0"}, "place", "Null characters", id="a-null-character"),
        pytest.param({"transit_place": "ZZZZZ"}, "transit_place", "There is no place", id="unknown-code"),
        pytest.param({"date": TOMORROW}, "date", "in the future", id="future-date"),
        pytest.param({"date": "31/02/2009"}, "date", "is not a date", id="no-date"),
        pytest.param({"date": "2009-07-14/2009-07-01"}, "date", "end is before", id="end-before-start"),
        pytest.param({"date": "0000"}, "date", "is not a date", id="year-nought"),
        pytest.param({"stage": "eaten"}, "stage", "not one of", id="unknown-stage"),
        pytest.param({"conveyance": "broom"}, "conveyance", "not one of", id="unknown-conveyance"),
        pytest.param({"event_count": "3"}, "event_count", "Only an aggregate", id="events-of-one-event"),
        pytest.param(
            {"kind": "aggregate", "event_count": "0"}, "event_count", "one event at least", id="no-events"
        ),
        pytest.param(
            {"kind": "aggregate", "event_count": "9" * 20}, "event_count", "less than", id="too-many-events"
        ),
        pytest.param({"marking": "TLP:WHITE"}, "marking", "not one of", id="unknown-marking"),
        pytest.param({"source": "nothing"}, "source", "There is no source", id="unknown-source"),
        pytest.param({"part_of": "x' OR 1=1"}, "part_of", "no record with", id="no-such-whole"),
        pytest.param({"part_of": "0" * 32}, "part_of", "no record with", id="a-foreign-id"),
    ],
)
def test_an_event_that_cannot_be_is_refused_beside_its_field(client, analyst, changed, control, sentence):
    response = client.post(NEW, seizure(CASH, **changed))

    assert response.status_code == 200
    assert sentence in beside(response, f"id_{control}")
    assert typed(response, "id_items-0-amount") == "3500000"
    assert not Seizure.objects.exists()


def test_everything_wrong_is_said_at_once(client, analyst):
    response = client.post(
        NEW,
        seizure(
            CASH | {"amount": "-1"}, COCAINE | {"unit": "STONE"}, credits=({},), date=TOMORROW, country="XXX"
        ),
    )

    controls = ("id_date", "id_country", "id_items-0-amount", "id_items-1-unit")
    assert all(beside(response, control) for control in controls)
    assert "one of the three" in text_of(response)


def test_a_seizure_of_nothing_is_refused(client, analyst):
    response = client.post(NEW, seizure() | rows("items"))

    assert "add at least one item" in text_of(response)
    assert not Seizure.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"items-TOTAL_FORMS": ""}, id="no-number-of-rows"),
        pytest.param({"items-TOTAL_FORMS": "1e9"}, id="no-number-at-all"),
        pytest.param({"items-TOTAL_FORMS": "-5"}, id="fewer-than-none"),
        pytest.param({"items-TOTAL_FORMS": "1000000000"}, id="far-too-many"),
        pytest.param({"credits-INITIAL_FORMS": "x"}, id="credits-broken"),
        pytest.param({"items-0-kind": "UNKNOWN"}, id="unknown-kind"),
        pytest.param({"items-0-kind": "__class__"}, id="no-kind-at-all"),
    ],
)
def test_rows_that_do_not_arrive_whole_are_refused(client, analyst, broken):
    response = client.post(NEW, seizure() | broken)

    assert response.status_code == 200
    assert "error-summary" in text_of(response)
    assert not Seizure.objects.exists()


@pytest.mark.parametrize(
    ("credit", "sentence"),
    [
        pytest.param({"agency": "US-ICE"}, "seizing agency has the seizure already", id="the-seizing-agency"),
        pytest.param({"agency": "NOBODY"}, "There is no agency", id="unknown-agency"),
        pytest.param({"operation": "NOTHING"}, "There is no operation", id="unknown-operation"),
        pytest.param({"agency": "US-DEA", "role": "friend"}, "not one of", id="unknown-role"),
    ],
)
def test_a_credit_that_cannot_be_is_refused(client, analyst, credit, sentence):
    response = client.post(NEW, seizure(credits=({"role": "joint"} | credit,)))

    control = next(
        name for name in ("role", "agency", "operation") if credit.get(name) not in (None, "US-DEA")
    )
    assert sentence in beside(response, f"id_credits-0-{control}")
    assert not Seizure.objects.exists()


def test_an_agency_is_credited_once(client, analyst):
    twice = ({"agency": "US-DEA", "role": "joint"}, {"agency": "US-DEA", "role": "case"})

    assert "credited above already" in beside(client.post(NEW, seizure(credits=twice)), "id_credits-1-agency")


def test_a_part_is_not_larger_than_its_whole(client, analyst):
    whole = SeizureFactory(verified=True, item__quantity="10")

    response = client.post(NEW, seizure(COCAINE | {"quantity": "11"}, part_of=whole.reference))

    assert "parts come to 11" in beside(response, "id_part_of")
    assert Seizure.objects.count() == 1


def test_a_whole_may_be_named_by_its_id(client, analyst):
    whole = SeizureFactory(verified=True, item__quantity="10")

    client.post(NEW, seizure(COCAINE, part_of=str(whole.pk)))

    assert whole.parts.count() == 1
