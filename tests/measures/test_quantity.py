"""The same conversion twice, for forms in Python and for what counts in the database: they agree to the last digit."""

from decimal import Decimal

import pytest
from django.db import connection

from measures.models import Unit
from measures.quantity import canonical

pytestmark = pytest.mark.django_db

QUANTITIES = ["0", "1", "0.001", "97637.5283026566933961", "9" * 40, "0." + "0" * 39 + "1", "3.3"]


@pytest.mark.parametrize("quantity", QUANTITIES)
@pytest.mark.parametrize("code", ["LBR", "ONZ", "GLL", "OZA", "TON", "U2", "MC"])
def test_python_and_the_database_convert_alike(quantity, code):
    unit = Unit.objects.quantity(code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT measures_canonical(%s::numeric, %s)", [quantity, unit.pk])
        (converted,) = cursor.fetchone()

    assert canonical(Decimal(quantity), unit) == converted


def test_unknown_stays_unknown():
    pound = Unit.objects.quantity("LBR")

    assert canonical(None, pound) is None
    assert canonical(Decimal(1), None) is None
    assert canonical(Decimal(1), Unit(code="X", factor=None)) is None
