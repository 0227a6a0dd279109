"""A mapping that says what cannot be is refused with the reason, before any file is opened."""

import json
from contextlib import suppress

import pytest

from imports.mapping.checking import PARTS, mapping_of, read_mapping
from imports.mapping.errors import BadMapping
from imports.services.named import EXAMPLES

GOOD = {"target": "seizures", "columns": {"Drug": "measure", "Amount": "quantity"}}


def test_the_contract_is_read_whole():
    mapping = read_mapping(
        {
            "target": "seizures", "sheet": None, "header_row": 1, "encoding": None, "delimiter": None, "decimal": ".",
            "thousands": None, "dates": ["%m/%d/%Y"],
            "defaults": {"operation": "CBP-DRUGS", "agency": "US-CBP", "kind": "aggregate", "unit": "LBR"},
            "columns": {"Drug Type": "measure", "Sum Qty (lbs)": "quantity", "FY": "fiscal_year", "Month": "month"},
            "fiscal_year_start": 10, "values": {"measure": {"Cocaine": "NARC.COCAINE", "*": "NARC.OTHER"}},
            "skip_when": {"Drug Type": ["TOTAL"]}, "key": ["FY", "Month"], "factors": {"amount": "10000000"},
        }
    )  # fmt: skip

    assert mapping.targets >= {"measure", "quantity", "fiscal_year", "month", "unit", "operation"}
    assert mapping.headings == {"Drug Type", "Sum Qty (lbs)", "FY", "Month"}
    assert mapping.fiscal_year_start == 10


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"target": "rumours"}, "one of seizures, outcomes, operations, claims"),
        ({"colums": {}}, "no “colums”"),
        ({"columns": {}}, "says in “columns”"),
        ({"columns": {"Drug": "drug"}}, "no target “drug”"),
        ({"columns": {"Amount": "quantity"}}, "what was seized"),
        ({"columns": {"A": "measure", "B": "measure"}}, "Two columns are “measure”"),
        ({"columns": {"A": "measure", "B": "date", "C": "year"}}, "not from both"),
        ({"decimal": ",", "thousands": ","}, "are the same"),
        ({"decimal": "x"}, "is a mark"),
        ({"header_row": "1"}, "whole number"),
        ({"dates": [1]}, "list of texts"),
        ({"dates": ["%d.%d.%Y"]}, "no format of a date"),
        ({"dates": ["%d.%m."]}, "no format of a date"),
        ({"dates": ["%Q"]}, "no format of a date"),
        ({"dates": ["DD/MM/YYYY"]}, "no format of a date"),
        ({"defaults": {"note": "a\0b"}}, "no text has"),
        ({"defaults": {"note": "\ud800"}}, "no text has"),
        ({"defaults": {"stage": "taken"}}, "no stage"),
        ({"values": {"measure": {"a": 1.5}}}, "stands for a text"),
        ({"factors": {"measure": "10"}}, "has no factor"),
        ({"factors": {"amount": "-1"}}, "above zero"),
        ({"factors": {"amount": "NaN"}}, "above zero"),
        ({"delimiter": ";;"}, "one character"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_with_the_reason(change, sentence):
    with pytest.raises(BadMapping, match=sentence):
        read_mapping(GOOD | change)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"columns": {"A": "measure", "A": "unit"}}', "\ufeff{}"])
def test_what_is_no_mapping_is_refused(text):
    with pytest.raises(BadMapping):
        mapping_of(text)


ODD = (
    True,
    1,
    -1,
    1.5,
    "",
    "x",
    "\0",
    [],
    [[]],
    [{}],
    {},
    {"a": []},
    {"a": {}},
    {"a": {"b": {"c": 1}}},
    {"a": None},
)


@pytest.mark.parametrize("part", sorted(PARTS))
@pytest.mark.parametrize("value", ODD, ids=repr)
def test_whatever_stands_in_a_part_is_read_or_refused(part, value):
    with suppress(BadMapping):
        read_mapping(GOOD | {part: value})


def test_a_mapping_that_is_nested_without_end_is_refused():
    with pytest.raises(BadMapping):
        mapping_of('{"a":' * 30_000)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_every_example_is_a_mapping(path):
    mapping = mapping_of(path.read_bytes())

    assert mapping.source == json.loads(path.read_text())
