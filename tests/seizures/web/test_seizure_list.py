import pytest

from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.factories.operations import OperationFactory
from tests.factories.seizures import CreditFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db
LIST = "/seizures/"


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.fixture
def some(reader):
    tide = OperationFactory(code="TIDE")
    mixed = SeizureFactory(
        reference="A-1", operation=tide, seizing_agency="US-CBP", country="COL", verified=True
    )
    SeizedItemFactory(seizure=mixed, cash="100")
    SeizedItemFactory(seizure=mixed, measure="NARC.COCAINE.CRACK")
    SeizureFactory(reference="A-2", stage="detected", date="2010", submitted=True, item__cash="5")
    SeizureFactory(reference="DRAFT")


@pytest.mark.parametrize(
    ("asked", "references"),
    [
        pytest.param({}, ["A-2", "A-1"], id="newest-first-without-drafts-of-others"),
        pytest.param({"operation": "TIDE"}, ["A-1"], id="operation"),
        pytest.param({"agency": "US-CBP"}, ["A-1"], id="seizing-agency"),
        pytest.param({"stage": "detected"}, ["A-2"], id="stage"),
        pytest.param({"measure": "NARC"}, ["A-1"], id="each-once-however-many-items-fit"),
        pytest.param({"measure": "CASH"}, ["A-2", "A-1"], id="any-item"),
        pytest.param({"period": "2010", "state": "submitted"}, ["A-2"], id="several-at-once"),
        pytest.param({"q": "A-", "sort": "reference"}, ["A-1", "A-2"], id="search-and-sort"),
    ],
)
def test_the_list_is_narrowed(client, some, asked, references):
    page = client.get(LIST, asked).context["page_obj"]

    assert [record.reference for record in page] == references


def test_a_draft_is_listed_to_its_own_agency(client, reader):
    SeizureFactory(reference="OURS", owner=reader.agency)

    assert "OURS" in text_of(client.get(LIST))


def test_who_enters_is_offered_to_enter(client, reader):
    assert 'href="/seizures/new/"' in text_of(client.get(LIST))
    client.force_login(UserFactory(role="partner"))
    assert 'href="/seizures/new/"' not in text_of(client.get(LIST))


@pytest.mark.parametrize("length", [1, 20])
def test_the_list_costs_the_same_for_any_length(client, reader, length, django_assert_num_queries):
    for seizure in SeizureFactory.create_batch(length, verified=True, operation=OperationFactory()):
        SeizedItemFactory(seizure=seizure, cash="1")
        CreditFactory(seizure=seizure)

    # session, user, their agency; the records, items, dispositions, credits, agencies;
    # what the filters offer: operations, measures, agencies (twice), countries
    # One of them: which of their operations the reader may see.
    with django_assert_num_queries(14):
        client.get(LIST)
