"""What the rows of a file become: items of one seizure, aggregates, credits, units."""

from decimal import Decimal

import pytest

from imports.models import ImportedRow
from seizures.models import SeizedItem, Seizure
from tests.imports.small import ROWS


def test_rows_of_a_group_are_one_seizure_with_several_items(importing):
    header = "Case,Date,Drug,Amount,Unit"
    columns = {"Date": "date", "Drug": "measure", "Amount": "quantity", "Unit": "unit"}
    rows = ("A,14.07.2009,Cocaine,1,KGM", "B,14.07.2009,Heroin,2,KGM", "A,14.07.2009,Heroin,3,KGM")

    result = importing(*rows, header=header, columns=columns, group=["Case"])
    again = importing(*rows, header=header, columns=columns, group=["Case"])

    assert (result.counts["rows"], result.counts["records"]) == (3, 2)
    first = Seizure.objects.order_by("pk")[0]
    assert [item.measure.code for item in first.items.all()] == ["NARC.COCAINE", "NARC.HEROIN"]
    assert ImportedRow.objects.order_by("line")[0].more_lines == [4]
    assert (again.counts["records"], again.counts["unchanged"]) == (0, 3)


def test_rows_of_a_group_that_disagree_are_refused(importing):
    rows = ("A,14.07.2009,Cocaine,1,KGM", "A,15.07.2009,Heroin,3,KGM")

    importing(
        *rows, header="Case,Date,Drug,Amount,Unit", group=["Case"],
        columns={"Date": "date", "Drug": "measure", "Amount": "quantity", "Unit": "unit"},
    )  # fmt: skip

    assert importing.found("error") == [
        (3, "", "2009-07-15", "“date” is another than in line 2, which is of the same record.")
    ]


def test_an_error_of_an_item_is_told_in_the_line_of_that_item(importing):
    rows = ("A,14.07.2009,Cocaine,1,KGM", "A,14.07.2009,Heroin,3,XXX")

    importing(
        *rows, header="Case,Date,Drug,Amount,Unit", group=["Case"],
        columns={"Date": "date", "Drug": "measure", "Amount": "quantity", "Unit": "unit"},
    )  # fmt: skip

    assert importing.found("error") == [(3, "Unit", "XXX", "There is no unit “XXX”.")]


def test_aggregates_count_their_events_where_any_are_stated(importing):
    columns = {"FY": "fiscal_year", "Month": "month", "Drug": "measure", "Events": "events", "Lb": "quantity"}
    defaults = {"operation": "ATLAS", "kind": "aggregate", "unit": "LBR"}

    importing(
        "2019,OCT,Cocaine,3,0.0", "2019,APR,Cocaine,0,1", "2019,APR,Heroin,,1",
        header="FY,Month,Drug,Events,Lb", columns=columns, defaults=defaults, fiscal_year_start=10,
    )  # fmt: skip

    october, april, other = Seizure.objects.order_by("pk")
    assert [str(each.date) for each in (october, april, other)] == ["2018-10", "2019-04", "2019-04"]
    assert [each.event_count for each in (october, april, other)] == [3, None, None]
    assert october.items.get().quantity == 0


def test_credits_are_of_agencies_and_operations(importing):
    importing(
        "Cocaine,US-DEA; US-FBI: intelligence", "Heroin,", header="Drug,Credits",
        columns={"Drug": "measure", "Credits": "credits"},
    )  # fmt: skip

    first, second = Seizure.objects.order_by("pk")
    assert sorted((each.agency.code, each.role) for each in first.credits.all()) == [
        ("US-DEA", "joint"), ("US-FBI", "intelligence"),
    ]  # fmt: skip
    assert not second.credits.exists()


SACKS = {"sack": {"unit": "KGM", "factor": "50"}, "acres": None}


