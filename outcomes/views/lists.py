from django.utils.translation import gettext_lazy as _

from common.forms.filters import by_code
from measures.models import Measure
from operations.models import Outcome
from outcomes.vague import GAPS
from records.pages.filters import RecordListFilter
from records.pages.lists import RecordListView


class OutcomeListFilter(RecordListFilter):
    gaps = GAPS
    measure = by_code(
        Measure.objects.of_outcomes(), label=_("Measure"), empty_label=_("All measures"), method="of_measure"
    )

    class Meta:
        model = Outcome
        fields: list[str] = []


class OutcomeListView(RecordListView):
    queryset = Outcome.objects.with_amounts().select_related("agency", "operation")
    template_name = "outcomes/list.html"
    filterset_class = OutcomeListFilter
