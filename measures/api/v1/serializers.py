from rest_framework import serializers

from common.api.fields import Code, Sparse
from measures.models import Measure, Unit


class MeasureSerializer(Sparse, serializers.ModelSerializer[Measure]):
    """A measure: what is counted, in which unit, and its code in lists of other organisations."""

    parent = Code(allow_null=True)  # type: ignore[assignment]  # the metaclass takes it away again
    unit = Code(allow_null=True)

    class Meta:
        model = Measure
        fields = (
            "code",
            "name",
            "parent",
            "kind",
            "dimension",
            "accepted",
            "unit",
            "counted_in",
            "operator",
            "rolls_up",
            "needs_text",
            "nibrs_code",
            "unodc_name",
            "hs_code",
        )


class UnitSerializer(Sparse, serializers.ModelSerializer[Unit]):
    """A unit or a currency.

    `factor` is exact, into KGM, LTR, P1, or for `counts_pieces` into the measure's own unit.
    """

    class Meta:
        model = Unit
        fields = (
            "code",
            "name",
            "symbol",
            "dimension",
            "factor",
            "method",
            "counts_pieces",
            "nibrs_code",
            "minor_units",
            "valid_from",
            "valid_to",
        )