def test_factors_and_units_that_are_another_unit_so_many_times(importing):
    importing(
        "Cocaine,2,sack,1.5", "Cocaine,5,acres,", header="Drug,Amount,Unit,Crore",
        columns={"Drug": "measure", "Amount": "quantity", "Unit": "unit", "Crore": "amount"},
        defaults={"operation": "ATLAS", "currency": "INR"}, factors={"amount": "10000000"},
        values={"measure": {"Cocaine": "NARC.COCAINE"}, "unit": SACKS},
    )  # fmt: skip

    sack, acres = SeizedItem.objects.order_by("pk")
    assert (sack.quantity, sack.unit.code, sack.amount, sack.currency.code) == (100, "KGM", 15_000_000, "INR")
    assert (acres.quantity, acres.unit, acres.description) == (None, None, "5 acres")


def test_rows_are_passed_over_where_the_mapping_says_so(importing):
    result = importing(*ROWS, "01.01.2010,,TOTAL,319.5,KGM", ",,,,", skip_when={"Drug": ["total"]})

    assert (result.counts["rows"], result.counts["skipped"], result.counts["records"]) == (4, 1, 3)
    assert result.counts["warnings"] == 0


RANGES = {"From": "quantity", "To": "quantity_high", "Unit": "unit", "Least": "amount", "Most": "amount_high",
          "Money": "currency", "Date": "date", "Drug": "measure"}  # fmt: skip
RANGE_HEADER = "Date,Drug,From,To,Unit,Least,Most,Money"


def test_a_row_with_two_numbers_lies_between_them(importing):
    rows = (
        "14.07.2009,Cocaine,10,12,LBR,,,",
        "15.07.2009,Cocaine,5,,LBR,,,",
        "16.07.2009,Cocaine,,,,1000,1500,EUR",
    )

    result = importing(*rows, header=RANGE_HEADER, columns=RANGES, factors={"quantity": "2"})
    again = importing(*rows, header=RANGE_HEADER, columns=RANGES, factors={"quantity": "2"})

    assert result.counts["errors"] == 0, importing.found("error")
    assert [
        (item.qualifier, item.quantity, item.quantity_high, item.amount, item.amount_high)
        for item in SeizedItem.objects.order_by("seizure__date_from")
    ] == [
        ("between", 20, 24, None, None),
        ("exact", 10, None, None, None),
        ("between", None, None, 1000, 1500),
    ]
    assert (again.counts["records"], again.counts["unchanged"]) == (0, 3)


@pytest.mark.parametrize(
    ("row", "qualifier", "sentence"),
    [
        ("14.07.2009,Cocaine,12,10,KGM,,,", "", "The second number must be the higher one."),
        ("14.07.2009,Cocaine,,12,KGM,,,", "", "The second number must be the higher one."),
        ("14.07.2009,Cocaine,10,,KGM,,,", "between", "Say between what and what"),
        ("14.07.2009,Cocaine,10,12,KGM,,,", "at_least", "goes with “between” only"),
    ],
    ids=["lower", "alone", "one", "at least"],
)
def test_a_row_that_is_no_range_is_refused_with_a_sentence(importing, row, qualifier, sentence):
    defaults = {"operation": "ATLAS"} | ({"qualifier": qualifier} if qualifier else {})

    importing(row, header=RANGE_HEADER, columns=RANGES, defaults=defaults)

    [(_line, _column, _value, text)] = importing.found("error")
    assert sentence in text
    assert not Seizure.objects.exists()


def test_a_position_has_whole_metres_and_as_many_digits_as_are_kept(importing):
    columns = {
        "Date": "date",
        "Drug": "measure",
        "Lat": "latitude",
        "Lon": "longitude",
        "Metres": "accuracy",
    }

    def imported():
        return importing(
            "14.07.2009,Cocaine,-12.34567891,179.5,150",
            "15.07.2009,Cocaine,91,0,",
            "16.07.2009,Cocaine,1,,",
            "17.07.2009,Cocaine,1,1,2.5",
            header=",".join(columns), columns=columns, partial=True,
        )  # fmt: skip

    imported()

    stored = Seizure.objects.get()
    assert (str(stored.latitude), str(stored.longitude), stored.accuracy) == ("-12.345679", "179.500000", 150)
    assert sorted(importing.found("error")) == [
        (3, "Lat", "91", "Latitude is from -90 to 90, longitude from -180 to 180."),
        (4, "Lon", "", "A position needs a latitude and a longitude."),
        (5, "Metres", "2.5", "“2.5” is not a number of whole metres."),
    ]
    assert imported().counts["unchanged"] == 1


