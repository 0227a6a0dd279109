"""A question that cannot be answered says what is wrong in the reader's words, and offers questions that can."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.factories.operations import OperationFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db


def refused(client, **parameters):
    response = client.get(reverse("explore"), parameters)
    assert response.status_code == 400
    return response


@pytest.mark.parametrize(
    ("parameters", "sentence", "nearest"),
    [
        ({"measure": "COCAIN"}, "Measure: “COCAIN” is not known here.", "Cocaine."),
        ({"country": "Columbia"}, "Country: “Columbia” is not known here.", "All results, in Colombia."),
        ({"stage": "siezed"}, "Stage: “siezed” is not known here.", "All results: seized."),
        ({"by": "contry"}, "Group by: “contry” is not known here.", "All results, by country."),
        (
            {"by": "country,year,stage,measure"},
            "Group by: Group by 3 things at most.",
            "All results, by country, year and stage.",
        ),
        (
            {"from": "2021-09", "to": "2020-10"},
            "To: The period ends before it starts.",
            "All results, in 1 Oct 2020",
        ),
        ({"period": "2021-09/2020-10"}, "Period: The end is before the start.", "All results, in 1 Oct 2020"),
        ({"period": "whenever"}, "Period: Write 2009, 2009-Q3, 2009-07 or US FY2009.", "All results."),
        ({"calendar": "mars"}, "Calendar: mars is not possible here.", "All results."),
        ({"as_of": "2999-01-01"}, "As of: That is in the future.", "All results."),
        ({"colour": "red"}, "There is no parameter colour.", "All results."),
        ({"release": "2020"}, "There is no release 2020.", "All results."),
        ({"measure": "\0"}, "An address cannot have a NUL character in it.", "All results."),
    ],
)
def test_the_nearest_question_that_works_is_offered(client, reader, parameters, sentence, nearest):
    SeizureFactory(verified=True)

    response = refused(client, **parameters)

    assert any(found.startswith(sentence) for found in response.context["sentences"])
    first = response.context["nearest"][0]
    assert first.text.startswith(nearest)
    assert escape(first.url) in response.content.decode()
    assert client.get(first.url).status_code == 200


def test_every_question_that_is_offered_can_be_answered(client, reader):
    response = refused(client, measure="cocain,herion", country="Columbia", by="yer", period="2021/2020")

    assert {client.get(each.url).status_code for each in response.context["nearest"]} == {200}


def test_too_many_figures_are_refused_with_fewer_to_choose_from(client, reader, monkeypatch):
    monkeypatch.setattr("dashboards.views.explore.MOST_FIGURES", 2)
    for country in ("COL", "PER", "ECU"):
        SeizureFactory(verified=True, country=country, date="2020")

    response = refused(client, by="year,country")

    assert "That is 3 figures" in response.context["sentences"][0]
    assert [each.question.by for each in response.context["nearest"]] == [("year", "country"), ("year",)]
    assert client.get(response.context["nearest"][1].url).status_code == 200


def test_a_file_says_what_is_wrong(client, reader):
    response = client.get(reverse("explore-csv"), {"measure": "COCAIN"})

    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")


def test_a_hidden_operation_is_neither_offered_nor_answered_nor_nearly_named(client, reader):
    hidden = OperationFactory(amber=True, name="Quiet Heron", code="QUIET-HERON")

    page = client.get(reverse("explore")).content.decode()
    exact, near = (refused(client, operation=text) for text in (hidden.code, "Quiet Hero"))

    assert "Quiet Heron" not in page
    assert [each.text for each in exact.context["nearest"]] == ["All results."]
    assert [each.text for each in near.context["nearest"]] == ["All results."]
    assert exact.context["sentences"] == ["Operation: “QUIET-HERON” is not known here."]
