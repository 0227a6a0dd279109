"""From draft to verified through the API."""

import pytest

from figures.answer.query import answer
from figures.question.question import Question
from seizures.models import Seizure
from tests.calls import findings, person, post, send, signed_in
from tests.factories.keys import key_client
from tests.factories.seizures import DispositionFactory, SeizureFactory

pytestmark = pytest.mark.django_db

SEIZURES = "/api/v1/seizures/"


@pytest.fixture
def analyst():
    return signed_in(person("analyst"))


@pytest.fixture
def supervisor():
    return signed_in(person("supervisor"))


def step(client, seizure, name, body=None, **headers):
    """Decides on any version, where none is named."""
    headers = {"if_match": "*", **headers} if name in ("verify", "return", "withdraw") else headers
    return post(client, f"{SEIZURES}{seizure.pk}/{name}/", body, **headers)


def total():
    return sum(figure.value for figure in answer(Question(), person("partner", "US-FBI")).figures)


def test_a_record_counts_once_another_person_has_verified_it(analyst, supervisor):
    seizure = SeizureFactory(owner="US-ICE")

    submitted = step(analyst, seizure, "submit").json()
    before = total()
    verified = step(supervisor, seizure, "verify").json()

    assert (submitted["state"], submitted["counted"], before) == ("submitted", False, 0)
    assert (verified["state"], verified["counted"], total()) == ("verified", True, 10)


def test_a_record_goes_back_to_its_author_with_a_reason(supervisor):
    seizure = SeizureFactory(owner="US-ICE", submitted=True)

    silent = step(supervisor, seizure, "return")
    returned = step(supervisor, seizure, "return", {"reason": "Which port?"})

    assert findings(silent) == {"/reason": "Say why."}
    assert (returned.json()["state"], returned.json()["state_reason"]) == ("returned", "Which port?")


def test_a_record_is_withdrawn_with_a_reason(analyst):
    seizure = SeizureFactory(owner="US-ICE")

    withdrawn = step(analyst, seizure, "withdraw", {"reason": "Entered twice."})

    assert (withdrawn.json()["state"], withdrawn.json()["counted"]) == ("withdrawn", False)


def test_an_amendment_takes_the_place_of_what_it_amends(analyst, supervisor):
    original = SeizureFactory(owner="US-ICE", verified=True)
    DispositionFactory(item=original.items.get())

    opened = step(analyst, original, "amend", {"reason": "Corrected."})
    amendment = Seizure.objects.get(pk=opened.json()["id"])
    send(analyst, "PATCH", opened.json()["url"], {"country": "COL"}, if_match=opened.headers["ETag"])
    step(analyst, amendment, "submit")
    step(supervisor, amendment, "verify")

    assert opened.status_code == 201
    assert opened.headers["Location"] == opened.json()["url"]
    assert (opened.json()["amends"], opened.json()["revision"]) == (str(original.pk), 2)
    assert len(opened.json()["items"][0]["dispositions"]) == 1
    original.refresh_from_db()
    assert original.state == "superseded"


def test_what_was_changed_since_it_was_read_is_not_verified(supervisor):
    seizure = SeizureFactory(owner="US-ICE", submitted=True, version=4)

    read = supervisor.get(f"{SEIZURES}{seizure.pk}/")["ETag"]

    assert step(supervisor, seizure, "verify", if_match=read.replace('"4-', '"3-')).status_code == 412
    assert step(supervisor, seizure, "verify", if_match=read).status_code == 200


def test_a_step_takes_nothing_else(supervisor):
    seizure = SeizureFactory(owner="US-ICE", submitted=True)

    response = step(supervisor, seizure, "verify", {"comment": "Fine."})

    assert response.status_code == 400
    assert set(findings(response)) == {"/comment"}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        pytest.param(lambda: signed_in(person("supervisor")), 200, id="supervisor"),
        pytest.param(lambda: signed_in(person("analyst")), 403, id="analyst"),
        pytest.param(
            lambda: signed_in(person("supervisor", "US-FBI")), 403, id="supervisor-of-another-agency"
        ),
        pytest.param(lambda: signed_in(person("partner")), 403, id="partner"),
        pytest.param(lambda: signed_in(person("administrator")), 403, id="administrator"),
        pytest.param(lambda: key_client(agency="US-ICE"), 403, id="key"),
    ],
)
@pytest.mark.parametrize("name", ["verify", "return"])
def test_who_decides(who, status, name):
    seizure = SeizureFactory(owner="US-ICE", submitted=True)

    response = step(who(), seizure, name, {"reason": "Mend it."} if name == "return" else {})

    assert response.status_code == status


@pytest.mark.parametrize(
    "name",
    [
        "submit",
        "take-back",
        "begin-review",
        "verify",
        "return",
        "withdraw",
        "raise-marking",
        "amend",
        "accept",
        "object",
    ],
)
def test_no_step_is_open_for_what_one_may_not_see(analyst, name):
    seizure = SeizureFactory(marking="TLP:AMBER+STRICT", submitted=True)

    assert step(analyst, seizure, name, {}).status_code == 404


def test_nothing_is_verified_without_the_version_that_was_read(supervisor):
    seizure = SeizureFactory(owner="US-ICE", submitted=True)
    address = f"{SEIZURES}{seizure.pk}/verify/"

    unread = post(supervisor, address)
    read = post(supervisor, address, if_match=supervisor.get(f"{SEIZURES}{seizure.pk}/").headers["ETag"])

    assert (unread.status_code, read.status_code) == (428, 200)


def test_a_key_submits_what_it_entered():
    key = key_client(agency="US-ICE")
    entered = post(key, SEIZURES, {"items": [{"measure": "CASH", "amount": "5", "currency": "USD"}]})

    assert post(key, f"{entered.json()['url']}submit/").json()["state"] == "submitted"
