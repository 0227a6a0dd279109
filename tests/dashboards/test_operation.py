import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from dashboards.operation.tabs import TABS
from measures.models import Unit
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    OutcomeFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.seizures import CreditFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = UserFactory(role="analyst")
    client.force_login(user)
    return user


def page_of(client, operation, name="operation"):
    return client.get(reverse(name, args=[operation.code]))


def results_of(client, operation):
    return page_of(client, operation, "operation-results")


def test_a_figure_stands_beside_what_its_source_states(client, reader):
    operation = OperationFactory()
    OutcomeFactory(verified=True, operation=operation, quantity="18")
    ClaimFactory(operation=operation, value="18", source__publisher="The Gazette")

    response = results_of(client, operation)
    (row,) = response.context["results"]

    assert (row.measure, row.recorded, row.stated, row.standing) == (
        "Arrested", "18\xa0persons", "18\xa0persons", "agrees",
    )  # fmt: skip
    assert "The Gazette" in response.content.decode()


def test_a_part_that_a_source_states_is_held_against_the_part_recorded(client, reader):
    operation, source = OperationFactory(), SourceFactory()
    whole = OutcomeFactory(verified=True, operation=operation, quantity="50", source=source)
    part = OutcomeFactory(
        verified=True, operation=operation, quantity="25", source=source, part_of=whole, owner=whole.owner
    )
    stated = ClaimFactory(operation=operation, value="50", source=source)
    ClaimFactory(operation=operation, value="25", source=source, part_of=stated)

    first, second = results_of(client, operation).context["results"]

    assert (first.part, first.recorded, first.standing) == (False, "50\xa0persons", "agrees")
    assert (second.part, second.recorded, second.standing) == (True, "25\xa0persons", "agrees")
    assert second.url == part.get_absolute_url()


def test_a_claim_of_what_nobody_recorded_has_no_records(client, reader):
    operation = OperationFactory()
    ClaimFactory(operation=operation, value="5")

    response = results_of(client, operation)
    (row,) = response.context["results"]

    assert (row.recorded, row.records, response.status_code) == ("", None, 200)


def test_of_several_parts_it_is_told_how_many_they_are(client, reader):
    operation, source = OperationFactory(), SourceFactory()
    whole = OutcomeFactory(verified=True, operation=operation, quantity="50", source=source)
    for quantity in ("25", "10"):
        OutcomeFactory(
            verified=True,
            operation=operation,
            quantity=quantity,
            source=source,
            part_of=whole,
            owner=whole.owner,
        )
    stated = ClaimFactory(operation=operation, value="50", source=source)
    ClaimFactory(operation=operation, value="35", source=source, part_of=stated)

    response = results_of(client, operation)
    _whole, parts = response.context["results"]

    assert (parts.records, parts.url, parts.recorded) == (2, "", "35\xa0persons")
    assert '<td class="num" data-label="Records"> 2 </td>' in " ".join(response.content.decode().split())


def test_what_does_not_add_into_a_claim_s_measure_is_shown_by_itself(client, reader):
    operation = OperationFactory()
    OutcomeFactory(verified=True, operation=operation, measure="PEOPLE", quantity="3")
    OutcomeFactory(verified=True, operation=operation, measure="PEOPLE.ARRESTED", quantity="12")
    ClaimFactory(operation=operation, measure="PEOPLE", value="3")

    rows = results_of(client, operation).context["results"]

    assert {(row.measure, row.recorded) for row in rows} == {
        ("People", "3\xa0persons"),
        ("Arrested", "12\xa0persons"),
    }


def test_a_claim_on_a_measure_stands_beside_what_is_recorded_below_it(client, reader):
    operation = OperationFactory()
    seizure = SeizureFactory(verified=True, operation=operation, item=None)
    SeizedItemFactory(seizure=seizure, cash="100")
    ClaimFactory(
        operation=operation, measure="CASH", stage="seized", value="100", unit=Unit.objects.currency("USD")
    )

    (row,) = results_of(client, operation).context["results"]

    assert (row.measure, row.recorded, row.standing) == (
        "Cash and monetary instruments seized",
        "US$100",
        "agrees",
    )


def test_a_claim_of_one_agency_opens_to_what_that_agency_is_credited_with(client, reader):
    operation = OperationFactory()
    for agency, number in (("US-DEA", "10"), ("US-FBI", "5")):
        OutcomeFactory(verified=True, operation=operation, agency=agency, quantity=number)
    ClaimFactory(operation=operation, agency="US-DEA")

    response = results_of(client, operation)
    (row,) = [row for row in response.context["results"] if row.claim]

    assert (row.agency.code, row.recorded, row.records) == ("US-DEA", "10\N{NO-BREAK SPACE}persons", 1)
    assert [tile.value for tile in client.get(row.url).context["tiles"]] == [10]
    assert 'title="Drug Enforcement Administration"' in response.content.decode()


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


def test_claims_are_spoken_of_only_where_there_are_any_and_those_that_differ_come_first(client, reader):
    operation, without = OperationFactory(), OperationFactory()
    for each in (operation, without):
        OutcomeFactory(verified=True, operation=each, quantity="18")
    ClaimFactory(operation=operation, value="18")
    ClaimFactory(operation=operation, value="20", measure="PEOPLE.CONVICTED")

    page = page_of(client, operation)

    assert [row.comparison for row in page.context["claims"]] == ["nothing recorded", "agrees"]
    assert "what sources state" in page.content.decode()
    for name in ("operation", "operation-results"):
        text = page_of(client, without, name).content.decode()
        assert "Recorded against" not in text
        assert ">Comparison<" not in text


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
