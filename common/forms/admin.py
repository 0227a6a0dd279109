"""How the fields of admin screens read what people type: as the pages do."""

from typing import Any

from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime
from django.db import models

from common.forms.dates import DayField, MomentField
from common.forms.numbers import WHOLE, NumberField, NumberInput

# For `formfield_overrides`.
TYPED: dict[Any, dict[str, Any]] = {
    models.DecimalField: {"form_class": NumberField, "widget": NumberInput},
    models.IntegerField: WHOLE,
    models.DateField: {"form_class": DayField, "widget": AdminDateWidget},
    models.DateTimeField: {"form_class": MomentField, "widget": AdminSplitDateTime},
}
