"""Whatever is done to the ledger past its triggers is found, said, and repaired."""

import pytest
from django.core.management import CommandError

from figures.ledger import drift, folding
from figures.models import Tally
from tests.figures.ledger.outside import said
from tests.figures.ledger.tampering import TAMPERING, tamper

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", TAMPERING)
def test_whatever_is_tampered_with_is_found_told_and_repaired(records, name):
    sql, wrong_records, wrong_balances = TAMPERING[name]
    tamper(sql)
    tokens = set(Tally.objects.values_list("token", flat=True))

    found = drift.drift()
    with pytest.raises(CommandError) as told:
        said("reconcile")
    healed = said("reconcile", "--repair")

    assert found.records == wrong_records
    assert found.balances > 1 if wrong_balances is None else found.balances == wrong_balances
    assert (told.value.returncode, "--repair" in str(told.value)) == (1, True)
    assert "they are repaired" in healed
    assert bool(wrong_records) == ("The first of these records: " in healed)
    assert not drift.drift()
    folding.fold_all()
    assert not drift.drift()
    # What was answered before is not answered again from a cache.
    assert tokens.isdisjoint(Tally.objects.values_list("token", flat=True))
