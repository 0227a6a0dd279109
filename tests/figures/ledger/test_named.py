"""What the ledger names is not deleted: figures of the past are read by it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction

from agencies.models import Agency, Country
from figures.answer.query import answer
from figures.question.question import Question
from measures.models import Measure
from operations.models import Operation
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory
from tests.figures.scene import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def past():
    """What a record was about, and is not any more."""
    named = {
        "agencies_country": Country.objects.create(code="ZZA", name="Atlantis"),
        "agencies_agency": AgencyFactory(code="ZZ-OLD"),
        "operations_operation": OperationFactory(code="OLD"),
        "measures_measure": Measure.objects.create(
            code="GOODS.OLD", name="Old goods", dimension="count", accepted=["count"], unit_id=_unit(),
            parent=Measure.objects.get(code="GOODS"), kind="seizure",
        ),
    }  # fmt: skip
    record = SeizureFactory(
        verified=True, item=None, country=named["agencies_country"], operation=named["operations_operation"],
        seizing_agency=named["agencies_agency"],
    )  # fmt: skip
    item = SeizedItemFactory(seizure=record, measure="GOODS.OLD", quantity="3", unit="C62")
    run("UPDATE seizures_seizeditem SET measure_id = %s WHERE id = %s", _measure("GOODS"), item.pk)
    run(
        "UPDATE seizures_seizure SET country_id = NULL, operation_id = NULL, seizing_agency_id = owner_id"
        " WHERE id = %s",
        record.pk,
    )
    return named


def _unit():
    return run("SELECT id FROM measures_unit WHERE code = 'C62' AND dimension = 'count'")[0][0]


def _measure(code):
    return run("SELECT id FROM measures_measure WHERE code = %s", code)[0][0]


@pytest.mark.parametrize(
    "table", ["agencies_country", "agencies_agency", "operations_operation", "measures_measure"]
)
def test_what_a_posting_names_stays(past, table):
    with pytest.raises(IntegrityError, match="cannot be deleted"), transaction.atomic():
        run(f"DELETE FROM {table} WHERE id = %s", past[table].pk)  # noqa: S608 -- of the names above


def test_what_no_posting_names_may_go(past):
    for row in (
        Country.objects.create(code="ZZB", name="Nowhere"),
        AgencyFactory(code="ZZ-NEW"),
        OperationFactory(code="NEW"),
    ):
        row.delete()

    assert not Agency.objects.filter(code="ZZ-NEW").exists()
    assert not Operation.objects.filter(code="NEW").exists()


@pytest.mark.django_db(transaction=True)
def test_an_administrator_is_told_why(client, past):
    client.force_login(UserFactory(role="administrator", agency=None))
    country, unused = past["agencies_country"], Country.objects.create(code="ZZB", name="Nowhere")

    refused = client.post(
        f"/admin/agencies/country/{country.pk}/delete/", {"post": "yes"}, follow=True
    ).content.decode()
    both = {"action": "delete_selected", "_selected_action": [country.pk, unused.pk], "post": "yes"}
    refused += client.post("/admin/agencies/country/", both, follow=True).content.decode()
    assert Country.objects.filter(pk=unused.pk).exists()
    client.post(f"/admin/agencies/country/{unused.pk}/delete/", {"post": "yes"})

    assert refused.count("It cannot be deleted: figures of the past still name it.") == 2
    assert "uccessfully" not in refused
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Nowhere"]
    assert set(Country.objects.filter(code__in=["ZZA", "ZZB"])) == {country}
    assert answer(Question(by=("country",)), UserFactory()).figures
