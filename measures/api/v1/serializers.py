from rest_framework import serializers

from common.api import Code, Sparse
from measures.models import Measure, Unit


class MeasureSerializer(Sparse, serializers.ModelSerializer):
    parent = Code()  # type: ignore[assignment]  # the metaclass takes it away again
    unit = Code()

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
            "rolls_up",
            "needs_text",
            "nibrs_code",
            "unodc_name",
            "hs_code",
        )


class UnitSerializer(Sparse, serializers.ModelSerializer):
    class Meta:
        model = Unit
        fields = (
            "code",
            "name",
            "symbol",
            "dimension",
            "factor",
            "method",
            "nibrs_code",
            "minor_units",
            "valid_from",
            "valid_to",
        )
