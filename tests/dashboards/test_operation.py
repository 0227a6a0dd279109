import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from dashboards.operation.tabs import TABS
from tests.dashboards.pages import page_of
from tests.factories.agencies import AgencyFactory
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
)
from tests.factories.seizures import CreditFactory, SeizureFactory

pytestmark = pytest.mark.django_db


def test_a_lone_measure_goes_by_its_own_name_by_agency_too(client, reader):
    operation = OperationFactory()
    SeizureFactory(verified=True, operation=operation)

    shares = page_of(client, operation, "operation-participants").context["by_agency"]

    assert [credit.label for credit in shares] == ["Cocaine seized"]
    assert [tile.label for tile in page_of(client, operation).context["tiles"]] == ["Cocaine seized"]


def test_an_operation_that_one_may_not_see_is_not_there(client, reader):
    operation = OperationFactory(amber=True)

    assert page_of(client, operation).status_code == 404


def test_an_umbrella_that_one_may_not_see_is_not_named(client, reader):
    umbrella = OperationFactory(amber=True, name="Secret umbrella")
    phase = OperationFactory(parent=umbrella)

    page = page_of(client, phase).content.decode()

    assert "Secret umbrella" not in page


def test_a_phase_leads_to_its_umbrella_and_counts_for_it(client, reader):
    umbrella = OperationFactory(name="The umbrella")
    phase = OperationFactory(parent=umbrella)
    OutcomeFactory(verified=True, operation=phase, quantity="7")

    assert "The umbrella" in page_of(client, phase).content.decode()
    assert [tile.value for tile in page_of(client, umbrella).context["tiles"]] == [7]


def test_its_participants_see_an_amber_operation(client, reader):
    operation = OperationFactory(amber=True)
    ParticipationFactory(operation=operation, agency=reader.agency)

    assert page_of(client, operation).status_code == 200


def test_what_is_not_verified_is_listed_and_not_added(client, reader):
    operation = OperationFactory()
    SeizureFactory(submitted=True, operation=operation, reference="WAITING-1")

    response = page_of(client, operation)

    assert (response.context["tiles"], response.context["unverified"]) == ([], 1)
    assert "WAITING-1" in client.get(response.context["unverified_url"]).content.decode()
    assert "WAITING-1" in page_of(client, operation, "operation-seizures").content.decode()


def test_what_is_gone_leaves_the_cards_to_what_stands(client, reader):
    operation = OperationFactory()
    SeizureFactory.create_batch(12, verified=True, operation=operation)
    SeizureFactory.create_batch(11, withdrawn=True, operation=operation)

    response = page_of(client, operation, "operation-seizures")

    assert {record.state for record in response.context["seizures"]} == {"verified"}
    assert len(response.context["seizures"]) == 12
    assert [tab.count for tab in response.context["tabs"] if tab.current] == ["12"]


def test_every_headline_opens_to_its_records(client, reader):
    operation = OperationFactory()
    record = OutcomeFactory(verified=True, operation=operation, reference="THE-ARRESTS")

    (tile,) = page_of(client, operation).context["tiles"]
    page = client.get(tile.url).content.decode()

    assert record.reference in page


@pytest.mark.parametrize("length", [1, 6])
@pytest.mark.parametrize("name", TABS)
def test_a_tab_costs_the_same_for_any_length(client, reader, django_assert_max_num_queries, length, name):
    operation = OperationFactory()
    for _number in range(length):
        ParticipationFactory(operation=operation, agency=AgencyFactory())
        SeizureFactory(verified=True, operation=operation)
        OutcomeFactory(verified=True, operation=operation)
        ClaimFactory(operation=operation)
        IndicatorFactory(operation=operation)

    with django_assert_max_num_queries(45):
        page_of(client, operation, name)


def test_what_agencies_are_credited_with_less_what_they_share_is_the_total(client, reader):
    operation = OperationFactory()
    shared = SeizureFactory(verified=True, operation=operation, seizing_agency="US-ICE", item__quantity="10")
    CreditFactory(seizure=shared, agency="US-CBP")
    SeizureFactory(verified=True, operation=operation, seizing_agency="US-CBP", item__quantity="2.5")
    OutcomeFactory(verified=True, operation=operation, agency=None)

    response = page_of(client, operation, "operation-participants")
    narcotics, arrests = response.context["by_agency"]
    page = " ".join(strip_tags(response.content.decode()).split())

    assert [(share.name, share.amount.value) for share in narcotics.shares] == [
        ("Customs and Border Protection", 12.5), ("Immigration and Customs Enforcement", 10),
    ]  # fmt: skip
    together, overlap, total = (
        amount.value for amount in (narcotics.together, narcotics.overlap, narcotics.total)
    )
    assert together - overlap == total == 12.5
    assert "sum of credits 22.5 kg \N{MINUS SIGN} counted more than once 10 kg = total 12.5 kg" in page
    assert [(share.name, share.amount.value) for share in arrests.shares] == [("", 10)]
    assert client.get(narcotics.shares[0].url).context["tiles"][0].value == 12.5


def test_a_record_of_two_phases_is_in_their_total_once(client, reader):
    umbrella = OperationFactory()
    first, second = (OperationFactory(parent=umbrella, name=name) for name in ("First", "Second"))
    shared = SeizureFactory(verified=True, operation=first, item__quantity="10")
    CreditFactory(seizure=shared, agency=None, operation=second)
    SeizureFactory(verified=True, operation=umbrella, item__quantity="5")

    (by_phase,) = page_of(client, umbrella, "operation-participants").context["by_phase"]
    (tile,) = page_of(client, umbrella).context["tiles"]

    assert [(share.name, share.amount.value) for share in by_phase.shares] == [("First", 10), ("Second", 10)]
    assert (by_phase.together.value, by_phase.overlap.value, by_phase.total.value) == (20, 10, 10)
    assert tile.value == 15


@pytest.mark.parametrize("name", TABS)
def test_every_tab_has_an_address_of_its_own_and_says_where_one_is(client, reader, name):
    operation = OperationFactory()

    tabs = page_of(client, operation, name).context["tabs"]

    assert [tab.url for tab in tabs] == [reverse(each, args=[operation.code]) for each in TABS]
    assert [tab.url for tab in tabs if tab.current] == [reverse(name, args=[operation.code])]


@pytest.mark.parametrize("name", TABS)
def test_no_tab_of_a_hidden_operation_is_there(client, reader, name):
    assert page_of(client, OperationFactory(amber=True), name).status_code == 404


def test_the_summary_draws_the_leading_figure_by_month_if_the_operation_was_short(client, reader):
    short = OperationFactory(starts="2020-01", ends="2020-12")
    long = OperationFactory(starts="2010-01", ends="2020-12")
    for operation in (short, long):
        for day in ("2020-02", "2020-04"):
            SeizureFactory(verified=True, operation=operation, date=day)

    drawn = [page_of(client, each).context["trend"].spec["categories"] for each in (short, long)]

    assert drawn == [["February 2020", "March 2020", "April 2020"], ["2020"]]


def test_where_nothing_is_dated_nothing_is_drawn(client, reader):
    operation = OperationFactory()
    SeizureFactory(verified=True, operation=operation, date="")

    assert page_of(client, operation).context["trend"] is None
