"""The tree of measures, and what keeps it one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import F

from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL

pytestmark = pytest.mark.django_db

TOP = [
    "CASH",
    "NARC",
    "WEAPONS",
    "AMMUNITION",
    "PROPERTY",
    "WILDLIFE",
    "GOODS",
    "PEOPLE",
    "FORFEITURE",
    "ACTIVITY",
    "SEIZURES",
]
DRUG_TYPES = set("ABCDEFGHIJKLMNOPUX")


def a_measure(**facts):
    stated = {"code": "ODD", "name": "Odd", "kind": "seizure", "dimension": "count", "accepted": ["count"]}
    return Measure(**{**stated, "unit": Unit.objects.quantity("C62"), **facts})


def test_the_top_is_the_contract_s_in_its_order():
    assert list(Measure.objects.filter(parent=None).values_list("code", flat=True)) == TOP


def test_every_code_begins_with_its_parent_s():
    below = Measure.objects.exclude(parent=None).values_list("code", "parent__code")

    assert [code for code, parent in below if code.rpartition(".")[0] != parent] == []


def test_parents_stand_before_their_children():
    assert not Measure.objects.filter(parent__position__gte=F("position")).exists()


def test_canonical_units_fit_the_dimension():
    for measure in Measure.objects.select_related("unit"):
        unit = measure.unit.code if measure.unit else None
        if measure.dimension == Dimension.COUNT:
            # Each like by itself: tablets, rounds, persons.
            assert unit == CANONICAL[Dimension.COUNT] or not measure.unit.counts_pieces, measure.code
            assert measure.unit.dimension == Dimension.COUNT
        else:
            # Timber is traded in cubic metres.
            wanted = "MTQ" if measure.code == "WILDLIFE.TIMBER" else CANONICAL.get(measure.dimension)
            assert unit == wanted, measure.code


@pytest.mark.parametrize(
    ("tree", "kind"),
    [
        ("NARC", "seizure"),
        ("CASH", "seizure"),
        ("GOODS", "seizure"),
        ("PEOPLE", "outcome"),
        ("FORFEITURE", "outcome"),
    ],
)
def test_a_tree_is_recorded_in_one_way(tree, kind):
    assert set(Measure.objects.within(tree).values_list("kind", flat=True)) - {"stated"} == {kind}


def test_stages_of_persons_never_add_up_but_victims_do():
    rolls_up = dict(Measure.objects.values_list("code", "rolls_up"))

    assert not rolls_up["PEOPLE"]
    assert not rolls_up["ACTIVITY"]
    assert rolls_up["PEOPLE.VICTIMS"]
    assert rolls_up["NARC"]


def test_cash_is_money_and_the_value_of_drugs_is_no_cash():
    cash = Measure.objects.within("CASH").values_list("accepted", flat=True)

    # Gold and jewels are weighed and counted, too; virtual assets are counted in their coins.
    assert {tuple(accepted) for accepted in cash} == {
        ("money",),
        ("money", "mass", "count"),
        ("count",),
    }
    assert Measure.objects.get(code="NARC.VALUE").accepted == ["money"]
    assert (
        not Measure.objects.within("NARC")
        .exclude(code="NARC.VALUE")
        .filter(accepted__contains=["money"])
        .exists()
    )


def test_only_what_sources_state_is_a_ratio():
    ratios = Measure.objects.filter(accepted__contains=[Dimension.RATIO])

    assert {measure.kind for measure in ratios} == {Measure.Kind.STATED}
    assert not (Measure.objects.of_outcomes() | Measure.objects.of_seizures()).filter(kind="stated").exists()


def test_every_nibrs_drug_type_has_a_measure():
    assert (
        set(Measure.objects.within("NARC").exclude(nibrs_code="").values_list("nibrs_code", flat=True))
        == DRUG_TYPES
    )


def test_drugs_without_a_standard_entry_have_one_here():
    assert Measure.objects.filter(code__in=["NARC.FENTANYL", "NARC.METHAMPHETAMINE", "NARC.NPS"]).count() == 3


def test_within_takes_whole_words_of_a_code():
    a_measure(code="CASHEW").save()

    assert "CASHEW" not in Measure.objects.within("CASH").values_list("code", flat=True)


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        pytest.param({"accepted": ["mass"]}, "measure_accepts_its_own_dimension", id="own dimension missing"),
        pytest.param({"accepted": ["count", "area"]}, "measure_dimensions_are_known", id="unknown dimension"),
        pytest.param({"code": "NOT.BELOW"}, "measure_below_another_has_a_parent", id="dot without parent"),
        pytest.param({"unit": None}, "measure_has_a_unit_unless_money", id="count without unit"),
        pytest.param(
            {"dimension": "money", "accepted": ["money"]},
            "measure_has_a_unit_unless_money",
            id="money with unit",
        ),
    ],
)
def test_the_database_refuses(facts, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        a_measure(**facts).save()


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({}, id="the least"),
        pytest.param({"accepted": ["count", "mass"]}, id="two dimensions"),
        pytest.param({"dimension": "money", "accepted": ["money"], "unit": None}, id="money"),
    ],
)
def test_the_database_takes(facts):
    measure = a_measure(**facts)

    measure.full_clean()
    measure.save()


@pytest.mark.parametrize("code", ["NARC.KHAT.X.Y", "CASH.NEW", "NARCNEW", "NEW"])
def test_a_code_that_does_not_fit_its_parent_is_refused_in_words(code):
    measure = a_measure(code=code, parent=Measure.objects.get(code="NARC"))

    with pytest.raises(ValidationError, match="is below NARC"):
        measure.full_clean()
