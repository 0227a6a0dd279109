"""A new record is filled in from the last one, or from the one that it repeats; credits are entered with both kinds."""

import pytest

from agencies.models import Place
from operations.models import Outcome
from seizures.models import Seizure
from tests.calls import person, signed_in
from tests.entry import outcome, refusal, seizure, text_of
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizedItemFactory, SeizureFactory
from tests.page import element, parsed, value_of

pytestmark = pytest.mark.django_db
NEW = "/seizures/new/"


@pytest.fixture
def analyst():
    return person()


@pytest.fixture
def client(analyst):
    return signed_in(analyst)


@pytest.fixture
def operation(analyst):
    return OperationFactory(owner=analyst.agency)


def values(response, *names):
    page = parsed(response)
    return {name: value_of(element(page, f"id_{name}")) for name in names}


def entered(analyst, **fields):
    return SeizureFactory(owner=analyst.agency, created_by=analyst, **fields)


def test_the_last_record_fills_in_what_seldom_changes(client, analyst, operation):
    port = Place.objects.create(name="Buenaventura", kind="sea_port", locode="COBUN")
    entered(
        analyst, operation=operation, seizing_agency="US-CBP", place=port, country="COL", marking="TLP:AMBER",
        date="2009-07-14",
    )  # fmt: skip

    page = client.get(NEW)

    found = values(page, "operation", "seizing_agency", "country", "place", "marking", "date")
    assert found == {
        "operation": operation.code, "seizing_agency": "US-CBP", "country": "COL", "place": "Buenaventura (COBUN)",
        "marking": "TLP:AMBER", "date": "",
    }  # fmt: skip
    assert "are those of" in text_of(page)
    assert "autofocus" in element(parsed(page), "id_date").attributes


def test_an_empty_form_is_one_click_away(client, analyst, operation):
    entered(analyst, operation=operation, seizing_agency="US-CBP")

    page = client.get(f"{NEW}?fresh=1")

    assert values(page, "operation", "seizing_agency") == {"operation": "", "seizing_agency": "US-ICE"}


@pytest.mark.parametrize("whose", ["a colleague", "an operation that one has left"])
def test_what_one_may_not_record_in_is_not_remembered(client, analyst, operation, whose):
    author = person() if whose == "a colleague" else analyst
    left = operation if whose == "a colleague" else OperationFactory(owner="US-FBI")
    SeizureFactory(owner=analyst.agency, created_by=author, operation=left)

    assert values(client.get(NEW), "operation") == {"operation": ""}


def test_the_page_of_an_operation_has_its_own_operation_and_marking(client, analyst, operation):
    entered(analyst, operation=operation, marking="TLP:AMBER", seizing_agency="US-CBP")
    other = OperationFactory(owner=analyst.agency, marking="TLP:CLEAR")

    page = client.get(f"{NEW}?operation={other.code}")

    found = values(page, "operation", "marking", "seizing_agency")
    assert found == {"operation": other.code, "marking": "TLP:CLEAR", "seizing_agency": "US-ICE"}


def test_the_next_of_a_series_keeps_date_and_source(client, operation):
    sent = seizure(operation=operation.code, country="COL", reference="R-1", then="another")

    page = client.post(NEW, sent, follow=True)

    found = values(page, "operation", "country", "date", "reference")
    assert found == {"operation": operation.code, "country": "COL", "date": "2009-07-14", "reference": ""}


def test_another_like_it_has_its_rows_without_amounts(client, analyst, operation):
    record = entered(analyst, operation=operation, verified=True, item=None, conveyance="yacht", date="2009")
    SeizedItemFactory(seizure=record, quantity="12", description="In bags.")
    SeizedItemFactory(seizure=record, cash="500")
    CreditFactory(seizure=record, agency="US-CBP")

    page = client.get(f"{NEW}?like={record.pk}")

    found = values(
        page, "items-0-measure", "items-0-quantity", "items-0-unit", "items-0-description", "items-1-measure",
        "items-1-amount", "credits-0-agency", "conveyance", "date", "reference",
    )  # fmt: skip
    assert found == {
        "items-0-measure": "NARC.COCAINE", "items-0-quantity": "", "items-0-unit": "KGM", "items-0-description": "",
        "items-1-measure": "CASH.CURRENCY", "items-1-amount": "", "credits-0-agency": "US-CBP", "conveyance": "yacht",
        "date": "", "reference": "",
    }  # fmt: skip
    response = client.post(f"{NEW}?like={record.pk}", seizure())
    assert response.status_code == 302, refusal(response)
    assert Seizure.objects.count() == 2


@pytest.mark.parametrize("query", ["like", "after"])
def test_a_record_that_one_may_not_see_fills_in_nothing(client, query):
    hidden = SeizureFactory(owner="US-FBI", marking="TLP:AMBER+STRICT", verified=True, country="COL")

    page = client.get(f"{NEW}?{query}={hidden.pk}")

    assert values(page, "country") == {"country": ""}
    assert client.get(f"{NEW}?{query}=x").status_code == 200


def test_an_outcome_is_credited_to_an_agency_and_to_a_country(client, operation):
    rows = ({"agency": "US-CBP", "role": "case"}, {"country": "MEX", "role": "case"})

    client.post("/outcomes/new/", outcome(credits=rows, operation=operation.code))

    record = Outcome.objects.get()
    credited = {
        (row.agency and row.agency.code, row.country and row.country.code) for row in record.credits.all()
    }
    assert credited == {("US-CBP", None), (None, "MEX")}
    edit = f"/outcomes/{record.pk}/edit/"
    kept = next(row for row in record.credits.all() if row.agency)
    sent = outcome(credits=({"id": kept.pk, "agency": "US-CBP", "role": "case"},), version=record.version)
    client.post(edit, sent | {"credits-INITIAL_FORMS": 2, "reference": record.reference})
    assert [row.pk for row in record.credits.all()] == [kept.pk]


def test_a_seizure_is_credited_to_a_country(client):
    client.post(NEW, seizure(credits=({"country": "MEX", "role": "case"},)))

    assert [row.country.code for row in Seizure.objects.get().credits.all()] == ["MEX"]


def test_a_credit_that_names_nobody_is_refused_at_its_row(client):
    response = client.post("/outcomes/new/", outcome(credits=({"role": "case"},)))

    assert "one of the three" in refusal(response)
    assert not Outcome.objects.exists()


def test_another_outcome_like_it_has_its_measure(client, analyst):
    record = OutcomeFactory(
        owner=analyst.agency, created_by=analyst, measure="PEOPLE.CONVICTED", quantity="7"
    )

    page = client.get(f"/outcomes/new/?like={record.pk}")

    assert values(page, "measure", "quantity") == {"measure": "PEOPLE.CONVICTED", "quantity": ""}
