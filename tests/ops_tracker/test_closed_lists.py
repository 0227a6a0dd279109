"""No list of the admin answers a condition that it does not offer: what is not shown is not asked about either."""

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.db.models import Field
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from agencies.models import Role
from operations.models import Marking
from tests.calls import sign_in
from tests.factories.agencies import UserFactory
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SCREENS = sorted(admin.site._registry.values(), key=lambda screen: screen.opts.label)
ROLES = [Role.ANALYST, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR]
MALFORMED = ["", "x", "²", "-1", "99999999999999999999", "1e999", "9999-99-99", "None", "'\"", "١٢"]
HIERARCHY = ("year", "month", "day")

by_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.opts.label)


def page(screen, name="changelist", *args):
    return reverse(f"admin:{screen.opts.app_label}_{screen.opts.model_name}_{name}", args=args)


def asking(role, query="", /, **kwargs):
    request = RequestFactory().get("/", QueryDict(query).dict() if query else kwargs)
    request.user = UserFactory(role=role)
    request.resolver_match = None
    return request


def offered(screen, request):
    """The parameters of the list's filters, with those of its date hierarchy."""
    names = {name for spec in specs(screen, request) for name in spec.expected_parameters()}
    return names | {f"{screen.date_hierarchy}__{part}" for part in HIERARCHY if screen.date_hierarchy}


def specs(screen, request):
    """Every filter of the list, with or without anything to choose."""
    for each in screen.get_list_filter(request):
        if isinstance(each, type):
            yield each(request, {}, screen.model, screen)
        else:
            name, kind = each if isinstance(each, tuple) else (each, None)
            field = screen.opts.get_field(name)
            make = kind or admin.FieldListFilter.create
            yield make(field, request, {}, screen.model, screen, field_path=name)


def lookups_of(screen, request):
    """Every look-up on a column, or through a relation to a column of the other table, that Django's admin allows."""
    for field in screen.opts.get_fields():
        paths = [(field.name, field)] if isinstance(field, Field) else []
        if field.is_relation and field.related_model:
            beyond = field.related_model._meta.get_fields()
            paths += [(f"{field.name}__{each.name}", each) for each in beyond if isinstance(each, Field)]
        for path, last in paths:
            for name in ("", *last.get_lookups()):
                lookup = f"{path}__{name}" if name else path
                if screen.lookup_allowed(lookup, "1", request):
                    yield lookup


@pytest.mark.parametrize("role", ROLES)
@by_screen
def test_every_look_up_is_refused_unless_a_filter_offers_it(screen, role):
    request = asking(role)
    known = offered(screen, request)
    lookups = {lookup for lookup in lookups_of(screen, request) if lookup not in known}
    assert len(lookups) > 20

    with pytest.raises(DisallowedModelAdminLookup) as refusal:
        screen.get_changelist_instance(asking(role, **dict.fromkeys(lookups, "1")))

    assert set(str(refusal.value).removeprefix("Not offered: ").split(", ")) == lookups


@by_screen
def test_a_look_up_that_is_not_offered_is_a_bad_request(client, screen):
    sign_in(client)
    request = asking(Role.ADMINISTRATOR)
    known = offered(screen, request)
    lookups = {lookup for lookup in lookups_of(screen, request) if "__" not in lookup} - known

    assert {client.get(page(screen), {lookup: "1"}).status_code for lookup in lookups} == {400}


@by_screen
def test_what_is_no_field_at_all_is_a_bad_request(client, screen):
    sign_in(client)

    assert client.get(page(screen), {"nothing": "1"}).status_code == 400


@by_screen
def test_every_filter_that_is_offered_answers(client, screen):
    sign_in(client)

    for spec in specs(screen, asking(Role.ADMINISTRATOR)):
        for name in spec.expected_parameters():
            # Half of the names take an id or an instant: what they make of "1" is theirs to say.
            assert client.get(page(screen), {name: "1"}).status_code in (200, 400)
            if name.endswith(("__isnull", "__isempty")):
                assert client.get(page(screen), {name: "1"}).status_code == 200


