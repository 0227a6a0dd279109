"""No page lists the persons of all agencies: forms offer those near their user, and take the user names of others."""

import pytest

from operations.models import Outcome
from tests.calls import person, signed_in
from tests.documents import text_in
from tests.entry import outcome, refusal, text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory, SourceFactory
from tests.factories.seizures import SeizureFactory
from tests.ops_tracker.addresses import IN_PLACE_OF, addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    """Of the analyst's agency, of one that takes part in an operation with it, and of a third."""
    return [
        UserFactory(role="analyst", agency=code, username=name, last_name=name.capitalize())
        for code, name in (("US-ICE", "ownquokka"), ("US-CBP", "nearquokka"), ("US-FBI", "farquokka"))
    ]


@pytest.fixture
def analyst(people):
    joint = OperationFactory(code="JOINT", owner="US-ICE")
    ParticipationFactory(operation=joint, agency=people[1].agency)
    return person("analyst", "US-ICE")


def forms(analyst):
    """Every address, with the analyst's own draft of each kind where one is named."""
    stated = {"owner": "US-ICE", "created_by": analyst}
    own = {
        "seizures": [str(SeizureFactory(**stated).pk)],
        "outcomes": [str(OutcomeFactory(**stated).pk)],
        "source": [str(SourceFactory(owner="US-ICE").pk)],
        "operations": ["JOINT"],
    }
    own |= {"seizure": own["seizures"], "outcome": own["outcomes"]}
    return addresses(lambda before, kind: own.get(before, [IN_PLACE_OF[kind]]))


def test_no_form_lists_the_persons_of_agencies_that_one_has_nothing_to_do_with(analyst):
    client = signed_in(analyst, raise_request_exception=False)
    offered, told = [], []
    for address in forms(analyst):
        if address == "/sign-out/":
            continue
        answer = client.get(address)
        text = text_in(answer).lower()
        told += [address] if "farquokka" in text else []
        offered += [address] if "ownquokka" in text and "nearquokka" in text else []

    assert told == []
    assert {"/seizures/new/", "/outcomes/new/", "/operations/new/", "/operations/JOINT/edit/"} <= set(offered)
    assert {f"/admin/{name}/add/" for name in ("seizures/seizure", "operations/source")} <= set(offered)


def test_anybody_else_is_named_by_their_user_name(analyst, people):
    client = signed_in(analyst)
    sent = outcome(marking="TLP:RED", readers=[str(people[0].pk)], other_readers="farquokka")

    client.post("/outcomes/new/", sent)

    record = Outcome.objects.get()
    assert set(record.readers.all()) == {analyst, people[0], people[2]}
    assert "farquokka" in text_of(client.get(f"{record.get_absolute_url()}edit/")).lower()


def test_a_name_that_nobody_has_is_refused(analyst):
    answer = signed_in(analyst).post("/outcomes/new/", outcome(other_readers="nobody-there"))

    assert "nobody-there" in refusal(answer)
    assert not Outcome.objects.exists()
