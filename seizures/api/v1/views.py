from django.utils.translation import gettext as _
from rest_framework.viewsets import GenericViewSet

from common.api.writing import set_all
from common.errors import Findings
from records.api.review import Reviewed
from seizures import services
from seizures.api.v1 import reading
from seizures.api.v1.filters import SeizureFilter
from seizures.api.v1.serializers import SeizureSerializer
from seizures.models import Credit, SeizedItem, Seizure


class SeizureViewSet(Reviewed, GenericViewSet):
    """What was taken, by whom, where and when, with who else deserves credit and what became of it."""

    queryset = Seizure.objects.all()
    serializer_class = SeizureSerializer
    filterset_class = SeizureFilter
    ordering = ("-id",)

    def get_queryset(self):
        return super().get_queryset().visible_to(self.request.user)

    def told(self, rows, wanted):
        return reading.told(rows, wanted, self.request.user)

    def recorded(self, data, by):
        items, credits = rows_of(data)
        rows = {"items": items, "credits": credits or []}
        refuse_known(rows)
        return self.saved(services.record_seizure, Seizure(**data), by=by, **rows)

    def changed(self, row, data, by, version):
        items, credits = rows_of(data)
        items = list(stored_items(row)) if items is None else items
        if self.request.method == "PUT":
            # What is not sent is as in a new one.
            data.setdefault("seizing_agency", by.agency)
            credits = credits or []
        elif credits is None:
            credits = list(Credit.objects.filter(seizure=row))
        return self.saved(
            services.change_seizure, set_all(row, data), items=items, credits=credits, by=by, version=version
        )

    def amended(self, record, by):
        return services.amend_seizure(record, by=by)


def stored_items(seizure):
    """Its items with all that is checked of them, in two queries."""
    return seizure.items.select_related("measure", "unit", "currency").prefetch_related("dispositions")


def rows_of(data):
    """Takes the items and credits out of what was sent: rows not saved yet, or None where none were sent."""
    return (
        [row(model, facts) for facts in found] if (found := data.pop(name, None)) is not None else None
        for name, model in (("items", SeizedItem), ("credits", Credit))
    )


def row(model, facts):
    made = model(**facts)
    # The service refuses one that is in another seizure.
    made._state.adding = "id" not in facts
    return made


def refuse_known(rows):
    findings = Findings()
    for name, new in rows.items():
        for number, each in enumerate(new):
            if not each._state.adding:
                findings.add(f"{name}.{number}.id", _("What is new gets its id here."))
    findings.settle()
