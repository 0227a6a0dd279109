from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.forms.filters import by_code
from measures.models import Measure
from operations.models import Stage
from records.pages.filters import RecordListFilter
from records.pages.lists import RecordListView
from seizures.models import SeizedItem, Seizure
from seizures.vague import GAPS


class SeizureListFilter(RecordListFilter):
    gaps = GAPS
    measure = by_code(
        Measure.objects.of_seizures(), label=_("Measure"), empty_label=_("All measures"), method="of_measure"
    )
    agency = by_code(
        Agency.objects.all(),
        label=_("Seizing agency"),
        empty_label=_("All agencies"),
        field_name="seizing_agency",
    )
    stage = django_filters.ChoiceFilter(label=_("Stage"), choices=Stage.choices, empty_label=_("All stages"))

    class Meta:
        model = Seizure
        fields: list[str] = []

    def of_measure(self, records: QuerySet[Any], name: str, measure: Measure) -> QuerySet[Any]:
        below = Measure.objects.within(measure.code).values("pk")
        return records.filter(Exists(SeizedItem.objects.filter(seizure=OuterRef("pk"), measure__in=below)))


class SeizureListView(RecordListView):
    queryset = Seizure.objects.with_items()
    template_name = "seizures/list.html"
    filterset_class = SeizureListFilter
