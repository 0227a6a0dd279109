"""A key that writes has a holder: a person of its agency who answers for what is entered with it."""

import pytest
from django.core.management import CommandError, call_command

from agencies import services
from agencies.models import Agency, ApiKey, Role, Scope
from common.errors import Invalid
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db
WRITES = "records:read records:write"


@pytest.fixture
def admin():
    return UserFactory(role=Role.ADMINISTRATOR, agency=None)


def make(by, **facts):
    agency = Agency.objects.get(code="US-ICE")
    stated = {"agency": agency, "name": "Intake", "scopes": Scope.values, "by": by}
    return services.make_key(**stated | facts)[0]


def created(**options):
    call_command("createkey", **{"agency": "US-ICE", "name": "Intake", "scopes": WRITES, **options})
    return ApiKey.objects.get()


def test_an_administrator_names_who_answers_for_a_key_that_writes(admin):
    with pytest.raises(Invalid) as refusal:
        make(admin)

    assert "answers for a key that writes" in refusal.value.errors["holder"][0]
    assert make(admin, scopes=["figures:read"]).holder is None
    person = UserFactory(agency="US-ICE")
    assert make(admin, holder=person).holder == person


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"agency": "US-CBP"}, id="of another agency"),
        pytest.param({"agency": "US-ICE", "is_active": False}, id="who left"),
        pytest.param({"agency": "US-ICE", "role": Role.AUDITOR}, id="who audits"),
    ],
)
def test_the_holder_is_a_person_of_the_agency(admin, facts):
    with pytest.raises(Invalid) as refusal:
        make(admin, holder=UserFactory(**facts))

    assert "does not work for" in refusal.value.errors["holder"][0]


def test_no_key_holds_another(admin):
    other = make(admin, holder=UserFactory(agency="US-ICE"))

    with pytest.raises(Invalid):
        make(admin, holder=other.account)


def test_createkey_names_the_holder(capsys):
    UserFactory(agency="US-ICE")
    person = UserFactory(agency="US-ICE", username="carla")

    key = created(holder="carla")

    assert key.holder == person
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize(
    ("roles", "chosen"),
    [
        pytest.param(["supervisor", "analyst", "analyst"], 1, id="the first analyst"),
        pytest.param(["supervisor", "partner"], 1, id="who does not verify"),
        pytest.param(["supervisor"], 0, id="who there is"),
        pytest.param([], None, id="nobody"),
    ],
)
def test_without_a_name_createkey_chooses_who_verifies_least(roles, chosen, capsys):
    UserFactory(agency="US-CBP")
    UserFactory(agency="US-ICE", is_active=False)
    people = [UserFactory(agency="US-ICE", role=role) for role in roles]

    key = created()

    assert key.holder == (None if chosen is None else people[chosen])
    assert services.find_key(capsys.readouterr().out.removesuffix("\n")) == key


def test_a_key_that_reads_needs_nobody():
    UserFactory(agency="US-ICE")

    assert created(scopes="figures:read").holder is None


@pytest.mark.parametrize(
    ("holder", "words"), [("nobody", "nobody with the user name nobody"), ("dora", "does not work for")]
)
def test_createkey_says_who_cannot_hold_it(holder, words):
    UserFactory(agency="US-CBP", username="dora")

    with pytest.raises(CommandError, match=words):
        created(holder=holder)


def test_a_key_that_writes_does_not_lose_its_holder(admin):
    key = make(admin, holder=UserFactory(agency="US-ICE"))

    with pytest.raises(Invalid):
        services.name_holder(key, None, by=admin)
