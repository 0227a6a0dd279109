from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters

from agencies.models import Agency
from common.api.codes import id_by_code
from measures.models import Measure
from operations.models import Concealment, Conveyance, Detection, Stage
from records.api.filters import RecordFilter, measures_within, visible_records
from seizures.models import SeizedItem, Seizure
from seizures.models.item import Appendix


class SeizureFilter(RecordFilter):
    agency = id_by_code(Agency, field_name="seizing_agency", help_text="The seizing agency.")
    stage = filters.ChoiceFilter(choices=Stage.choices)
    kind = filters.ChoiceFilter(choices=Seizure.Kind.choices)
    conveyance = filters.ChoiceFilter(choices=Conveyance.choices)
    concealment = filters.ChoiceFilter(choices=Concealment.choices)
    detection = filters.ChoiceFilter(choices=Detection.choices)
    cites_appendix = filters.ChoiceFilter(
        choices=Appendix.choices, method="of_appendix", help_text="Of one of its items, which is wildlife."
    )
    part_of = filters.ModelChoiceFilter(queryset=visible_records(Seizure))

    def of_appendix(self, records: QuerySet[Any], name: str, appendix: str) -> QuerySet[Any]:
        taken = SeizedItem.objects.filter(cites_appendix=appendix)
        return records.filter(pk__in=taken.values("seizure"))

    def of_measure(self, records: QuerySet[Any], name: str, measure: Measure) -> QuerySet[Any]:
        taken = SeizedItem.objects.filter(measure__in=measures_within(measure))
        return records.filter(pk__in=taken.values("seizure"))
