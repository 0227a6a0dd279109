"""The page of an operation with very much in it shows what comes first; all of it stands on pages of its own."""

import re

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from dashboards.operation.figures import FIRST, HEADLINES, MOST
from dashboards.operation.tabs import TABS
from figures.answer.query import answer
from measures.models import Measure
from tests.factories.agencies import AgencyFactory
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
LARGEST = 100_000
AGENCIES = 40


@pytest.fixture
def largest(reader):
    """An operation with results of every measure, credited to many, and with more of every list than its page shows."""
    operation = OperationFactory(code="LARGEST")
    agencies = [AgencyFactory(name=f"Agency {number:02}") for number in range(AGENCIES)]
    goods = Measure.objects.filter(kind="seizure", children__isnull=True, needs_text=False).exclude(
        dimension="money"
    )
    seizure = SeizureFactory(verified=True, operation=operation, item=None)
    for measure in goods:
        SeizedItemFactory(seizure=seizure, measure=measure.code, quantity="10", unit=measure.unit.code)
    for number, agency in enumerate(agencies):
        if agency != seizure.seizing_agency:
            CreditFactory(seizure=seizure, agency=agency)
        ParticipationFactory(operation=operation, agency=agency)
        source = SourceFactory()
        IndicatorFactory(operation=operation, source=source)
        ClaimFactory(operation=operation, source=source, value=str(number))
    OutcomeFactory.create_batch(FIRST + 1, verified=True, operation=operation, quantity="1")
    return operation


def page_of(client, name, operation, **parameters):
    return client.get(reverse(name, args=[operation.code]), parameters)


def rows_of(section):
    return len(re.findall(r"<tr\b", section)) + section.count('<li id="source-')


@pytest.mark.parametrize("name", TABS)
def test_no_tab_of_the_largest_operation_is_heavy_and_no_section_of_it_long(client, largest, name):
    page = page_of(client, name, largest).content.decode()

    assert len(page.encode()) < LARGEST
    # With their heads, and with the line of the others and the bridge.
    sections = re.findall(r"<section.*?</section>", page, re.DOTALL)
    tables = [table for text in sections for table in re.split("<details", text)]
    assert [text for text in tables if rows_of(text) > MOST + 3] == []


def test_of_each_measure_the_figure_of_most_records_stands_at_the_top(client, largest):
    SeizureFactory.create_batch(3, verified=True, operation=largest, item__measure="NARC.HEROIN")
    for _number in range(2):
        SeizureFactory(verified=True, operation=largest, item__unit="U2")
        SeizureFactory(verified=True, operation=largest, stage="detected")

    context = page_of(client, "operation", largest).context
    narcotics = [(tile.label, tile.unit) for tile in context["tiles"] if tile.label.startswith("Narcotics")]

    assert len(context["tiles"]) == HEADLINES
    assert narcotics == [("Narcotics seized", "KGM")]
    assert "Arrested" in [tile.label for tile in context["tiles"]]
    assert context["other_stages"] == []


def test_every_family_of_results_is_folded_and_opens_on_a_page_of_its_own(client, largest):
    response = page_of(client, "operation-results", largest)
    narcotics = next(family for family, _table in response.context["families"] if family.code == "NARC")

    found, number = [], 1
    while number:
        page = client.get(reverse("operation-results", args=[largest.code, "NARC"]), {"page": number})
        found += [row.measure for row in page.context["results"]]
        number = page.context["page"].has_next() and number + 1

    assert len(found) == len(set(found)) == narcotics.count
    address = reverse("operation-results", args=[largest.code, "NARC"])
    assert f'href="{address}"' in response.content.decode()


def test_the_first_ten_agencies_and_all_the_others_together_are_the_sum_of_credits(client, largest):
    response = page_of(client, "operation-participants", largest)
    (credit,) = response.context["by_agency"]
    page = " ".join(strip_tags(response.content.decode()).split())

    assert len(credit.shares) == FIRST
    assert sum(share.amount.value for share in credit.shares) + credit.rest.value == credit.together.value
    assert credit.together.value - credit.overlap.value == credit.total.value
    assert f"{credit.others} others" in page


