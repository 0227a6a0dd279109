from decimal import Decimal

import pytest

from measures.models import Measure
from measures.nouns import NOUNS, UNITS, noun


@pytest.mark.django_db
def test_every_word_that_the_reference_measures_are_counted_in_has_its_singular():
    words = Measure.objects.exclude(counted_in="").values_list("counted_in", flat=True)
    assert {*words, UNITS} == set(NOUNS)


def test_a_word_that_somebody_added_stays_as_it_is():
    assert noun("barrels", Decimal(1)) == noun("barrels") == "barrels"
    assert noun("", Decimal(1)) == ""
