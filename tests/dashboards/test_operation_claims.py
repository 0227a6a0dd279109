"""What sources state of an operation stands beside what is recorded of it."""

import pytest

from measures.models import Unit
from tests.dashboards.pages import page_of, results_of
from tests.factories.operations import (
    ClaimFactory,
    OperationFactory,
    OutcomeFactory,
    SourceFactory,
)
from tests.factories.seizures import SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


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
