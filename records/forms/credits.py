from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.fields import PickField, offer_rows
from common.forms.rows import RowForm


class CreditRowForm(RowForm):
    """A row of credit for an agency, an operation or a country. A subclass has the model and the role."""

    model_fields = ("agency", "operation", "country", "role")
    heading = _("Credit")
    first = "agency"

    agency = PickField(label=_("agency"), required=False, blank="")
    operation = PickField(
        label=_("operation"), required=False, blank="", help_text=_("Instead of an agency.")
    )
    country = PickField(
        label=_("country"), required=False, blank="", help_text=_("If the source names none of its agencies.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = self.catalogue
        offer_rows(self, agency=lists.agencies, operation=lists.operations, country=lists.countries)
