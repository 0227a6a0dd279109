"""Columns are found by their headings, and never guessed."""

import pytest

from imports.mapping.checking import read_mapping
from imports.mapping.errors import BadMapping
from imports.mapping.headings import Headings, find_headings
from imports.reading.cells import Row
from imports.services.looking import guess_dates


def place(cells, heading, *beside):
    return Headings(cells).place(heading, {heading, *beside})


@pytest.mark.parametrize(
    ("cells", "heading", "number"),
    [
        (["A", "B"], "B", 1),
        ([" A  b "], "A b", 0),
        (["amount"], "Amount", 0),
        (["A", "A"], "A#2", 1),
        (["A", "A"], "A#1", 0),
        (["A", "", "C"], "#2", 1),
        (["No#5"], "No#5", 0),
    ],
)
def test_a_column_is_found_by_its_heading(cells, heading, number):
    assert place(cells, heading) == number


def test_of_two_equal_headings_the_first_is_plain_where_the_second_is_named():
    assert place(["A", "A"], "A", "A#2") == 0


@pytest.mark.parametrize(
    ("cells", "heading"), [(["A", "A"], "A"), (["A"], "B"), (["A"], "A#2"), (["A"], "#2")]
)
def test_a_column_that_is_not_there_or_might_be_another_is_refused(cells, heading):
    with pytest.raises(BadMapping):
        place(cells, heading)


def rows(*cells):
    return iter([Row(number, list(row)) for number, row in enumerate(cells, start=1)])


def mapping(**changed):
    return read_mapping({"columns": {"Drug": "measure", "Kg": "quantity"}} | changed)


def test_headings_are_looked_for_below_lines_of_title():
    left = rows(["Drug seizures, 2018-2022"], [""], ["Kg", "Drug"], ["5", "Cocaine"])

    assert find_headings(left, mapping()).names == ["Kg", "Drug"]
    assert next(left).cells == ["5", "Cocaine"]


def test_the_row_that_is_stated_is_taken():
    assert find_headings(rows(["Drug", "Kg"], ["Drug", "Kg"]), mapping(header_row=2)).width == 2
    with pytest.raises(BadMapping, match="no column “Drug”"):
        find_headings(rows(["Title"], ["Drug", "Kg"]), mapping(header_row=1))


def test_a_file_without_headings_goes_by_numbers():
    numbered = read_mapping({"header_row": 0, "columns": {"#1": "measure", "#2": "quantity"}})
    left = rows(["Cocaine", "5"])

    assert find_headings(left, numbered).place("#2", set()) == 1
    assert next(left).cells == ["Cocaine", "5"]


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (["13/02/2017", "01/02/2017"], "%d/%m/%Y"),
        (["02/13/2017"], "%m/%d/%Y"),
        (["01/02/2017"], ""),
        (["soon"], ""),
        ([], ""),
    ],
)
def test_the_order_of_days_and_months_is_guessed_only_where_one_fits(words, form):
    assert guess_dates(words) == form