def test_the_page_of_very_many_records_does_not_wait_for_the_shares_of_agencies(client, largest, monkeypatch):
    monkeypatch.setattr("dashboards.operation.figures.HEAVY", 10)
    asked = []
    monkeypatch.setattr(
        "dashboards.operation.figures.answer",
        lambda question, reader: asked.append(question) or answer(question, reader),
    )

    response = page_of(client, "operation-participants", largest)

    assert [question for question in asked if "agency" in question.by] == []
    assert response.context["by_agency"] == []
    assert f'href="{reverse("operation-by-agency", args=[largest.code])}"' in response.content.decode()
    assert page_of(client, "operation-by-agency", largest).context["credits"][0].several


def test_all_agencies_of_a_figure_stand_on_its_own_pages(client, largest):
    (credit,) = page_of(client, "operation-participants", largest).context["by_agency"]

    first = page_of(client, "operation-by-agency", largest, figure=credit.address).context
    second = page_of(client, "operation-by-agency", largest, figure=credit.address, page=2).context
    names = [share.name for context in (first, second) for share in context["credits"][0].shares]

    assert len(names) == len(set(names)) == FIRST + credit.others
    assert first["credits"][0].total == second["credits"][0].total == credit.total


def test_another_figure_is_chosen_by_its_address(client, largest):
    address, label = page_of(client, "operation-participants", largest).context["by_agency_choices"][1]

    (credit,) = page_of(client, "operation-by-agency", largest, figure=address).context["credits"]

    assert credit.label == label
    assert page_of(client, "operation-by-agency", largest, figure="NARC/seized/TON").status_code == 404


@pytest.mark.parametrize(
    ("name", "variable", "many"),
    [
        ("participants", "participations", AGENCIES),
        ("sources", "sources", AGENCIES),
        ("indicators", "indicators", AGENCIES),
    ],
)
def test_a_list_goes_on_on_pages_of_its_own(client, largest, name, variable, many):
    address = reverse(f"operation-{name}", args=[largest.code])

    assert len(client.get(address).context[variable]) == MOST
    assert len(client.get(address, {"page": 2}).context[variable]) == many - MOST
    assert len(client.get(address, {"page": 99}).context[variable]) == many - MOST


def test_who_leads_stands_first_among_the_participants(client, reader):
    operation = OperationFactory()
    ParticipationFactory(operation=operation, role="observer")
    ParticipationFactory(operation=operation, role="lead")

    shown = page_of(client, "operation-participants", operation).context["participations"]

    assert [each.role for each in shown] == ["lead", "observer"]


@pytest.mark.parametrize("name", ["by-agency", "participants", "sources", "indicators", "history"])
def test_no_part_of_a_hidden_operation_is_there(client, reader, name):
    hidden = OperationFactory(amber=True)

    assert page_of(client, f"operation-{name}", hidden).status_code == 404


def test_results_of_a_hidden_operation_and_of_no_family_are_not_there(client, reader):
    hidden, shown = OperationFactory(amber=True), OperationFactory()

    assert client.get(reverse("operation-results", args=[hidden.code, "NARC"])).status_code == 404
    assert client.get(reverse("operation-results", args=[shown.code, "NARC.COCAINE"])).status_code == 404


def test_a_record_that_belongs_in_two_ways_is_listed_and_counted_once(client, reader):
    operation = OperationFactory()
    for _number in range(FIRST + 1):
        seizure = SeizureFactory(verified=True, operation=OperationFactory(parent=operation))
        CreditFactory(seizure=seizure, agency=None, operation=operation)
    other = SeizureFactory(verified=True, operation=None)
    CreditFactory(seizure=other, agency=None, operation=operation)

    response = page_of(client, "operation-seizures", operation)
    listed = response.context["seizures"]

    assert (listed[0], len({each.pk for each in listed})) == (other, FIRST + 2)


def test_results_stand_by_stage_in_the_table_of_their_family(client, largest):
    SeizureFactory(verified=True, operation=largest, stage="detected")

    families = page_of(client, "operation-results", largest).context["families"]
    table = next(table for family, table in families if family.code == "NARC")
    (row,) = [row for row in table.rows if row.unit == "kg"]

    assert [stage for stage, _cell in row.pairs] == ["Seized", "Detected"]
    assert client.get(row.pairs[1][1].url).context["tiles"][0].value == 10
