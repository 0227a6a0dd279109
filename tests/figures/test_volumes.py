"""Timber comes in cubic metres, whatever it was reported in, and liquids come in litres."""

import pytest

from figures.answer.query import answer
from figures.claims import Standing, reconciled
from figures.ledger.drift import drift
from figures.ledger.folding import fold_all
from figures.question.question import Question
from measures.models import Unit
from tests.factories.agencies import UserFactory
from tests.factories.operations import ClaimFactory, OperationFactory
from tests.factories.seizures import SeizureFactory
from tests.figures.scene import run

pytestmark = pytest.mark.django_db
TIMBER = "WILDLIFE.TIMBER"


def seized(measure, quantity, unit, **fields):
    stated = {"item__measure": measure, "item__quantity": quantity, "item__unit": unit}
    return SeizureFactory(verified=True, **stated, **fields)


def figures(**asked):
    assert not drift()
    found = answer(Question(by=("measure",), **asked), UserFactory()).figures
    return {(each.cell["measure"], each.unit): each.value for each in found}


@pytest.mark.parametrize("fold", [fold_all, lambda: None], ids=["folded", "pending"])
def test_each_volume_is_in_the_unit_of_its_trade(fold):
    seized(TIMBER, "7", "MTQ")
    seized(TIMBER, "500", "LTR")
    seized(TIMBER, "90", "KGM")
    seized("GOODS.ALCOHOL", "2", "MTQ")
    seized("NARC.COCAINE", "3", "LTR")
    fold()

    assert figures() == {
        (TIMBER, "MTQ"): 7.5,
        (TIMBER, "KGM"): 90,
        ("GOODS.ALCOHOL", "LTR"): 2000,
        ("NARC.COCAINE", "LTR"): 3,
    }
    assert figures(unit="MTQ") == {(TIMBER, "MTQ"): 7.5}


def test_another_unit_of_the_measure_posts_its_records_anew():
    item = seized(TIMBER, "7", "MTQ").items.get()

    run("UPDATE measures_measure SET unit_id = %s WHERE code = %s", Unit.objects.quantity("LTR").pk, TIMBER)

    assert figures() == {(TIMBER, "LTR"): 7000}
    assert item.canonical_quantity == 7000


def test_a_claim_in_litres_is_compared_in_cubic_metres():
    operation = OperationFactory()
    seized(TIMBER, "7", "MTQ", operation=operation)
    claim = ClaimFactory(operation=operation, measure=TIMBER, stage="seized", value="7000", unit="LTR")

    [compared] = reconciled([claim], UserFactory())

    assert (compared.standing, compared.recorded.unit, compared.recorded.value) == (Standing.AGREES, "MTQ", 7)
