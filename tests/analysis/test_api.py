"""Saved questions over the API: the same services and rights as on the pages."""

import pytest

from agencies.models import Agency
from analysis.models import SavedQuestion
from analysis.services import MOST_PINNED, save_question
from tests.calls import send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
ROOM = "/api/v1/saved-questions/"
COCAINE = "by=year&measure=NARC.COCAINE&stage=seized"


@pytest.fixture
def owner():
    return UserFactory(agency=Agency.objects.get(code="US-ICE"))


def names_for(person):
    return [each["name"] for each in signed_in(person).get(ROOM).json()["results"]]


def test_a_question_is_saved_read_changed_and_deleted(owner):
    client = signed_in(owner)
    made = send(client, "POST", ROOM, {"name": "Cocaine", "query": COCAINE, "shared": True})
    address = f"{ROOM}{made.json()['id']}/"
    read = client.get(address)
    changed = send(client, "PATCH", address, {"query": "by=month"}, if_match=read.headers["ETag"])

    assert (made.status_code, read.json()["query"], read.json()["own"]) == (201, COCAINE, True)
    assert (changed.status_code, changed.json()["query"], changed.json()["name"]) == (
        200,
        "by=month",
        "Cocaine",
    )
    again = client.get(address).headers["ETag"]
    assert send(client, "DELETE", address, if_match=again).status_code == 204
    assert not SavedQuestion.objects.exists()


def test_its_answer_is_what_the_figures_say(owner):
    SeizureFactory(verified=True, date="2020", marking="TLP:GREEN")
    saved = save_question("Cocaine", {"by": "year", "measure": "NARC.COCAINE", "stage": "seized"}, by=owner)
    client = signed_in(owner)

    answered = client.get(f"{ROOM}{saved.pk}/figures/").json()

    assert answered["figures"] == client.get(f"/api/v1/figures/?{COCAINE}").json()["figures"] != []


def test_it_is_answered_with_the_rights_of_the_reader_and_not_of_its_owner(owner):
    mate = UserFactory(agency=owner.agency)
    hidden = OperationFactory(owner=owner.agency, marking="TLP:RED")
    hidden.readers.add(owner)
    saved = save_question("Ours", {"operation": hidden.code}, by=owner, shared=True)

    assert signed_in(owner).get(f"{ROOM}{saved.pk}/figures/").status_code == 200
    refused = signed_in(mate).get(f"{ROOM}{saved.pk}/figures/")
    assert (refused.status_code, hidden.code in refused.content.decode()) == (400, False)
    assert hidden.code not in signed_in(mate).get(ROOM).content.decode()


def test_only_what_is_shared_is_listed_and_only_its_owner_changes_it(owner):
    mate = UserFactory(agency=owner.agency)
    save_question("Mine", {}, by=owner)
    shared = save_question("Ours", {}, by=owner, shared=True)
    client, address = signed_in(mate), f"{ROOM}{shared.pk}/"
    tag = client.get(address).headers["ETag"]

    assert names_for(mate) == ["Ours"]
    assert client.get(address).json()["own"] is False
    assert send(client, "PATCH", address, {"name": "Theirs"}, if_match=tag).status_code == 403
    assert send(client, "DELETE", address, if_match=tag).status_code == 403
    assert names_for(UserFactory(agency=Agency.objects.get(code="US-FBI"))) == []


@pytest.mark.parametrize(
    "sent",
    [
        {"name": "Wrong", "query": "measure=NOTHING"},
        {"name": "Wrong", "query": "nonsense=1"},
        {"name": "Wrong", "query": "measure=CASH&measure=NARC"},
        {"name": "", "query": COCAINE},
        {"query": COCAINE},
        {"name": "Wrong", "query": "x" * 5000},
        {"name": "Wrong", "query": COCAINE, "owner": 1},
        {"name": "Two\nlines", "query": COCAINE},
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(owner, sent):
    refused = send(signed_in(owner), "POST", ROOM, sent)

    assert (refused.status_code, refused.json()["status"]) == (400, 400)
    assert not SavedQuestion.objects.exists()


def test_the_bound_of_pinned_questions_holds_here_too(owner):
    for number in range(MOST_PINNED):
        save_question(str(number), {}, by=owner, pinned=True)

    assert send(signed_in(owner), "POST", ROOM, {"name": "More", "pinned": True}).status_code == 409
