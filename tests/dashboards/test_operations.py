import pytest
from django.urls import reverse

from agencies.models import Country
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reader(client):
    user = UserFactory(role="partner")
    client.force_login(user)
    return user


def listed(client, **query):
    response = client.get(reverse("operations"), query)
    assert response.status_code == 200
    return [operation.code for operation in response.context["page"]]


def test_newest_comes_first(client):
    OperationFactory(code="OLD")
    OperationFactory(code="NEW")

    assert listed(client) == ["NEW", "OLD"]


def test_every_word_must_be_in_the_code_the_name_or_what_it_stands_for(client):
    OperationFactory(code="ATLAS", name="Operation ATLAS", expansion="Assess, Target, Link")
    OperationFactory(code="OTHER")

    assert listed(client, q="atlas link") == ["ATLAS"]
    assert listed(client, q="atlas nothing") == []


def test_filters_narrow_by_kind_threat_agency_and_country(client):
    wanted = OperationFactory(code="WANTED", kind="task_force", threats=["cybercrime"])
    ParticipationFactory(operation=wanted, agency="US-ICE")
    ParticipationFactory(operation=wanted, agency="US-CBP")
    OperationFactory(code="OTHER")

    for query in ({"kind": "task_force"}, {"threat": "cybercrime"}, {"agency": "US-CBP"}, {"country": "USA"}):
        assert listed(client, **query) == ["WANTED"], query


def test_sorted_by_name(client):
    OperationFactory(code="B", name="Beta")
    OperationFactory(code="A", name="Alpha")

    assert listed(client, sort="name") == ["A", "B"]


def test_what_one_may_not_see_is_not_listed(client, reader):
    OperationFactory(code="SECRET", marking="TLP:AMBER+STRICT")
    OperationFactory(code="OURS", marking="TLP:AMBER+STRICT", owner=reader.agency)

    assert listed(client) == ["OURS"]


def test_a_long_list_comes_in_pages(client):
    OperationFactory.create_batch(30)

    assert len(listed(client)) == 25
    assert len(listed(client, page=2)) == 5


@pytest.mark.parametrize("operations", [1, 12])
def test_the_list_costs_the_same_for_any_length(client, django_assert_num_queries, operations):
    for operation in OperationFactory.create_batch(operations):
        ParticipationFactory.create_batch(3, operation=operation)
    listed(client)

    # session, user, two choices of filters, how many, one page, its participations, their agencies, the user's agency
    with django_assert_num_queries(9):
        listed(client)


def test_nothing_to_choose_tells_of_an_operation_that_one_may_not_see(client):
    secret = OperationFactory(marking="TLP:AMBER+STRICT")
    ParticipationFactory(
        operation=secret, agency=AgencyFactory(code="XX-SECRET", country=Country.objects.get(code="MNG"))
    )
    ParticipationFactory(operation=secret, agency=None, country="BTN")
    ParticipationFactory(operation=OperationFactory(), agency="US-ICE")

    page = client.get(reverse("operations"))
    choices = {
        name: [value for value, _label in page.context["filter"].form.fields[name].choices if value]
        for name in ("agency", "country")
    }

    assert choices == {"agency": ["US-ICE"], "country": ["USA"]}
    assert listed(client, agency="XX-SECRET") == listed(client, agency="XX-NOBODY")
