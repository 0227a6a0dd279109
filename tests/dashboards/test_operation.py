import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
)
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = UserFactory(role="analyst")
    client.force_login(user)
    return user


def page_of(client, operation):
    return client.get(reverse("operation", args=[operation.code]))


def test_a_figure_stands_beside_what_its_source_states(client, reader):
    operation = OperationFactory()
    OutcomeFactory(verified=True, operation=operation, quantity="18")
    ClaimFactory(operation=operation, value="18", source__publisher="The Gazette")

    response = page_of(client, operation)
    (row,) = response.context["results"]

    assert (row.measure, row.recorded, row.stated, row.standing) == (
        "Arrested", "18\xa0persons", "18\xa0persons", "agrees",
    )  # fmt: skip
    assert "The Gazette" in response.content.decode()


def test_a_part_that_a_source_states_is_not_compared_with_the_whole(client, reader):
    operation = OperationFactory()
    OutcomeFactory(verified=True, operation=operation, quantity="50")
    whole = ClaimFactory(operation=operation, value="50")
    ClaimFactory(operation=operation, value="25", part_of=whole)

    first, second = page_of(client, operation).context["results"]

    assert (first.part, first.standing) == (False, "agrees")
    assert (second.part, second.standing, second.recorded) == (True, "", "")


def test_an_operation_that_one_may_not_see_is_not_there(client, reader):
    operation = OperationFactory(amber=True)

    assert page_of(client, operation).status_code == 404


def test_its_participants_see_an_amber_operation(client, reader):
    operation = OperationFactory(amber=True)
    ParticipationFactory(operation=operation, agency=reader.agency)

    assert page_of(client, operation).status_code == 200


def test_what_is_not_verified_is_listed_and_not_added(client, reader):
    operation = OperationFactory()
    SeizureFactory(submitted=True, operation=operation, reference="WAITING-1")

    response = page_of(client, operation)

    assert response.context["tiles"] == []
    assert "WAITING-1" in response.content.decode()


def test_every_headline_opens_to_its_records(client, reader):
    operation = OperationFactory()
    record = OutcomeFactory(verified=True, operation=operation, reference="THE-ARRESTS")

    (tile,) = page_of(client, operation).context["tiles"]
    page = client.get(tile.url).content.decode()

    assert record.reference in page


@pytest.mark.parametrize("length", [1, 6])
def test_the_page_costs_the_same_for_any_length(client, reader, django_assert_max_num_queries, length):
    operation = OperationFactory()
    for _number in range(length):
        ParticipationFactory(operation=operation, agency=AgencyFactory())
        SeizureFactory(verified=True, operation=operation)
        OutcomeFactory(verified=True, operation=operation)
        ClaimFactory(operation=operation)
        IndicatorFactory(operation=operation)

    with django_assert_max_num_queries(60):
        page_of(client, operation)
