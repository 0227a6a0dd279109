from typing import Any

from django.utils.translation import gettext_lazy as _

from common.forms.fields import NamedField, PickField, offer_rows
from common.forms.rows import RowForm


def credited_agency(options_of: str) -> NamedField:
    """The field of the agency; its options are those of the select with that id."""
    return NamedField(label=_("agency"), required=False, blank="", options_of=options_of)


class CreditRowForm(RowForm):
    """A row of credit for an agency, an operation or a country. A subclass has the model, the agency and the role."""

    model_fields = ("agency", "operation", "country", "role")
    heading = _("Credit")
    field_order = model_fields
    first = "agency"

    operation = PickField(
        label=_("operation"), required=False, blank="", help_text=_("Instead of an agency.")
    )
    country = NamedField(
        label=_("country"),
        required=False,
        blank="",
        help_text=_("If the source names none of its agencies."),
        options_of="id_country",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists = self.catalogue
        offer_rows(self, agency=lists.agencies, operation=lists.operations, country=lists.countries)
