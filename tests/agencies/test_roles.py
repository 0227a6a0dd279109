"""The table of roles is closed: what it does not name is nobody's."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.test import RequestFactory
from django.test.utils import isolate_apps

from agencies.models import Role, Scope, User
from agencies.roles import DUTIES
from ops_tracker.site import Site
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client

ACTIONS = ("view", "add", "change", "delete")
PRINCIPALS = {"User", "ApiKey", "AnonymousUser"}


def unnamed(site, every_model):
    """The models with a screen, or rows on one, and the tables of our own, that the table does not name."""
    screens = site._registry.values()
    ours = {app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}
    # Who reads rows of history is said of them all together: pghistory.events.
    found = {m for m in every_model if m._meta.app_label in ours and not hasattr(m, "pgh_tracked_model")}
    found |= {screen.model for screen in screens}
    found |= {inline.model for screen in screens for inline in screen.inlines}
    return {model._meta.label_lower for model in found} - DUTIES.keys()


def test_every_model_is_in_the_table():
    assert unnamed(admin.site, apps.get_models()) == set()


def test_the_table_names_no_model_that_is_gone():
    assert [label for label in DUTIES if label not in {m._meta.label_lower for m in apps.get_models()}] == []


class Generous(admin.ModelAdmin):
    """Says yes to everybody."""

    def has_view_permission(self, request, obj=None):
        return True

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request):
        return True


@pytest.fixture
def planted():
    """A screen of a model that the table does not know, as the next room may register it."""
    with isolate_apps("agencies"):

        class Planted(models.Model):
            class Meta:
                app_label = "agencies"

        site = Site()
        site.register(Planted, Generous)
        yield site._registry[Planted]


@pytest.mark.parametrize("superuser", [False, True])
@pytest.mark.parametrize("role", Role)
@pytest.mark.django_db
def test_nobody_may_anything_with_a_model_that_the_table_does_not_know(planted, role, superuser):
    assert unnamed(planted.admin_site, [planted.model]) == {"agencies.planted"}
    request = RequestFactory().get("/")
    request.user = UserFactory(role=role, is_superuser=superuser)

    assert not any(request.user.has_perm(f"agencies.{action}_planted") for action in ACTIONS)
    assert planted.get_model_perms(request) == dict.fromkeys(("add", "change", "delete", "view"), False)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.label)
@pytest.mark.django_db
def test_no_screen_lets_a_role_do_more_than_the_table(model, role):
    request = RequestFactory().get("/")
    request.user = UserFactory(role=role)
    granted = {action for action, yes in admin.site._registry[model].get_model_perms(request).items() if yes}

    assert granted <= DUTIES[model._meta.label_lower].get(role, frozenset())


@pytest.mark.parametrize(
    ("role", "writes"),
    [
        ("analyst", True),
        ("supervisor", True),
        ("administrator", False),
        ("partner", False),
        ("auditor", False),
    ],
)
def test_a_person_answers_for_a_scope_as_a_key_does(role, writes):
    user = User(role=role, is_active=True)

    assert user.allows(Scope.READ_FIGURES)
    assert user.allows(Scope.READ_RECORDS)
    assert user.allows(Scope.WRITE_RECORDS) is writes


def test_a_closed_account_has_no_scope():
    assert not any(User(role="supervisor", is_active=False).allows(scope) for scope in Scope)


@pytest.mark.django_db
def test_a_key_says_which_scope_it_lacks():
    response = key_client(Scope.READ_FIGURES).get("/api/v1/seizures/")

    assert (response.status_code, response.json()["detail"]) == (
        403,
        "This key does not have the scope records:read.",
    )


def test_nobody_is_asked_of_what_class_a_principal_is():
    files = [
        path
        for app in apps.get_app_configs()
        if Path(app.path).parent == settings.BASE_DIR
        for path in Path(app.path).rglob("*.py")
    ]
    asked = [
        f"{path.relative_to(settings.BASE_DIR)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance"
        if {name.id for name in ast.walk(node.args[1]) if isinstance(name, ast.Name)} & PRINCIPALS
    ]

    assert asked == []
