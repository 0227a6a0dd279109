from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.fields import PickField, choice
from common.forms.rows import RowForm, Rows, row_formset
from seizures.models import Credit


class CreditForm(RowForm):
    model = Credit
    model_fields = ("agency", "operation", "role")
    heading = _("Credit")
    first = "agency"

    agency = PickField(label=_("agency"), required=False, blank="")
    operation = PickField(
        label=_("operation"), required=False, blank="", help_text=_("Instead of an agency.")
    )
    role = choice(Credit, "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].offer(self.catalogue.agencies)
        self.fields["operation"].offer(self.catalogue.operations)


Credits: type[Rows] = row_formset(CreditForm)
