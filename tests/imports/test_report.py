"""What is wrong with every row alike is one sentence, and what is wrong with some says with which."""

import pytest

from imports.grouped import NAMED, SameLines
from tests.imports.small import MAPPING, ROWS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("defaults", "sentence"),
    [
        ({"operation": "NOWHERE"}, "There is no operation “NOWHERE”."),
        ({"agency": "XX-NONE"}, "There is no agency “XX-NONE”."),
        ({"source": "NO-SUCH"}, "There is no source “NO-SUCH”."),
    ],
)
def test_an_unknown_default_is_one_sentence(importing, defaults, sentence):
    found = importing(*ROWS, defaults={**MAPPING["defaults"], **defaults})

    [(line, _column, _value, text)] = importing.found("error")
    assert (line, found.counts["errors"], found.counts["records"]) == (2, 3, 0)
    assert text == f"{sentence} The same in 2 more rows: lines 3–4."


def test_a_missing_default_is_one_sentence(importing):
    columns = {name: target for name, target in MAPPING["columns"].items() if target != "unit"}
    found = importing(*ROWS, columns=columns)

    [(line, _column, _value, text)] = importing.found("error")
    assert (line, found.counts["errors"]) == (2, 3)
    assert text == "Choose the unit of the quantity. The same in 2 more rows: lines 3–4."


def test_other_values_are_other_sentences(importing):
    wrong = [f"15.07.2009,Cali,Heroin,3,{unit}" for unit in ("SACK", "SACK", "BAG", "SACK", "SACK")]
    importing(*wrong)

    assert [(line, value) for line, _column, value, _text in importing.found("error")] == [
        (2, "SACK"),
        (4, "BAG"),
    ]
    assert "3 more rows: lines 3, 5–6." in importing.found("error")[0][3]


def test_many_ranges_are_not_all_named():
    same = SameLines()
    for line in range(1, 101, 2):
        same.add(line)
    assert str(same).count(",") == NAMED - 1
    assert str(same).endswith("….")
    assert "50 more rows" in str(same)
