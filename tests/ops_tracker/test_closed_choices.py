"""No choice, address or page of deletion in the admin names what its reader may not see."""

import pytest
from django.contrib.contenttypes.models import ContentType

from agencies.models import Role
from operations.models import Marking
from tests.calls import sign_in
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory, OutcomeFactory, SourceFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


def choices(client, model, field, term=""):
    app, name = model.split(".")
    asked = {"app_label": app, "model_name": name, "field_name": field, "term": term}
    return client.get("/admin/autocomplete/", asked)


def test_choices_are_those_that_the_reader_may_see(client):
    OperationFactory(code="OPEN-TIDE", name="Tide", marking=Marking.GREEN)
    OperationFactory(code="SHUT-TIDE", name="Tide shut", marking=Marking.RED)
    sign_in(client, Role.ANALYST)

    found = choices(client, "seizures.seizure", "operation", "tide").json()["results"]

    assert [each["text"] for each in found] == ["Tide"]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("operations.outcome", "created_by"),
        ("operations.outcome", "readers"),
        ("agencies.apikey", "account"),
        ("agencies.apikey", "agency"),
        ("admin.logentry", "user"),
        ("figures.audience", "operation"),
    ],
)
def test_no_choices_for_a_field_that_no_screen_offers(client, model, field):
    sign_in(client, Role.ANALYST)

    assert choices(client, model, field).status_code == 403


def test_no_address_leads_from_an_id_to_the_name_of_a_hidden_record(client):
    operation = OperationFactory(marking=Marking.RED)
    sign_in(client, Role.ANALYST)
    kind = ContentType.objects.get_for_model(operation)

    response = client.get(f"/admin/r/{kind.pk}/{operation.pk}/")

    assert response.status_code == 404
    assert operation.code not in str(response.headers)


@pytest.mark.parametrize("name", ["operation", "part_of", "source"])
def test_a_form_does_not_name_a_hidden_row_that_the_address_asks_for(client, name):
    rows = {
        "operation": OperationFactory(name="Tide shut", marking=Marking.RED),
        "part_of": OutcomeFactory(reference="Tide shut", marking=Marking.RED),
        "source": SourceFactory(title="Tide shut", marking=Marking.RED),
    }
    sign_in(client, Role.ANALYST)

    response = client.get("/admin/operations/outcome/add/", {name: str(rows[name].pk)})

    assert "Tide shut" not in response.content.decode()


def test_deleting_names_nothing_that_is_hidden(client):
    seizure = SeizureFactory(marking=Marking.RED, reference="SHUT-1")
    sign_in(client)

    response = client.get(f"/admin/agencies/agency/{seizure.owner_id}/delete/")

    assert response.status_code == 200
    assert "SHUT-1" not in response.content.decode()
    assert "what refers to it" in response.content.decode()


def test_a_key_opens_no_screen(client):
    assert key_client().get("/admin/agencies/agency/").status_code in (302, 403)
