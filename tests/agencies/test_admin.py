"""The admin screens of agencies: found, changed through the service, and read where there is no more to do."""

import pytest
from django.urls import reverse

from agencies import services
from agencies.models import Agency, ApiKey, Country, Place, Role, User
from measures.models import Measure, Unit
from tests.admin_page import filled
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db

MODELS = [
    "agencies_agency",
    "agencies_apikey",
    "agencies_country",
    "agencies_place",
    "agencies_user",
    "measures_exchangerate",
    "measures_measure",
    "measures_unit",
]


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    return client


def at(name, *args):
    return reverse(f"admin:{name}", args=args)


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("query", ["", "?q=us", "?q=%27%22"])
def test_every_list_opens_and_is_searched(admin, model, query):
    assert admin.get(at(f"{model}_changelist") + query).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_every_form_opens(admin, model):
    assert admin.get(at(f"{model}_add")).status_code == 200


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.ADMINISTRATOR, 200),
        (Role.AUDITOR, 200),
        (Role.ANALYST, 200),
        (Role.SUPERVISOR, 200),
        (Role.PARTNER, 302),
    ],
)
def test_who_reads_reference_data(client, role, status):
    client.force_login(UserFactory(role=role))

    assert client.get(at("agencies_agency_changelist")).status_code == status


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SUPERVISOR])
@pytest.mark.parametrize("model", ["agencies_user", "agencies_apikey"])
def test_accounts_and_keys_are_not_for_everybody(client, role, model):
    client.force_login(UserFactory(role=role))

    assert client.get(at(f"{model}_changelist")).status_code == 403


def test_an_agency_is_added_and_the_trail_knows_by_whom(admin):
    mexico = Country.objects.get(code="MEX")

    admin.post(
        at("agencies_agency_add"),
        {"code": "MX-FGR", "acronym": "FGR", "name": "Fiscalía", "country": mexico.pk, "kind": "prosecution"},
    )

    agency = Agency.objects.get(code="MX-FGR")
    event = Agency.pgh_event_model.objects.get(pgh_obj=agency)
    assert event.pgh_context.metadata["user"] == User.objects.get(role=Role.ADMINISTRATOR).pk


@pytest.mark.parametrize(
    ("model", "facts", "words"),
    [
        pytest.param(
            "agencies_agency", {"code": "mx fgr", "name": "x", "kind": "other"}, "such as US-ICE", id="code"
        ),
        pytest.param(
            "agencies_agency", {"code": "US-ICE", "name": "x", "kind": "other"}, "already exists", id="taken"
        ),
        pytest.param(
            "agencies_place",
            {"name": "x", "kind": "city", "latitude": "95", "longitude": "0"},
            "from -90 to 90",
            id="pole",
        ),
        pytest.param(
            "agencies_place", {"name": "x\0", "kind": "city"}, "Null characters", id="null character"
        ),
        pytest.param(
            "measures_unit",
            {"code": "KGM", "name": "x", "dimension": "mass"},
            "a unit with that code",
            id="unit taken",
        ),
        pytest.param(
            "measures_unit",
            {"code": "X", "name": "x", "dimension": "mass", "factor": "-1"},
            "more than zero",
            id="factor",
        ),
        pytest.param(
            "measures_unit",
            {"code": "X", "name": "x", "dimension": "mass", "factor": "9" * 41},
            "At most 40",
            id="long",
        ),
        pytest.param(
            "measures_measure",
            {
                "code": "NARCX",
                "name": "x",
                "kind": "seizure",
                "dimension": "money",
                "accepted": ["mass"],
                "position": 1,
            },
            "include the measure",
            id="dimension",
        ),
        pytest.param(
            "agencies_user",
            {"username": "x", "usable_password": "false", "role": "analyst"},
            "works for an agency",
            id="no agency",
        ),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(admin, model, facts, words):
    answer = admin.post(at(f"{model}_add"), facts)

    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_a_country_s_names_are_edited_with_it(admin):
    country = Country.objects.get(code="COL")

    page = admin.get(at("agencies_country_change", country.pk)).content.decode()

    assert page.count("names-") > 4
    assert "Colômbia" in page


def test_an_account_is_made_with_its_role_and_agency(admin):
    agency = Agency.objects.get(code="US-CBP")
    facts = {"username": "new", "usable_password": "true", "role": "analyst", "agency": agency.pk}

    admin.post(
        at("agencies_user_add"), {**facts, "password1": "of their own 9", "password2": "of their own 9"}
    )

    user = User.objects.get(username="new")
    assert (user.role, user.agency, user.is_staff, user.is_superuser) == ("analyst", agency, True, False)
    assert user.check_password("of their own 9")


def test_a_key_is_shown_once(admin):
    facts = {"name": "Nightly", "agency": Agency.objects.get(code="WCO").pk, "scopes": ["figures:read"]}

    page = admin.post(
        at("agencies_apikey_add"), {**facts, "expires_at_0": "", "expires_at_1": ""}, follow=True
    )

    key = ApiKey.objects.get()
    raw = next(word for word in page.content.decode().split() if word.startswith("opt_") and len(word) > 40)
    assert services.find_key(raw.split("<")[0]) == key
    assert key.created_by.role == Role.ADMINISTRATOR
    again = admin.get(at("agencies_apikey_change", key.pk)).content.decode()
    assert raw.split("<")[0] not in again
    assert key.key_hash not in again


def test_a_key_is_never_changed_and_can_be_revoked(admin):
    key, _raw = services.make_key(
        agency=Agency.objects.get(code="WCO"), name="Nightly", scopes=["figures:read"], by=None
    )

    address = at("agencies_apikey_change", key.pk)
    admin.post(address, filled(admin.get(address), name="Other", scopes=["records:write"]))
    admin.post(at("agencies_apikey_changelist"), {"action": "revoke", "_selected_action": [str(key.pk)]})

    key.refresh_from_db()
    assert (key.name, key.scopes) == ("Nightly", ["figures:read"])
    assert key.revoked_at


def test_a_key_s_account_is_nobody_to_look_after(admin):
    key, _raw = services.make_key(
        agency=Agency.objects.get(code="WCO"), name="Nightly", scopes=["figures:read"], by=None
    )

    assert admin.get(at("agencies_user_change", key.account.pk)).status_code == 302


@pytest.mark.parametrize(("model", "row"), [("measures_unit", Unit), ("agencies_country", Country)])
def test_the_history_of_a_row_is_the_database_s_own(admin, model, row):
    found = row.objects.first()

    answer = admin.get(at(f"{model}_history", found.pk))

    assert (
        answer.headers["Location"]
        == f"{at('pghistory_events_changelist')}?kind={row._meta.label}&q={found.pk}"
    )
    assert admin.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize(
    ("model", "budget"),
    [("agencies_agency", 7), ("agencies_place", 7), ("agencies_user", 7), ("measures_measure", 7)],
)
def test_a_list_costs_the_same_for_any_length(admin, django_assert_max_num_queries, model, budget, rows):
    agency = Agency.objects.get(code="US-ICE")
    for number in range(rows):
        Agency.objects.create(code=f"X-{number}", name="x", country=agency.country, parent=agency)
        Place.objects.create(name=f"x{number}", kind="city", country=agency.country)
        UserFactory(agency=agency)
        Measure.objects.create(
            code=f"X{number}", name="x", kind="seizure", dimension="count", accepted=["count"],
            unit=Unit.objects.quantity("C62"),
        )  # fmt: skip

    # the session, the account, its agency, how many (twice), one page, what the page may be filtered by
    with django_assert_max_num_queries(budget):
        admin.get(at(f"{model}_changelist"))
