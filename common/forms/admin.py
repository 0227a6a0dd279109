"""Form fields of the admin: they parse what people type as the pages do."""

from typing import Any

from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.forms.fields import DayField, MomentField
from common.forms.numbers import WHOLE, NumberField, NumberInput


class MomentWidget(AdminSplitDateTime):
    """A day and a time, as two controls with a label each."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, label in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            widget.attrs["aria-label"] = label


# For `formfield_overrides`.
TYPED: dict[Any, dict[str, Any]] = {
    models.DecimalField: {"form_class": NumberField, "widget": NumberInput},
    models.IntegerField: WHOLE,
    models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
    models.DateTimeField: {"form_class": MomentField, "widget": MomentWidget},
}
