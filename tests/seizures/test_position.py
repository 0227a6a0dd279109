"""The position of a seizure: at sea, or where no place is listed; at every door the same."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from seizures.models import Seizure
from tests.calls import findings, person, post, send, signed_in
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
SEIZURES = "/api/v1/seizures/"
AT_SEA = {"latitude": "-12.345678", "longitude": "179.5", "accuracy": 1500}
BODY = {
    "date": "2009-07-14",
    "items": [{"measure": "NARC.COCAINE", "quantity": "5", "unit": "KGM"}],
}


def test_it_is_entered_read_and_taken_away_by_api():
    client = signed_in(person())

    entered = post(client, SEIZURES, {**BODY, **AT_SEA}).json()
    assert (entered["latitude"], entered["longitude"], entered["accuracy"]) == (
        "-12.345678", "179.500000", 1500,
    )  # fmt: skip
    etag = client.get(entered["url"]).headers["ETag"]
    bare = send(client, "PATCH", entered["url"], dict.fromkeys(AT_SEA), if_match=etag).json()
    assert [bare[name] for name in AT_SEA] == [None, None, None]


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({"latitude": "1"}, "/longitude"),
        ({"longitude": "1"}, "/longitude"),
        ({"latitude": "90.1", "longitude": "1"}, "/latitude"),
        ({"latitude": "1", "longitude": "-180.5"}, "/latitude"),
        ({"accuracy": 5}, "/accuracy"),
    ],
)
def test_half_a_position_and_one_beyond_the_earth_are_refused(sent, pointer):
    refused = post(signed_in(person()), SEIZURES, {**BODY, **sent})

    assert list(findings(refused)) == [pointer]
    assert not Seizure.objects.exists()


@pytest.mark.parametrize("wrong", [{"latitude": 1}, {"latitude": 91, "longitude": 0}, {"accuracy": 5}])
def test_the_database_refuses_them_too(wrong):
    seizure = SeizureFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Seizure.objects.filter(pk=seizure.pk).update(**wrong)


def test_the_page_of_the_record_and_its_form_show_it(client):
    user = person()
    seizure = SeizureFactory(owner="US-ICE", created_by=user, **AT_SEA)
    client.force_login(user)

    shown = client.get(seizure.get_absolute_url()).content.decode()
    form = client.get(reverse("seizure-edit", args=[seizure.pk])).content.decode()

    assert "12.345678" in shown
    assert re.search(r'name="latitude"[^>]*value="-12.345678"', form) or re.search(
        r'value="-12.345678"[^>]*name="latitude"', form
    )
