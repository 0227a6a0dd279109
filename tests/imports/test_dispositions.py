"""What became of seized goods comes in with them, or with a later edition of the file, and by no other rule."""

import pytest

from operations.models import State
from seizures.models import Disposition, Seizure
from tests.calls import person
from tests.imports.small import HEADER

pytestmark = pytest.mark.django_db
WIDER = f"{HEADER},Outcome,On,Of it"
MAPPED = {
    "columns": {
        "Date": "date", "Place": "place", "Drug": "measure", "Amount": "quantity", "Unit": "unit",
        "Outcome": "disposition", "On": "disposition_date", "Of it": "disposition_quantity",
    },
    "values": {
        "measure": {"Cocaine": "NARC.COCAINE", "Cash": "CASH.CURRENCY"},
        "unit": {"KGM": "KGM", "sack": {"unit": "KGM", "factor": "50"}},
        "disposition": {"Burnt": "destroyed", "None": None},
    },
    "key": ["Date", "Place"],
}  # fmt: skip
SEIZED = "14.07.2009,Bogotá,Cocaine,12.5,KGM"


@pytest.fixture
def read(importing):
    def read(*rows, name="file.csv", **wanted):
        return importing(*rows, header=WIDER, name=name, **MAPPED, **wanted)

    return read


def stored():
    return list(
        Disposition.objects.order_by("item__seizure__date_from").values_list(
            "stage", "quantity", "unit__code", "canonical_quantity", "date_from"
        )
    )


def test_what_became_of_an_item_is_recorded_with_it(read):
    result = read(f"{SEIZED},Burnt,20.07.2009,2.5", "15.07.2009,Cali,Cocaine,2,sack,transferred,,1")

    assert (result.counts["records"], result.counts["errors"]) == (2, 0)
    assert [(stage, quantity, unit) for stage, quantity, unit, *_ in stored()] == [
        ("destroyed", 2.5, "KGM"),
        ("transferred", 50, "KGM"),
    ]
    assert [str(row[4]) for row in stored()] == ["2009-07-20", "None"]


def test_without_an_amount_it_is_all_of_the_item_and_without_a_stage_nothing(read):
    read(
        f"{SEIZED},Burnt,,",
        "15.07.2009,Cali,Cocaine,3,KGM,,20.07.2009,2",
        "16.07.2009,Cali,Cocaine,3,KGM,None,,",
    )

    assert [row[:2] for row in stored()] == [("destroyed", 12.5)]


@pytest.mark.parametrize(
    ("rest", "column", "sentence"),
    [
        ("Burnt,20.07.2009,13", "Of it", "and what became of it comes to more"),
        ("Burnt,13.07.2009,1", "On", "before it was seized"),
        ("Burnt,20.07.2999,1", "On", "in the future"),
        ("Burnt,31.02.2010,1", "On", "is not a date"),
        ("Burnt,,-1", "Of it", "cannot be negative"),
        ("Eaten,,1", "Outcome", "is no disposition"),
    ],
)
def test_what_does_not_fit_its_item_is_an_error_of_the_row(read, importing, rest, column, sentence):
    result = read(f"{SEIZED},{rest}")

    [(line, where, _value, text)] = importing.found("error")
    assert (line, where) == (2, column)
    assert sentence in text
    assert (result.counts["errors"], Seizure.objects.exists()) == (1, False)


def test_a_later_edition_says_what_became_of_it(read):
    read(f"{SEIZED},,,")
    result = read(f"{SEIZED},Burnt,20.07.2009,2.5", name="later.csv")

    assert (result.counts["records"], result.counts["changed"]) == (0, 1)
    assert [row[:2] for row in stored()] == [("destroyed", 2.5)]

    read(f"{SEIZED},Burnt,20.07.2009,12.5", name="latest.csv")
    assert [row[:2] for row in stored()] == [("destroyed", 12.5)]
    again = read(f"{SEIZED},Burnt,20.07.2009,12.5", name="again.csv")
    assert (again.counts["unchanged"], again.counts["changed"]) == (1, 0)


def test_of_a_verified_seizure_it_waits_for_a_second_person(read, settings):
    settings.DEMO = True
    read(f"{SEIZED},,,", verifier=person("supervisor"))
    read(f"{SEIZED},Burnt,20.07.2009,2.5", name="later.csv")

    [row] = Disposition.objects.select_related("item__seizure")
    assert (row.item.seizure.state, row.item.seizure.revision) == (State.DRAFT, 2)
    assert Seizure.objects.get(state=State.VERIFIED).items.get().dispositions.count() == 0
