"""Who may open and do what, as tables: one row a person, one column a state or a page."""

import pytest
from django.urls import reverse

from agencies.models import Agency
from tests.entry import outcome, seizure
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

PEOPLE = [
    "anonymous",
    "partner",
    "analyst",
    "stranger",
    "author",
    "supervisor",
    "lead",
    "auditor",
    "administrator",
]
FACTORIES = {"seizure": SeizureFactory, "outcome": OutcomeFactory}
SENT = {"seizure": seizure, "outcome": outcome}


@pytest.fixture
def ours():
    return Agency.objects.get(code="US-ICE")


@pytest.fixture
def people(ours):
    """Everybody who may come by: `stranger` is a supervisor elsewhere, `lead` one of the agency that leads."""
    return {
        "partner": UserFactory(role="partner"),
        "analyst": UserFactory(role="analyst", agency=ours),
        "stranger": UserFactory(role="supervisor"),
        "author": UserFactory(role="supervisor", agency=ours),
        "supervisor": UserFactory(role="supervisor", agency=ours),
        "lead": UserFactory(role="supervisor"),
        "auditor": UserFactory(role="auditor", agency=None),
        "administrator": UserFactory(role="administrator", agency=None),
    }


@pytest.fixture
def operation(people):
    operation = OperationFactory(owner=AgencyFactory())
    ParticipationFactory(operation=operation, agency=people["lead"].agency, role="lead")
    return operation


def enter(client, people, person):
    if person != "anonymous":
        client.force_login(people[person])


def record_in(kind, state, people, operation):
    states = {} if state == "draft" else {state: True}
    return FACTORIES[kind](
        owner=people["author"].agency, created_by=people["author"], operation=operation, **states
    )


def result(response) -> int:
    """302 to the sign-in page is what a stranger gets, and no success."""
    return (
        401
        if response.status_code == 302 and response.url.startswith(reverse("sign-in"))
        else response.status_code
    )


@pytest.mark.parametrize("kind", ["seizure", "outcome"])
@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("list", [401, 200, 200, 200, 200, 200, 200, 200, 200]),
        ("new", [401, 403, 200, 200, 200, 200, 200, 403, 403]),
        ("draft", [401, 404, 200, 404, 200, 200, 404, 404, 404]),
        ("submitted", [401, 200, 200, 200, 200, 200, 200, 200, 200]),
        ("verified", [401, 200, 200, 200, 200, 200, 200, 200, 200]),
        ("withdrawn", [401, 404, 200, 404, 200, 200, 404, 404, 404]),
        ("edit draft", [401, 404, 200, 404, 200, 200, 404, 404, 404]),
        ("edit returned", [401, 403, 200, 403, 200, 200, 403, 403, 403]),
        ("edit submitted", [401, 403, 409, 403, 409, 409, 403, 403, 403]),
    ],
)
def test_who_opens_which_page(client, kind, page, expected, people, operation):
    name, _space, state = page.rpartition(" ")
    found = {}
    for person in PEOPLE:
        client.logout()
        enter(client, people, person)
        if page in ("list", "new"):
            address = reverse(f"{kind}s" if page == "list" else f"{kind}-new")
        else:
            address = reverse(
                f"{kind}-{name}" if name else kind, args=[record_in(kind, state, people, operation).pk]
            )
        found[person] = result(client.get(address))

    assert found == dict(zip(PEOPLE, expected, strict=True))


@pytest.mark.parametrize("kind", ["seizure", "outcome"])
@pytest.mark.parametrize(
    ("step", "state", "expected"),
    [
        ("submit", "draft", [401, 404, 302, 404, 302, 302, 404, 404, 404]),
        ("submit", "returned", [401, 403, 302, 403, 302, 302, 403, 403, 403]),
        ("submit", "verified", [401, 403, 409, 403, 409, 409, 403, 403, 403]),
        ("verify", "draft", [401, 404, 409, 404, 409, 409, 404, 404, 404]),
        ("verify", "submitted", [401, 403, 403, 403, 403, 302, 302, 403, 403]),
        ("verify", "verified", [401, 409, 409, 409, 409, 409, 409, 409, 409]),
        ("return", "submitted", [401, 403, 403, 403, 403, 302, 302, 403, 403]),
        ("withdraw", "draft", [401, 404, 302, 404, 302, 302, 404, 404, 404]),
        ("withdraw", "submitted", [401, 403, 302, 403, 302, 302, 403, 403, 403]),
        ("withdraw", "verified", [401, 403, 403, 403, 403, 302, 302, 403, 403]),
        ("take-back", "submitted", [401, 403, 302, 403, 302, 302, 403, 403, 403]),
        ("take-back", "verified", [401, 409, 409, 409, 409, 409, 409, 409, 409]),
        ("begin-review", "submitted", [401, 403, 403, 403, 403, 302, 302, 403, 403]),
        ("comment", "submitted", [401, 403, 302, 302, 302, 302, 302, 403, 403]),
    ],
)
def test_who_takes_which_step(client, kind, step, state, expected, people, operation):
    sent = {"reason": "Because.", "comment-text": "A remark."}
    found = {}
    for person in PEOPLE:
        client.logout()
        enter(client, people, person)
        record = record_in(kind, state, people, operation)
        address = reverse(f"{kind}-{step}", args=[record.pk])
        found[person] = result(client.post(address, sent | {"version": record.version}))

    assert found == dict(zip(PEOPLE, expected, strict=True))


@pytest.mark.parametrize("kind", ["seizure", "outcome"])
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("new", [401, 403, 302, 302, 302, 302, 302, 403, 403]),
        ("draft", [401, 404, 302, 404, 302, 302, 404, 404, 404]),
        ("verified", [401, 403, 409, 403, 409, 409, 403, 403, 403]),
    ],
)
def test_who_saves_what(client, kind, state, expected, people, operation):
    found = {}
    for person in PEOPLE:
        client.logout()
        enter(client, people, person)
        address = reverse(f"{kind}-new")
        if state != "new":
            address = reverse(f"{kind}-edit", args=[record_in(kind, state, people, operation).pk])
        found[person] = result(client.post(address, SENT[kind](version=1)))

    assert found == dict(zip(PEOPLE, expected, strict=True))


@pytest.mark.parametrize("kind", ["seizure", "outcome"])
def test_what_one_may_not_see_has_no_page_and_no_steps(client, kind):
    record = FACTORIES[kind](submitted=True, marking="TLP:RED")
    client.force_login(UserFactory(role="supervisor", agency=record.owner))

    pages = [reverse(kind, args=[record.pk]), reverse(f"{kind}-edit", args=[record.pk])]
    steps = [
        reverse(f"{kind}-{name}", args=[record.pk]) for name in ("submit", "verify", "withdraw", "comment")
    ]

    assert {client.get(page).status_code for page in pages} == {404}
    assert {client.post(step, {"reason": "x"}).status_code for step in steps} == {404}
