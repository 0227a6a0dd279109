"""Explore: the whole question is in the address, and every figure of its answer opens to its records."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from tests.factories.agencies import AgencyFactory
from tests.factories.operations import OperationFactory, OutcomeFactory
from tests.factories.seizures import CreditFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db
LARGEST = 150_000


@pytest.fixture
def cocaine(reader):
    """In US FY2021: 10 kg in its first quarter, 10 kg and an unknown weight in its third, all in Colombia."""
    SeizureFactory(verified=True, country="COL", date="2020-11")
    SeizureFactory(verified=True, country="COL", date="2021-04-02")
    SeizureFactory(verified=True, country="COL", date="2021-05", unquantified=True)
    SeizureFactory(verified=True, country="COL", date="2021")
    SeizureFactory(verified=True, country="PER", date="2021-05")
    SeizureFactory(submitted=True, country="COL", date="2021-05")


def explore(client, **parameters):
    return client.get(reverse("explore"), parameters, follow=True)


def rows_of(response):
    return [row for part in response.context["parts"] for row in part.rows]


def texts_of_rows(response):
    return [(*(name.text for name in row.names), row.amount.value, row.records) for row in rows_of(response)]


ASKED = {
    "measure": "NARC.COCAINE",
    "stage": "seized",
    "country": "COL",
    "period": "US FY2021",
    "by": "quarter",
}


def test_how_much_cocaine_colombia_seized_in_us_fy2021_by_quarter_and_which_records(client, cocaine):
    response = explore(client, **ASKED)

    assert response.context["sentence"] == (
        "Cocaine seized, in Colombia, in US FY2021 (1 Oct 2020\u2009–\u200930 Sept 2021), by quarter "
        "(United States fiscal year)."
    )
    assert texts_of_rows(response) == [("FY2021-Q1", 10, 1), ("FY2021-Q3", 10, 2)]
    assert [row.amount.qualifier for row in rows_of(response)] == ["exact", "at_least"]
    evidence = client.get(rows_of(response)[1].url)
    assert len(evidence.context["counted"]["rows"]) == 2


def test_what_is_asked_by_name_is_in_the_address_in_codes(client, cocaine):
    response = explore(client, **ASKED | {"measure": "cocaine", "country": "Colombia"})

    address = parse_qs(urlsplit(response.redirect_chain[-1][0]).query)
    assert address == {
        "by": ["quarter"], "measure": ["NARC.COCAINE"], "stage": ["seized"], "country": ["COL"],
        "from": ["2020-10-01"], "to": ["2021-09-30"], "calendar": ["us"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("period", "calendar", "first", "last"),
    [
        ("2021", "", "2021-01-01", "2021-12-31"),
        ("2021-Q3", "", "2021-07-01", "2021-09-30"),
        ("July 2021", "", "2021-07-01", "2021-07-31"),
        ("us fy2021", "", "2020-10-01", "2021-09-30"),
        ("FY2021", "uk", "2021-04-01", "2022-03-31"),
        ("2021", "us", "2020-10-01", "2021-09-30"),
        ("2021-Q1", "us", "2020-10-01", "2020-12-31"),
        ("2021-03/2021-05", "", "2021-03-01", "2021-05-31"),
        ("2021-03/..", "", "2021-03-01", None),
        ("../2021-03", "", None, "2021-03-31"),
    ],
)
def test_a_period_is_written_as_people_write_it(client, reader, period, calendar, first, last):
    response = explore(client, period=period, calendar=calendar)

    asked = response.context["asked"]
    assert (asked.get("from"), asked.get("to")) == (first, last)
    # What stands in the field means the same when it is sent again.
    again = explore(client, period=response.context["period"], calendar=response.context["calendar"])
    assert again.context["asked"] == asked


def test_the_form_sends_what_is_chosen_again_and_adds_to_it(client, cocaine):
    response = client.get(
        reverse("explore"), {"measure": ["NARC.COCAINE", "CASH"], "stage": "", "by": ["", "year", ""]}
    )

    assert parse_qs(urlsplit(response.url).query) == {"measure": ["NARC.COCAINE,CASH"], "by": ["year"]}
    page = client.get(response.url)
    assert [value.text for value in page.context["chosen"]] == ["Cash and monetary instruments", "Cocaine"][
        ::-1
    ]
    assert "CASH" not in page.context["chosen"][1].without


def test_units_never_mix_and_each_part_has_its_total(client, reader):
    for country in ("COL", "PER"):
        SeizureFactory(verified=True, country=country)
        SeizureFactory(verified=True, country=country, item__quantity="5", item__unit="U2")

    parts = explore(client, by="country").context["parts"]

    assert [(part.label, part.unit, len(part.rows), part.total.amount.value) for part in parts] == [
        ("Narcotics seized", "kg", 2, 20),
        ("Narcotics seized", "tablets", 2, 10),
    ]


def test_shares_that_overlap_are_marked_as_not_additive(client, reader):
    seizure = SeizureFactory(verified=True)
    CreditFactory(seizure=seizure, agency=AgencyFactory())

    (part,) = explore(client, by="agency").context["parts"]

    assert (len(part.rows), part.total.amount.value) == (2, 10)
    assert any("Not additive" in note for note in part.notes)


def test_what_is_dated_too_vaguely_has_a_row_of_its_own(client, cocaine):
    response = explore(client, measure="NARC.COCAINE", country="COL", by="quarter")

    assert texts_of_rows(response)[-1] == ("date known only to a longer period", 10, 1)


@pytest.mark.parametrize(
    ("sort", "first"), [("", "Peru"), ("value", "Peru"), ("records", "Colombia"), ("country", "Colombia")]
)
def test_a_table_is_sorted_by_its_headings(client, reader, sort, first):
    SeizureFactory(verified=True, country="COL", item__quantity="1")
    SeizureFactory(verified=True, country="COL", item__quantity="1")
    SeizureFactory(verified=True, country="PER", item__quantity="50")

    assert texts_of_rows(explore(client, by="country", sort=sort))[0][0] == first


def test_periods_are_a_line_with_their_gaps_and_everything_else_is_bars(client, reader):
    for day in ("2020-03", "2020-10"):
        SeizureFactory(verified=True, country="COL", date=day)

    line = explore(client, by="quarter").context["chart"]
    bars = explore(client, by="country").context["chart"]

    assert (line.spec["type"], line.spec["series"][0]["values"]) == ("line", [10, None, None, 10])
    assert [row.cells[0].text for row in line.rows][1:3] == ["nothing recorded"] * 2
    assert (bars.spec["type"], bars.spec["categories"]) == ("bar", ["Colombia"])


def test_another_part_is_drawn_by_its_address(client, reader):
    SeizureFactory(verified=True, date="2020")
    SeizureFactory(verified=True, date="2020", item__quantity="5", item__unit="U2")

    response = explore(client, by="year", draw="NARC/seized/U2")

    assert response.context["chart"].spec["series"][0]["values"] == [5]


def test_the_file_has_the_figures_of_the_page(client, cocaine):
    response = explore(client, **ASKED)
    lines = client.get(response.context["csv_url"]).content.decode("utf-8-sig").splitlines()

    assert len(lines) == 1 + len(rows_of(response))
    assert "2021-Q3" in lines[2]


def test_a_page_of_an_answer_has_at_most_25_rows(client, reader):
    for number in range(30):
        SeizureFactory(verified=True, date=f"{1990 + number}")

    first, second = (explore(client, by="year", page=page) for page in (1, 2))

    assert [len(rows_of(page)) for page in (first, second)] == [25, 5]
    assert second.context["parts"][0].total.amount.value == 300


@pytest.mark.parametrize("records", [1, 12])
def test_a_question_costs_the_same_however_long_its_answer(
    client, reader, django_assert_max_num_queries, records
):
    for number in range(records):
        operation = OperationFactory()
        SeizureFactory(verified=True, operation=operation, date=f"{2000 + number}-03", country="COL")
        OutcomeFactory(verified=True, operation=operation)

    with django_assert_max_num_queries(36):
        explore(client, by="operation,country,year")


def test_the_heaviest_page_is_light(client, reader):
    """Many agencies and operations to choose from, and a chart with all the lines and points that it may have."""
    OperationFactory.create_batch(250)
    AgencyFactory.create_batch(100)
    for country in ("COL", "PER", "ECU", "MEX", "ESP", "NLD", "BEL", "DEU"):
        for number in range(18):
            seizure = SeizureFactory(verified=True, country=country, date=f"{2001 + number}-03", item=None)
            SeizedItemFactory(seizure=seizure, quantity="123456.789")

    response = explore(client, by="country,year", calendar="us")

    assert len(response.context["chart"].spec["series"]) > 4
    assert len(response.content) < LARGEST
