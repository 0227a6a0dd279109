"""Sources, claims and indicators are added and edited beside their operation."""

import pytest
from django.urls import reverse

from operations.models import Claim, Indicator, Source
from tests.calls import person, signed_in
from tests.entry import beside, text_of
from tests.factories.operations import (
    ClaimFactory,
    IndicatorFactory,
    OperationFactory,
    SourceFactory,
)
from tests.factories.seizures import SeizureFactory
from tests.page import element, parsed, value_of, words

pytestmark = pytest.mark.django_db
SOURCE = {
    "publisher": "GAO", "title": "Report 14-12", "reliability": "B", "credibility": "2", "marking": "TLP:GREEN",
}  # fmt: skip
CLAIM = {"measure": "CASH", "stage": "seized", "qualifier": "exact", "statement": "They took $3.5 million."}
INDICATOR = {"name": "Street price", "before": "30 USD", "after": "41 USD", "before_period": "2009"}


@pytest.fixture
def analyst():
    return person()


@pytest.fixture
def client(analyst):
    return signed_in(analyst)


@pytest.fixture
def operation(analyst):
    return OperationFactory(owner=analyst.agency)


def new(kind, operation):
    return reverse(f"{kind}-new", args=[operation.code])


def edit(kind, operation, row):
    return reverse(f"{kind}-edit", args=[operation.code, row.pk])


def tab(operation, name):
    return reverse(f"operation-{name}", args=[operation.code])


def sent(client, address, **changed):
    """What the page at the address sends back."""
    form = parsed(client.get(address)).css_first("form[data-entry]")
    controls = form.css("input[name], select[name], textarea[name]")
    fields = {each.attributes["name"]: value_of(each) for each in controls}
    return fields | changed


def test_a_source_gets_a_code_and_stands_on_the_page_of_its_operation(client, operation, analyst):
    assert new("source", operation) in text_of(client.get(tab(operation, "sources")))

    response = client.post(new("source", operation), SOURCE)

    source = Source.objects.get()
    assert (source.operation, source.owner) == (operation, analyst.agency)
    assert source.code.startswith("SRC-")
    page = client.get(response.url)
    assert "Report 14-12" in words(element(parsed(page), "sources"))


def test_a_claim_is_compared_with_what_is_recorded(client, operation):
    SeizureFactory(operation=operation, verified=True, item__cash="4200000")
    source = SourceFactory(operation=operation, marking="TLP:GREEN")

    page = parsed(client.get(new("claim", operation) + f"?source={source.code}"))
    assert value_of(element(page, "id_source")) == source.code
    assert "US$4,200,000" in words(page.css_first("[aria-labelledby=recorded-title]"))
    response = client.post(new("claim", operation), CLAIM | {"source": source.code, "value": "3.5m USD"})

    claim = Claim.objects.get()
    assert (claim.value, claim.unit.code, claim.code[:3]) == (3_500_000, "USD", "CL-")
    shown = parsed(client.get(edit("claim", operation, claim)))
    assert "source states less" in words(shown.css_first("[aria-labelledby=recorded-title]"))
    assert "source states less" in text_of(client.get(response.url))


def test_an_indicator_is_drawn_before_and_after(client, operation):
    response = client.post(new("indicator", operation), INDICATOR)

    indicator = Indicator.objects.get()
    assert (indicator.before, indicator.after, indicator.unit.code) == (30, 41, "USD")
    section = element(parsed(client.get(response.url)), "indicators")
    assert [bar.attributes["width"] for bar in section.css("rect")] == ["73.2", "100.0"]
    assert "+37 %" in words(section)


