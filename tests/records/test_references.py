"""A reference is one line in one form: what looks the same is the same, and what cannot be seen is refused."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from operations.models import Source
from seizures.models import Seizure
from tests.admin_page import errors, filled
from tests.entry import beside, seizure
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client
from tests.factories.operations import SourceFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
NFC, NFD = "CASE-\u00e91", "CASE-e\u03011"
UNSEEN = ["CASE\t1", "CASE\n1", "CASE\u200b1", "CASE\u202e1", "CASE\x7f1"]
BODY = {"reference": "", "items": [{"measure": "CASH.CURRENCY", "amount": "10", "currency": "USD"}]}


@pytest.fixture
def analyst(client):
    user = UserFactory(role="analyst", agency="US-ICE")
    client.force_login(user)
    return user


def post(reference):
    return key_client(agency="US-ICE").post(
        "/api/v1/seizures/", {**BODY, "reference": reference}, content_type="application/json"
    )


def test_two_ways_of_typing_an_accent_are_one_reference(client, analyst):
    assert client.post(reverse("seizure-new"), seizure(reference=NFD)).status_code == 302
    assert Seizure.objects.get().reference == NFC

    assert "has a record with that reference" in beside(
        client.post(reverse("seizure-new"), seizure(reference=NFC)), "id_reference"
    )
    assert post(NFD).status_code == 400
    assert Seizure.objects.filter(reference=NFD).exists()
    (found,) = key_client(agency="US-ICE").get("/api/v1/seizures/", {"reference": NFD}).json()["results"]
    assert found["reference"] == NFC


@pytest.mark.parametrize("reference", UNSEEN)
def test_what_cannot_be_seen_is_refused_at_every_door(client, analyst, reference):
    assert "in one line" in beside(
        client.post(reverse("seizure-new"), seizure(reference=reference)), "id_reference"
    )
    answer = post(reference)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/reference")

    page = client.get("/admin/operations/source/add/")
    typed = filled(page, code=reference, publisher="P", title="T")
    assert "in one line" in errors(client.post("/admin/operations/source/add/", typed))["code"][0]
    assert not Seizure.objects.exists()
    assert not Source.objects.exists()


def test_the_code_of_a_source_has_one_form():
    SourceFactory(code=NFD)

    assert Source.objects.get(code=NFC).code == Source.objects.get(code=NFD).code == NFC


@pytest.mark.parametrize("reference", ["CASE\t1", NFD])
def test_the_database_keeps_it_too(reference):
    row = SeizureFactory()

    refused = pytest.raises(IntegrityError, match="seizure_reference_is_one_line")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE seizures_seizure SET reference = %s WHERE id = %s", [reference, row.pk])
