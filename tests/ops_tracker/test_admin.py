"""Every admin screen opens for who may see it, and stays shut for the others."""

from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.urls import reverse

from agencies.models import Agency
from tests.factories.agencies import UserFactory
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
)
from tests.factories.seizures import CreditFactory, DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


@pytest.fixture
def rows():
    """At least one row of everything that has a screen."""
    ice = Agency.objects.get(code="US-ICE")
    operation = OperationFactory(owner=ice, starts="2009-07")
    ParticipationFactory(operation=operation, agency="US-ICE", lead=True)
    ClaimFactory(operation=operation)
    IndicatorFactory(operation=operation)
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
        for name in ("change", "history"):
            may = screen.has_view_permission(request, row)
            assert client.get(page(model, name, row.pk)).status_code == (200 if may else 403)


def test_without_signing_in_the_admin_leads_to_the_sign_in_page(client):
    assert client.get("/admin/").url == "/sign-in/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/").url == "/sign-in/?next=%2Fadmin%2F"


def test_partners_have_no_admin_screens(client):
    client.force_login(UserFactory(role="partner"))

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