@pytest.mark.parametrize(
    ("kind", "fields", "changed", "field", "sentence"),
    [
        ("source", SOURCE, {"publisher": ""}, "publisher", "is required"),
        ("source", SOURCE, {"date": "2999"}, "date", "future"),
        ("claim", CLAIM, {}, "source", "Choose the source."),
        ("claim", CLAIM, {"value": "3.5m"}, "unit", "Choose the unit"),
        ("claim", CLAIM, {"value": "3.5 parsecs"}, "value", "not a unit"),
        ("indicator", INDICATOR, {"before": "30"}, "unit", None),
        ("indicator", INDICATOR, {"before_period": "once"}, "before_period", "is not a date"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, operation, kind, fields, changed, field, sentence):
    response = client.post(new(kind, operation), fields | changed)

    if sentence is None:
        assert Indicator.objects.exists(), "the unit of the other number is that of both"
    else:
        assert sentence in beside(response, f"id_{field}")
        assert not any(model.objects.exists() for model in (Source, Claim, Indicator))


@pytest.mark.parametrize(("kind", "fields"), [("source", SOURCE), ("indicator", INDICATOR)])
def test_the_same_page_sent_twice_is_one_row(client, operation, kind, fields):
    once = value_of(parsed(client.get(new(kind, operation))).css_first("[name=once]"))

    for _ in range(2):
        assert client.post(new(kind, operation), fields | {"once": once}).status_code == 302

    assert Source.objects.count() + Indicator.objects.count() == 1


@pytest.mark.parametrize("kind", ["source", "claim", "indicator"])
def test_of_two_editors_the_second_is_told(client, analyst, operation, kind):
    source = SourceFactory(operation=operation, owner=analyst.agency, marking="TLP:GREEN")
    made = {"claim": ClaimFactory, "indicator": IndicatorFactory}
    row = made[kind](operation=operation, source=source) if kind in made else source
    name = {"source": "title", "claim": "statement", "indicator": "name"}[kind]
    first = sent(client, edit(kind, operation, row), **{name: "First"})
    second = sent(client, edit(kind, operation, row), **{name: "Second"})

    assert client.post(edit(kind, operation, row), first).status_code == 302
    late = client.post(edit(kind, operation, row), second)

    assert late.status_code == 409
    row.refresh_from_db()
    assert getattr(row, name) == "First"
    over = value_of(parsed(late).css_first("[name=over]"))
    assert client.post(edit(kind, operation, row), second | {"over": over}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == "Second"


@pytest.mark.parametrize(("kind", "fields"), [("claim", CLAIM), ("indicator", INDICATOR)])
def test_only_those_who_steer_the_operation_state_what_it_did(operation, kind, fields):
    other = signed_in(person(agency="US-FBI"))

    assert other.post(new(kind, operation), fields).status_code == 403
    for name in ("sources", "results"):
        assert new(kind, operation) not in text_of(other.get(tab(operation, name)))


def test_a_hidden_source_stays_with_its_indicator(client, operation):
    hidden = SourceFactory(marking="TLP:AMBER+STRICT", owner="US-FBI")
    row = IndicatorFactory(operation=operation, source=hidden)

    fields = sent(client, edit("indicator", operation, row), name="Anew")
    client.post(edit("indicator", operation, row), fields)

    row.refresh_from_db()
    assert (row.name, row.source_id) == ("Anew", hidden.pk)
    assert fields["source"] == ""


def test_a_claim_may_be_of_a_range_and_an_indicator_may_not(client, operation):
    source = SourceFactory(operation=operation, marking="TLP:GREEN")
    claimed = CLAIM | {"source": source.code, "value": "3-3.5m USD"}

    client.post(new("claim", operation), claimed)
    refused = client.post(new("indicator", operation), INDICATOR | {"before": "30-40 USD"})

    claim = Claim.objects.get()
    assert (claim.qualifier, claim.value, claim.value_high) == ("between", 3_000_000, 3_500_000)
    assert value_of(element(parsed(client.get(edit("claim", operation, claim))), "id_value")).count(
        "\N{EN DASH}"
    )
    assert "between US$3,000,000 and US$3,500,000" in text_of(client.get(tab(operation, "results")))
    assert "Write one number" in beside(refused, "id_before")
    assert not Indicator.objects.exists()
