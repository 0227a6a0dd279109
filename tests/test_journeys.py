"""The files of ours that run for one request: a stranger who follows it opens as many."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.http import HttpResponse

from agencies.models import Agency
from tests.entry import seizure
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory
from tests.test_house import LEVEL

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
SEIZURE = {
    "stage": "seized",
    "items": [{"measure": "CASH.CURRENCY", "amount": "100", "currency": "USD"}],
}


def files_run_by(request: Callable[[], HttpResponse]) -> tuple[HttpResponse, set[str]]:
    """The response, and the files of ours in which any function was called for it."""
    found: set[str] = set()

    def note(frame, event, _argument):
        if event == "call":
            found.add(frame.f_code.co_filename)

    sys.setprofile(note)
    try:
        response = request()
    finally:
        sys.setprofile(None)
    paths = (Path(name) for name in found)
    ours = {str(path.relative_to(ROOT)) for path in paths if path.is_relative_to(ROOT)}
    return response, {name for name in ours if name.startswith(tuple(f"{room}/" for room in LEVEL))}


def test_a_seizure_is_posted_through_few_files(client):
    client.force_login(UserFactory(role="analyst", agency=AgencyFactory()))

    def post() -> HttpResponse:
        return client.post("/api/v1/seizures/", SEIZURE, content_type="application/json")

    post()  # what is made once a process is no part of the journey
    response, files = files_run_by(post)

    assert response.status_code == 201
    assert len(files) <= POST, sorted(files)


def test_the_page_of_a_new_seizure_is_sent_through_few_files(client):
    user = UserFactory(role="analyst", agency=Agency.objects.get(code="US-ICE"))
    client.force_login(user)
    sent = seizure(operation=OperationFactory(owner=user.agency).code)
    client.post("/seizures/new/", sent)

    response, files = files_run_by(lambda: client.post("/seizures/new/", sent))

    assert response.status_code == 302
    assert len(files) <= PAGE, sorted(files)


def test_a_seizure_is_posted_in_few_statements(client, django_assert_max_num_queries):
    """A number and no time: each statement is one more that eight writers wait for."""
    client.force_login(UserFactory(role="analyst", agency=AgencyFactory()))

    def post() -> HttpResponse:
        return client.post("/api/v1/seizures/", SEIZURE, content_type="application/json")

    post()
    with django_assert_max_num_queries(STATEMENTS):
        assert post().status_code == 201


def test_figures_are_answered_through_few_files(client):
    client.force_login(UserFactory(role="analyst", agency=AgencyFactory()))
    SeizureFactory(verified=True)
    address = "/api/v1/figures/?by=measure,year"
    client.get(address)

    response, files = files_run_by(lambda: client.get(address))

    assert response.json()["figures"]
    assert len(files) <= ANSWER, sorted(files)


# As many as there are: a new one has to be worth it (docs/decisions/0055, 0077 and 0113).
# Preferences and drafts on the device were (0118, 0123).
POST, PAGE, ANSWER = 46, 64, 33
STATEMENTS = 20
