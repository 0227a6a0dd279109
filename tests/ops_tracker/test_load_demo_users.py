import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from agencies.models import ApiKey, User
from tests.calls import post, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
    return settings


def test_five_accounts_one_a_role(demo, client):
    call_command("load_demo_users", verbosity=0)

    accounts = {
        user.username: (user.role, str(user.agency) if user.agency else None) for user in User.objects.all()
    }
    assert accounts == {
        "analyst": ("analyst", "ICE"),
        "supervisor": ("supervisor", "ICE"),
        "partner": ("partner", "FBI"),
        "auditor": ("auditor", None),
        "admin": ("administrator", None),
    }
    for name in accounts:
        signed_in = client.post("/sign-in/", {"username": name, "password": "demo"})
        assert signed_in.status_code == 302, name
    assert User.objects.filter(is_superuser=True).get().username == "admin"


def test_accounts_that_are_there_stay_as_they_are(demo):
    call_command("load_demo_users", verbosity=0)
    admin = User.objects.get(username="admin")
    admin.set_password("of their own")
    admin.save()

    call_command("load_demo_users", verbosity=0)

    assert User.objects.get(username="admin").check_password("of their own")


def test_there_are_none_without_the_demonstration(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="OPS_TRACKER_DEMO"):
        call_command("load_demo_users")


def test_there_are_none_where_others_can_reach_the_server(demo):
    demo.ALLOWED_HOSTS = ["ops.example.org"]

    with pytest.raises(CommandError, match=r"answers to ops\.example\.org"):
        call_command("load_demo_users")

    assert not User.objects.exists()


def test_the_demo_supervisor_verifies_what_a_key_of_their_agency_sends(demo, capsys):
    """Whoever answers for the key is another: the first analyst, where the command names nobody."""
    call_command("load_demo_users", verbosity=0)
    capsys.readouterr()
    call_command("createkey", agency="US-ICE", name="Nightly", scopes="records:read records:write")
    key = Client(headers={"authorization": f"Bearer {capsys.readouterr().out.strip()}"})
    arrests = {"measure": "PEOPLE.ARRESTED", "quantity": "18", "unit": "C62"}
    supervisor = signed_in(User.objects.get(username="supervisor"))

    address = post(key, "/api/v1/outcomes/", arrests).json()["url"]
    post(key, f"{address}submit/")
    tag = supervisor.get(address).headers["ETag"]

    assert post(supervisor, f"{address}verify/", if_match=tag).json()["state"] == "verified"
    assert ApiKey.objects.get().holder.username == "analyst"
