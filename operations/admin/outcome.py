from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.text.numbers import number as grouped
from measures.forms import PartialDateField
from measures.models import Dimension, Measure, Unit
from measures.models.unit import CANONICAL
from measures.nouns import noun
from operations import services
from operations.admin.forms import SHARING
from operations.admin.review import REVIEW, ReviewedAdmin, ReviewedForm
from operations.admin.saving import name_readers
from operations.models import Outcome, ReviewedRecord


class OutcomeForm(ReviewedForm):
    date = PartialDateField(label=_("date"))


@admin.register(Outcome)
class OutcomeAdmin(ReviewedAdmin):
    form = OutcomeForm
    list_display = (
        "called", "measure", "how_much", "within", "agency", "when", "state", "marking", "created_at",
    )  # fmt: skip
    list_select_related = ("measure", "unit", "currency", "operation", "agency")
    search_fields = ("reference", "measure__code", "operation__code", "operation__name", "agency__code")
    autocomplete_fields = (*ReviewedAdmin.autocomplete_fields, "measure", "unit", "currency", "agency")
    fieldsets = (
        (None, {"fields": ("reference", "operation", "agency", "country", "date", "marking", "seen")}),
        (
            _("Result"),
            {"fields": ("measure", "qualifier", ("quantity", "unit"), ("amount", "currency"), "description")},
        ),
        (_("Source"), {"fields": ("source", "part_of", "note")}),
        SHARING,
        REVIEW,
    )

    @admin.display(description=_("how much"))
    def how_much(self, outcome: Outcome) -> str:
        return amount_of(outcome)

    def record(self, request: Any, form: Any, rows: Any, *, change: bool) -> None:
        outcome, by = form.instance, request.user
        if change:
            services.change_outcome(outcome, by=by, version=form.cleaned_data["seen"])
        else:
            services.record_outcome(outcome, by=by)
        name_readers(form, by=by)

    def copy(self, original: ReviewedRecord, *, by: User) -> ReviewedRecord:
        return services.amend_outcome(original, by=by)


def amount_of(item: Any) -> str:
    """The amount as it was reported, such as `more than 3,500,000 USD`; unknown is said, and is not zero."""
    parts = [
        f"{grouped(number)} {_called(unit, item.measure, number)}".strip()
        for number, unit in ((item.quantity, item.unit), (item.amount, item.currency))
        if number is not None
    ]
    return f"{item.get_qualifier_display()} {' · '.join(parts)}" if parts else gettext("not reported")


def _called(unit: Unit, measure: Measure, number: Decimal) -> str:
    """What is counted one by one is called what its measure counts."""
    if unit.is_currency:
        return unit.code
    if unit.code == CANONICAL[Dimension.COUNT]:
        return noun(measure.counted_in, number)
    return unit.symbol or unit.localised
