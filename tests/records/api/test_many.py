"""Many records at once: handed over on entry, submitted and verified, each in the version that was read."""

import pytest

from tests.calls import findings, person, post, signed_in
from tests.factories.keys import key_client
from tests.factories.operations import OutcomeFactory
from tests.records.kinds import ADDRESSES, FACTORIES

pytestmark = pytest.mark.django_db
BODIES = {
    "seizure": {"items": [{"measure": "CASH", "amount": "5", "currency": "USD"}]},
    "outcome": {"measure": "PEOPLE.ARRESTED", "quantity": "5", "unit": "IE"},
}


def seen(*records, version=None):
    return [{"id": str(record.pk), "version": version or record.version} for record in records]


@pytest.mark.parametrize("kind", FACTORIES)
@pytest.mark.parametrize(
    ("asked", "state"), [("?submit=true", "submitted"), ("?submit=false", "draft"), ("", "draft")]
)
def test_what_is_entered_is_handed_over_where_that_is_asked_for(kind, asked, state):
    api = signed_in(person())

    one = post(api, f"{ADDRESSES[kind]}{asked}", BODIES[kind])
    several = post(api, f"{ADDRESSES[kind]}{asked}", [BODIES[kind]] * 2)

    assert (one.status_code, one.json()["state"]) == (201, state)
    assert [row["state"] for row in several.json()] == [state] * 2


def test_what_cannot_be_handed_over_is_not_entered():
    api = signed_in(person())
    red = {**BODIES["outcome"], "marking": "TLP:RED"}

    refused = post(api, f"{ADDRESSES['outcome']}?submit=true", [BODIES["outcome"], red])

    assert refused.status_code == 409
    assert list(findings(refused)) == ["/1"]
    assert api.get(ADDRESSES["outcome"]).json()["results"] == []


def test_submit_is_true_or_false():
    refused = post(signed_in(person()), f"{ADDRESSES['outcome']}?submit=yes", BODIES["outcome"])

    assert (refused.status_code, "submit" in refused.content.decode()) == (400, True)


@pytest.mark.parametrize("kind", FACTORIES)
def test_more_than_fifty_are_submitted_and_verified_by_two_people(kind):
    author = person()
    drafts = [FACTORIES[kind](owner="US-ICE", created_by=author) for _ in range(60)]

    submitted = post(signed_in(author), f"{ADDRESSES[kind]}submit/", seen(*drafts)).json()
    verified = post(
        signed_in(person("supervisor")), f"{ADDRESSES[kind]}verify/", submitted_of(submitted)
    ).json()

    assert (len(submitted["done"]), submitted["refused"]) == (60, [])
    assert {row["state"] for row in verified["done"]} == {"verified"}
    assert len(verified["done"]) == 60


def submitted_of(answer):
    return [{"id": row["id"], "version": row["version"]} for row in answer["done"]]


def test_what_changed_since_is_named_and_stops_no_other():
    waiting, changed, hidden = (OutcomeFactory(owner="US-ICE", submitted=True) for _ in range(3))
    type(hidden).objects.filter(pk=hidden.pk).update(marking="TLP:RED")

    answer = post(
        signed_in(person("supervisor")),
        f"{ADDRESSES['outcome']}verify/",
        [*seen(waiting), *seen(changed, version=7), *seen(hidden)],
    )

    assert answer.status_code == 200
    assert [row["id"] for row in answer.json()["done"]] == [str(waiting.pk)]
    assert {row["id"]: row["code"] for row in answer.json()["refused"]} == {
        str(changed.pk): "version_changed",
        str(hidden.pk): "refused",
    }


def test_nobody_verifies_their_own_in_a_list_either():
    supervisor = person("supervisor")
    own = OutcomeFactory(owner="US-ICE", created_by=supervisor, submitted=True)

    answer = post(signed_in(supervisor), f"{ADDRESSES['outcome']}verify/", seen(own)).json()

    assert (answer["done"], answer["refused"][0]["code"]) == ([], "not_allowed")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param([{"id": "x", "version": 1}], id="no-id"),
        pytest.param([{"id": "0198a111-0000-7000-8000-000000000000"}], id="no-version"),
        pytest.param([{"id": "0198a111-0000-7000-8000-000000000000", "version": 1}] * 501, id="too-many"),
        pytest.param(["x"], id="no-object"),
    ],
)
def test_a_list_of_anything_else_is_refused(body):
    assert post(signed_in(person()), f"{ADDRESSES['outcome']}submit/", body).status_code == 400


def test_a_key_needs_the_scope_of_writing():
    draft = OutcomeFactory(owner="US-ICE")

    refused = post(key_client("records:read"), f"{ADDRESSES['outcome']}submit/", seen(draft))

    assert refused.status_code == 403


@pytest.mark.parametrize("kind", FACTORIES)
def test_the_note_is_written_and_stays_inside(kind):
    api, outside = signed_in(person()), signed_in(person(agency="US-CBP"))
    made = post(api, f"{ADDRESSES[kind]}?submit=true", {**BODIES[kind], "note": "Safe 3."}).json()

    assert made["note"] == "Safe 3."
    assert outside.get(made["url"]).json()["note"] is None


def test_a_put_without_a_note_keeps_it():
    api = signed_in(person())
    made = post(api, ADDRESSES["outcome"], {**BODIES["outcome"], "note": "Safe 3."})

    put = api.put(
        made.json()["url"],
        BODIES["outcome"],
        content_type="application/json",
        headers={"If-Match": made["ETag"]},
    )

    assert put.json()["note"] == "Safe 3."
