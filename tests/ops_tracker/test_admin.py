"""Every admin screen opens for who may see it, and stays shut for the others."""

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Agency
from operations.models import Claim, Indicator, Operation, Outcome, Plan, Source, Target
from seizures.models import Seizure
from tests.admin_page import filled
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    PlanFactory,
    SourceFactory,
    TargetFactory,
)
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizedItemFactory, SeizureFactory
from tests.page import inline_code, parsed

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [Claim, Indicator, Operation, Outcome, Plan, Source, Target, Seizure]
EVENTS = "/admin/pghistory/events/"


@pytest.fixture
def rows():
    """At least one row of everything that has a screen."""
    ice = Agency.objects.get(code="US-ICE")
    operation = OperationFactory(owner=ice, starts="2009-07")
    ParticipationFactory(operation=operation, agency="US-ICE", lead=True)
    ClaimFactory(operation=operation)
    IndicatorFactory(operation=operation)
    PlanFactory(operation=operation)
    TargetFactory(operation=operation)
    OutcomeFactory(operation=operation, owner=ice)
    seizure = SeizureFactory(operation=operation, owner=ice)
    CreditFactory(seizure=seizure)
    DispositionFactory(item=seizure.items.get())


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("role", ["analyst", "supervisor", "administrator", "auditor"])
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_screen_opens_or_says_that_it_may_not(client, rows, model, role):
    user = UserFactory(role=role, agency=Agency.objects.get(code="US-ICE"))
    client.force_login(user)
    screen, request = admin.site._registry[model], SimpleNamespace(user=user, resolver_match=None)

    for name, may in (("changelist", screen.has_view_permission), ("add", screen.has_add_permission)):
        assert client.get(page(model, name)).status_code == (200 if may(request) else 403)
    row = screen.get_queryset(request).first()
    if row is not None:
        may = screen.has_view_permission(request, row)
        assert client.get(page(model, "change", row.pk)).status_code == (200 if may else 403)
        # The history of reference data is the audit trail's.
        assert client.get(page(model, "history", row.pk)).status_code in ((200, 302) if may else (302, 403))


@pytest.mark.parametrize("name", ["changelist", "add", "change", "history"])
@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_no_screen_needs_what_the_content_security_policy_forbids(client, rows, model, name):
    client.force_login(UserFactory(agency=Agency.objects.get(code="US-ICE")))
    row = model.objects.first()

    response = client.get(page(model, name, *([row.pk] if name in ("change", "history") else [])))

    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert inline_code(parsed(response)) == []


def test_without_signing_in_the_admin_leads_to_the_sign_in_page(client):
    response = client.get("/admin/", follow=True)

    assert response.redirect_chain[-1] == ("/sign-in/?next=%2Fadmin%2F", 302)


def test_partners_have_no_admin_screens(client):
    client.force_login(UserFactory(role="partner"))

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403


@pytest.fixture
def auditor(client):
    user = UserFactory(role="auditor", agency=None)
    client.force_login(user)
    return user


@pytest.fixture
def edited(client, auditor):
    """An outcome whose number a person changed in the admin, with who that was; the auditor is signed in."""
    agency = AgencyFactory()
    person, outcome = UserFactory(agency=agency), OutcomeFactory(owner=agency, returned=True)
    client.force_login(person)
    address = page(type(outcome), "change", outcome.pk)
    client.post(address, filled(client.get(address), quantity="12"))
    client.force_login(auditor)
    return outcome, person


def listed(client, **asked):
    return client.get(EVENTS, asked).context["cl"].result_list


def test_the_trail_tells_who_did_what_to_which_object(client, edited):
    outcome, person = edited

    [event] = listed(client, person=person.username)

    screen = admin.site._registry[type(event)]
    assert (screen.who(event), screen.what(event), screen.kind(event)) == (
        person.username,
        "Edited",
        "Outcome",
    )
    assert f">{outcome.reference}</a>" in screen.thing(event)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "operations.Outcome"}, 2),
        ({"kind": "operations.Claim"}, 0),
        ({"kind": "operations.Outcome", "change": "insert"}, 1),
        ({"kind": "operations.Outcome", "pgh_created_at__gte": "2999-01-01 00:00:00+00:00"}, 0),
        ({"kind": "operations.Outcome", "pgh_created_at__gte": "2000-01-01 00:00:00+00:00"}, 2),
        ({"q": "id"}, 2),
        ({"q": "username"}, 1),
    ],
)
def test_the_trail_is_filtered_by_person_object_and_time(client, edited, asked, found):
    outcome, person = edited
    words = {"id": str(outcome.pk), "username": person.username}

    assert len(listed(client, **{name: words.get(text, text) for name, text in asked.items()})) == found


def test_an_event_opens_with_what_was_there_before_and_after(client, edited):
    [event] = listed(client, person=edited[1].username)

    response = client.get(f"{EVENTS}{quote(event.pgh_slug)}/change/")

    assert "quantity: 10 → 12" in response.content.decode()


def test_an_event_of_a_record_that_the_reader_may_not_see_keeps_its_contents(client, edited):
    outcome, person = edited
    type(outcome).objects.filter(pk=outcome.pk).update(marking="TLP:RED")
    # The update above is in the transaction of the edit, and so in its act.
    *_marked, event = listed(client, person=person.username)

    response = client.get(f"{EVENTS}{quote(event.pgh_slug)}/change/")

    assert "quantity" not in response.content.decode()
    assert "You may not read this record" in response.content.decode()


@pytest.mark.parametrize(("role", "status"), [("analyst", 403), ("supervisor", 403), ("administrator", 200)])
def test_the_trail_is_for_auditors_and_administrators(client, role, status):
    client.force_login(UserFactory(role=role))

    assert client.get(EVENTS).status_code == status


@pytest.mark.parametrize("rows", [1, 9])
def test_the_trail_costs_the_same_for_any_length(client, auditor, django_assert_max_num_queries, rows):
    OutcomeFactory.create_batch(rows)

    # session, user, count, page, persons to choose from, a query of names for each kind of object on the page
    with django_assert_max_num_queries(12):
        client.get(EVENTS, {"kind": "operations.Outcome"})


LISTS = {
    "operations/claim": ClaimFactory,
    "operations/indicator": IndicatorFactory,
    "operations/operation": OperationFactory,
    "operations/outcome": OutcomeFactory,
    "operations/plan": PlanFactory,
    "operations/target": TargetFactory,
    "operations/source": SourceFactory,
    "seizures/disposition": DispositionFactory,
    "seizures/seizeditem": SeizedItemFactory,
    "seizures/seizure": SeizureFactory,
}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_costs_more_for_more_rows(client, name):
    client.force_login(UserFactory(role="administrator", is_superuser=True))
    costs = []

    for rows in (2, 9):
        for _ in range(rows):
            LISTS[name]()
        type(SeizureFactory()).objects.update(state="submitted")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/{name}/").status_code == 200
        costs.append(len(queries))

    assert costs[0] == costs[1]
