from django_filters import rest_framework as filters

from measures.models import Dimension, Measure, Unit
from measures.models.measure import MeasureQuerySet


class MeasureFilter(filters.FilterSet):
    parent = filters.ModelChoiceFilter(queryset=Measure.objects.all(), to_field_name="code")
    within = filters.ModelChoiceFilter(queryset=Measure.objects.all(), to_field_name="code", method="below")
    kind = filters.ChoiceFilter(choices=Measure.Kind.choices)
    dimension = filters.ChoiceFilter(choices=Dimension.choices)

    class Meta:
        model = Measure
        fields = ()

    def below(self, queryset: MeasureQuerySet, name: str, measure: Measure) -> MeasureQuerySet:
        """Rows of the measure and of all below it in the tree."""
        return queryset.within(measure.code)


class UnitFilter(filters.FilterSet):
    # STN is a weight and a currency: the list can show both.
    code = filters.CharFilter()
    dimension = filters.ChoiceFilter(choices=Dimension.choices)

    class Meta:
        model = Unit
        fields = ()