@pytest.mark.parametrize("field", ["latitude", "longitude"])
def test_a_position_of_forty_digits_is_an_error_of_its_row(importing, field):
    columns = {"Date": "date", "Drug": "measure", "Lat": "latitude", "Lon": "longitude"}
    there = {"latitude": "1", "longitude": "1", field: "9" * 40}

    row = f"14.07.2009,Cocaine,{there['latitude']},{there['longitude']}"
    result = importing(row, header=",".join(columns), columns=columns)

    assert (result.counts["records"], result.counts["errors"]) == (0, 1)


TYPED = {
    "Date": "date",
    "Drug": "measure",
    "Amount": "quantity",
    "Unit": "unit",
    "Value": "amount",
    "Money": "currency",
}
TYPED_HEADER = "Date,Drug,Amount,Unit,Value,Money"


@pytest.mark.parametrize(
    ("row", "stated"),
    [
        ("10-12,KGM,,", ("between", 10, 12, "KGM", None, None)),
        ("10 \u2013 12 kg,KGM,,", ("between", 10, 12, "KGM", None, None)),
        ("10 to 12 kg,,,", ("between", 10, 12, "KGM", None, None)),
        ("12.5kg,,,", ("exact", Decimal("12.5"), None, "KGM", None, None)),
        ("7 lbs.,,,", ("exact", 7, None, "LBR", None, None)),
        ("2..3,sack,,", ("between", 100, 150, "KGM", None, None)),
        (",,1 000-1 500,EUR", ("between", None, None, None, 1000, 1500)),
        (",,EUR 1000 - EUR 1500,EUR", ("between", None, None, None, 1000, 1500)),
    ],
)
def test_a_cell_may_state_two_numbers_or_its_unit(importing, row, stated):
    result = importing(
        f"14.07.2009,Cocaine,{row}",
        header=TYPED_HEADER,
        columns=TYPED,
        values={
            "measure": {"Cocaine": "NARC.COCAINE"},
            "unit": {"lbs": "LBR", "sack": {"unit": "KGM", "factor": "50"}},
        },
    )

    assert result.counts["errors"] == 0, importing.found("error")
    item = SeizedItem.objects.get()
    unit = item.unit and item.unit.code
    assert (item.qualifier, item.quantity, item.quantity_high, unit, item.amount, item.amount_high) == stated


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("12-10,KGM,,", "“12-10” is not a number."),
        ("10-10,KGM,,", "“10-10” is not a number."),
        ("-5-10,KGM,,", "“-5-10” is not a number."),
        ("5--3,KGM,,", "“5--3” is not a number."),
        ("2020-05-14,KGM,,", "is not a number."),
        ("12 g,KGM,,", "“12 g” is not in KGM."),
        ("12 kg,sack,,", "“12 kg” is not a number."),
        ("12 crates,KGM,,", "“12 crates” is not a number."),
        ("12%,KGM,,", "is a percentage"),
        (",,10-12 USD,EUR", "is not in EUR"),
        (f"{'1' * 60_000}x,KGM,,", "is not a number."),
        (f"{'1 ' * 30_000}-,KGM,,", "is not a number."),
    ],
    ids=lambda value: value[:20],
)
def test_two_numbers_or_a_unit_that_cannot_be_are_refused(importing, row, sentence):
    result = importing(
        f"14.07.2009,Cocaine,{row}",
        header=TYPED_HEADER,
        columns=TYPED,
        values={
            "measure": {"Cocaine": "NARC.COCAINE"},
            "unit": {"sack": {"unit": "KGM", "factor": "50"}},
        },
    )

    assert result.counts["records"] == 0
    [(_line, _column, _value, found)] = importing.found("error")
    assert sentence in found


def test_a_column_of_higher_numbers_takes_no_two_in_one_cell(importing):
    result = importing("14.07.2009,Cocaine,10-12,15,KGM,,,", header=RANGE_HEADER, columns=RANGES)
    assert "“10-12” is not a number." in importing.found("error")[0][3]
    assert result.counts["records"] == 0