@by_screen
def test_a_list_is_sorted_by_the_columns_that_offer_it(client, screen):
    user = sign_in(client)
    client.force_login(user)
    columns = client.get(page(screen)).context["cl"]
    sorts = [
        number
        for number, name in enumerate(columns.list_display)
        if name in columns.sortable_by and columns.get_ordering_field(name)
    ]

    assert {client.get(page(screen), {"o": f"-{n}"}).status_code for n in sorts} <= {200}
    for other in ({*range(len(columns.list_display) + 3)} - {*sorts}) | {"x", "1.99", "note", "-note", "²"}:
        assert client.get(page(screen), {"o": other}).status_code == 400


@by_screen
def test_a_list_without_a_search_is_not_searched(client, screen):
    sign_in(client)

    found = client.get(page(screen), {"q": "a"}).status_code

    assert found == (200 if screen.search_fields else 400)


@by_screen
def test_no_list_counts_its_choices(client, screen):
    sign_in(client)

    assert client.get(page(screen), {"_facets": "True"}).status_code == 400


@by_screen
def test_no_list_gives_another_column_than_the_id_to_a_popup(client, screen):
    sign_in(client)
    others = [
        field.name for field in screen.opts.concrete_fields if not field.primary_key and not field.unique
    ]

    assert client.get(page(screen), {"_popup": "1"}).status_code == 200
    assert {client.get(page(screen), {"_popup": "1", "_to_field": each}).status_code for each in others} <= {
        400
    }


@by_screen
def test_a_malformed_value_is_a_bad_request_and_no_fault(client, screen):
    sign_in(client, is_superuser=True)
    names = offered(screen, asking(Role.ADMINISTRATOR)) | {"p", "o", "q", "_to_field"}
    year = {f"{screen.date_hierarchy}__year": "2009"} if screen.date_hierarchy else {}

    found = {
        (name, value): client.get(page(screen), {**year, name: value}).status_code
        for name in names
        for value in MALFORMED
    }

    assert {asked: status for asked, status in found.items() if status not in (200, 400)} == {}


@by_screen
@pytest.mark.parametrize("name", ["change", "history", "delete"])
def test_a_malformed_id_is_no_row_and_no_fault(client, screen, name):
    sign_in(client, is_superuser=True)
    ids = [each for each in MALFORMED if each]
    if screen.opts.label == "pghistory.Events":
        ids = [*ids, *(f"measures.UnitEvent:{each}" for each in ids), "measures.Unit:1", ":"]

    found = {each: client.get(page(screen, name, each)).status_code for each in ids}

    # Django says that there is no such row on the page that it leads to; Arabic digits are a number to it.
    assert {each: status for each, status in found.items() if status not in (200, 302, 403, 404)} == {}


@pytest.fixture
def hidden():
    """An item of a record that the auditor may not see, with words in it."""
    seizure = SeizureFactory(marking=Marking.RED, note="safe 3")
    return SeizedItemFactory(seizure=seizure, description="vault 9K")


@pytest.mark.parametrize("text", ["vault", "zzzz"])
def test_the_trail_says_nothing_of_what_an_event_holds(client, hidden, text):
    sign_in(client, Role.AUDITOR, agency=None)
    of_item = {"kind": "seizures.SeizedItem", "pgh_obj_id": str(hidden.pk)}

    response = client.get("/admin/pghistory/events/", {**of_item, "pgh_data__icontains": text})

    assert response.status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "/admin/agencies/apikey/?key_hash__regex=^a",
        "/admin/agencies/user/?password__startswith=p",
        "/admin/operations/outcome/?note__startswith=a",
        "/admin/operations/outcome/?part_of__note__startswith=a",
        "/admin/operations/operation/?seizure__note__startswith=a",
    ],
)
def test_letter_by_letter_nothing_comes_out(client, address):
    sign_in(client)

    assert client.get(address).status_code == 400
