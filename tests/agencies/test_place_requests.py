"""A place that is not listed is requested from the form, and nobody but administrators learns of it before it is."""

import pytest
from django.urls import reverse

from agencies.models import Country, Place, PlaceRequest
from agencies.place_requests import close_place_request, request_place
from common.errors import Invalid, NotAllowed
from seizures.models import Seizure
from tests import entry
from tests.factories.agencies import UserFactory
from tests.page import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    user = UserFactory(role="analyst", agency="US-ICE")
    client.force_login(user)
    return user


def enter(client, **changed):
    return client.post(reverse("seizure-new"), entry.seizure(**changed))


def offered(page):
    return parsed(page).css_first("[name=request_place]") is not None


def test_a_place_that_is_not_listed_is_no_dead_end(client, analyst):
    refused = enter(client, place="Nowhereville", country="COL")

    assert offered(refused)
    assert Seizure.objects.count() == 0

    saved = enter(client, place="Nowhereville", country="COL", request_place="on")

    request = PlaceRequest.objects.get()
    assert (request.name, request.country.code, request.requested_by) == ("Nowhereville", "COL", analyst)
    assert (Seizure.objects.get().place, Seizure.objects.get().country.code) == (None, "COL")
    assert "Nowhereville, Colombia is requested" in entry.text_of(client.get(saved.url))


def test_places_of_the_route_are_requested_too(client, analyst):
    enter(client, origin_place="Nowhereville", origin="COL", request_place="on")

    request = PlaceRequest.objects.get()
    assert (request.name, request.country.code) == ("Nowhereville", "COL")


def test_nothing_is_requested_where_something_else_is_wrong(client, analyst):
    page = enter(client, place="Nowhereville", date="someday", request_place="on")

    assert PlaceRequest.objects.count() == 0
    assert 'value="Nowhereville"' in entry.text_of(page)
    assert offered(page)


def test_a_place_that_is_listed_is_not_requested(client, analyst):
    Place.objects.create(name="Here", kind="city", country=Country.objects.get(code="COL"))

    enter(client, place="Here", request_place="on")

    assert PlaceRequest.objects.count() == 0
    assert Seizure.objects.get().place.name == "Here"
    assert not offered(client.get(reverse("seizure-new")))


def test_a_place_is_requested_once(analyst):
    other = UserFactory(role="analyst")

    assert request_place("Nowhereville", None, by=analyst) == request_place(" Nowhereville ", None, by=other)


@pytest.mark.parametrize("role", ["partner", "auditor", "administrator"])
def test_only_who_enters_results_requests_places(role):
    with pytest.raises(NotAllowed):
        request_place(
            "Nowhereville", None, by=UserFactory(role=role, agency=None if role != "partner" else "US-FBI")
        )


@pytest.mark.parametrize("name", ["", "x" * 161, "two\nlines"])
def test_what_is_no_name_is_refused_in_words(analyst, name):
    with pytest.raises(Invalid):
        request_place(name, None, by=analyst)


@pytest.mark.parametrize(
    ("role", "status"),
    [("administrator", 200), ("analyst", 403), ("supervisor", 403), ("partner", 302), ("auditor", 403)],
)
def test_administrators_alone_read_what_is_requested(client, analyst, role, status):
    request_place("Nowhereville", None, by=analyst)
    without = role in ("administrator", "auditor")
    client.force_login(UserFactory(role=role, **({"agency": None} if without else {})))

    page = client.get(reverse("admin:agencies_placerequest_changelist"))

    assert page.status_code == status
    assert ("Nowhereville" in page.content.decode()) is (status == 200)
    assert Place.objects.filter(name="Nowhereville").count() == 0


def test_an_administrator_adds_the_place_and_marks_the_request_as_done(client, analyst):
    request = request_place("Nowhereville", Country.objects.get(code="COL"), by=analyst)
    administrator = UserFactory(role="administrator", agency=None)
    client.force_login(administrator)
    address = reverse("admin:agencies_placerequest_changelist")

    link = parsed(client.get(address)).css_first(".field-adding a").attributes["href"]
    filled = client.get(link).context["adminform"].form
    client.post(address, {"action": "mark_done", "_selected_action": [request.pk]})

    request.refresh_from_db()
    assert (filled["name"].value(), int(filled["country"].value())) == ("Nowhereville", request.country_id)
    assert request.settled_at is not None
    event = PlaceRequest.pgh_event_model.objects.latest("pgh_id")
    assert event.pgh_context.metadata["username"] == administrator.username


def test_nobody_else_marks_a_request_as_done(analyst):
    with pytest.raises(NotAllowed):
        close_place_request(request_place("Nowhereville", None, by=analyst), by=analyst)
