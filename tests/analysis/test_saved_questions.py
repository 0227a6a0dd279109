"""Saved questions: whose they are, what their readers see of them, and what stands on the overview."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from agencies.models import Agency
from analysis import services
from analysis.models import SavedQuestion
from analysis.services import MOST_PINNED, change_question, delete_question, save_question
from common.errors import Invalid, NotAllowed, Refused
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
COCAINE = {"measure": "NARC.COCAINE", "stage": "seized", "by": "year"}


@pytest.fixture
def owner():
    return UserFactory(agency=Agency.objects.get(code="US-ICE"))


@pytest.fixture
def mate(owner):
    return UserFactory(agency=owner.agency)


def page_for(client, person, name="saved-questions"):
    client.force_login(person)
    return client.get(reverse(name))


def names_in(response):
    return [each.saved.name for each in response.context["questions"]]


def test_a_question_is_saved_in_explore_and_opens_from_the_list(client, owner):
    client.force_login(owner)
    query = client.get("/explore/?measure=NARC.COCAINE&stage=seized&by=year").context["query"]

    client.post(reverse("saved-question-new"), {"name": "Cocaine by year", "query": query})
    (each,) = client.get(reverse("saved-questions")).context["questions"]

    assert (each.saved.name, each.sentence) == ("Cocaine by year", "Cocaine seized, by year.")
    assert client.get(each.url).context["query"] == query


def test_what_is_not_shared_is_its_owners_alone(client, owner, mate):
    mine = save_question("Mine", COCAINE, by=owner)

    assert names_in(page_for(client, mate)) == []
    assert client.post(reverse("saved-question-deletion", args=[mine.pk])).status_code == 404


def test_what_is_shared_is_for_the_agency_alone(client, owner, mate):
    stranger = UserFactory(agency=Agency.objects.get(code="US-FBI"))
    save_question("Ours", COCAINE, by=owner, shared=True)

    assert names_in(page_for(client, mate)) == ["Ours"]
    assert names_in(page_for(client, stranger)) == []
    assert names_in(page_for(client, UserFactory(role="auditor", agency=None))) == []


@pytest.mark.parametrize(
    "act", [lambda each, by: change_question(each, by=by, name="Theirs"), delete_question]
)
def test_only_its_owner_changes_a_question(owner, mate, act):
    ours = save_question("Ours", COCAINE, by=owner, shared=True)

    with pytest.raises(NotAllowed):
        act(ours, by=mate)

    assert SavedQuestion.objects.get().name == "Ours"


def test_a_shared_question_tells_nothing_of_an_operation_that_its_reader_may_not_see(client, owner, mate):
    hidden = OperationFactory(code="HIDDEN-TIDE", marking="TLP:RED", owner=owner.agency)
    hidden.readers.add(owner)
    save_question("Ours", {"operation": hidden.code}, by=owner, shared=True)

    own, theirs = page_for(client, owner), page_for(client, mate)

    assert own.context["questions"][0].question.operation == ("HIDDEN-TIDE",)
    assert names_in(theirs) == ["Ours"]
    assert "HIDDEN-TIDE" not in theirs.content.decode()
    assert theirs.context["questions"][0].problems


def test_a_question_that_can_no_longer_be_answered_says_why(client, owner):
    save_question("Old", COCAINE, by=owner, pinned=True)
    SavedQuestion.objects.update(query="measure=NARC.MOONDUST&by=year")

    (each,) = page_for(client, owner).context["questions"]
    (pinned,) = client.get(reverse("overview")).context["pinned"]

    assert "NARC.MOONDUST" in each.problems[0]
    assert pinned.opened.problems == each.problems
    assert client.get(each.url).status_code == 400


def test_a_pinned_question_stands_on_its_owners_overview_with_its_figure(client, owner, mate):
    SeizureFactory(verified=True, item__quantity="7.5")
    save_question("Cocaine", COCAINE, by=owner, pinned=True, shared=True)

    (pinned,) = page_for(client, owner, "overview").context["pinned"]

    assert (pinned.tile.value, pinned.tile.unit) == (7.5, "KGM")
    assert page_for(client, mate, "overview").context["pinned"] == []


def test_no_more_questions_are_pinned_than_an_overview_holds(owner):
    for number in range(MOST_PINNED):
        save_question(f"Question {number}", COCAINE, by=owner, pinned=True)

    with pytest.raises(Refused, match="Take one off first"):
        save_question("One more", COCAINE, by=owner, pinned=True)


def test_no_more_are_saved_than_a_list_holds(owner, monkeypatch):
    monkeypatch.setattr(services, "MOST_SAVED", 1)
    save_question("First", COCAINE, by=owner)

    with pytest.raises(Refused, match="the most there may be"):
        save_question("Second", COCAINE, by=owner)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("", COCAINE), ("x" * 121, COCAINE), ("two\nlines", COCAINE), ("Fine", {"measure": "MOONDUST"})],
)
def test_what_is_no_name_or_no_question_is_refused_with_a_sentence(owner, name, parameters):
    with pytest.raises(Invalid):
        save_question(name, parameters, by=owner)

    assert not SavedQuestion.objects.exists()


def test_a_name_is_used_once_by_its_owner(owner, mate):
    save_question("Cocaine", COCAINE, by=owner)
    save_question("Cocaine", COCAINE, by=mate)

    with pytest.raises(Invalid, match="of that name already"):
        save_question("Cocaine", COCAINE, by=owner)


def test_whoever_works_for_no_agency_shares_with_none(owner):
    auditor = UserFactory(role="auditor", agency=None)

    with pytest.raises(Invalid, match="work for no agency"):
        save_question("Mine", COCAINE, by=auditor, shared=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedQuestion.objects.create(owner=auditor, name="Mine", shared=True)


def test_each_act_is_in_the_history_with_its_person(owner):
    saved = save_question("Cocaine", COCAINE, by=owner)
    change_question(saved, by=owner, name="Coca", shared=True)
    delete_question(saved, by=owner)

    events = SavedQuestion.pgh_event_model.objects.order_by("pgh_id")
    assert [each.pgh_context.metadata["action"] for each in events] == [
        "question saved", "question changed", "question deleted",
    ]  # fmt: skip
    assert {each.pgh_context.metadata["username"] for each in events} == {owner.username}
