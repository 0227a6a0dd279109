"""Figures as CSV: one row a figure, and no cell that a spreadsheet takes for a formula."""

import csv
import io

import pytest

from figures.api.spreadsheet import inert
from tests.factories.keys import key_client
from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db
FIGURES = "/api/v1/figures/"


@pytest.fixture
def api():
    return key_client("figures:read", agency="US-FBI")


def test_the_same_for_a_spreadsheet(api):
    SeizureFactory(verified=True, date="2009-07", operation=OperationFactory(code="ATLAS"))
    SeizureFactory(submitted=True, date="2009-07")

    response = api.get(f"{FIGURES}?by=operation,month", headers={"accept": "text/csv"})

    assert response.headers["Content-Type"].startswith("text/csv")
    assert list(csv.DictReader(io.StringIO(response.content.decode()))) == [
        {
            "measure": "NARC", "stage": "seized", "operation": "ATLAS", "month": "2009-07",
            "period_from": "2009-07-01", "period_to": "2009-07-31", "period_label": "2009-07", "value": "10",
            "low": "10", "high": "10", "unit": "KGM", "qualifier": "exact", "records": "1", "facts": "1", "events": "1",
            "aggregates": "0", "exact": "1", "at_least": "0", "at_most": "0", "between": "0", "approximately": "0",
            "unquantified": "0", "unvalued": "0", "undated": "0", "events_qualifier": "exact", "unpriced": "0",
            "operator": "sum", "additive": "true", "methods": "",
            "evidence": "/api/v1/figures/evidence/?measure=NARC&stage=seized&unit=KGM&operation=ATLAS"
            "&from=2009-07-01&to=2009-07-31",
            "left_out_unverified": "1", "left_out_parts": "0", "left_out_earlier": "0",
            "left_out_undated": "0", "withheld": "false",
            "marking": "TLP:GREEN",
        }
    ]  # fmt: skip


def test_without_figures_a_spreadsheet_still_has_what_was_left_out(api):
    SeizureFactory(submitted=True, date="2009-07")

    response = api.get(FIGURES, headers={"accept": "text/csv"})

    (row,) = csv.DictReader(io.StringIO(response.content.decode()))
    assert (row["value"], row["left_out_unverified"], row["withheld"]) == ("", "1", "false")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\tx",
        "\rx",
        "\nx",
        "  =1",
        "\uff1d1+1",
        "\ufe621",
        "\u200b=1",
        "\n =1",
        "\xa0=1",
    ],
)
def test_no_cell_is_taken_for_a_formula(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "text"), [("NARC", "NARC"), (None, ""), (True, "true"), (-1, "-1"), ("Ó=1", "Ó=1"), ("", "")]
)
def test_what_is_no_formula_stays_as_it_is(value, text):
    assert inert(value) == text
