from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import PickField, like
from common.forms.numbers import WHOLE
from operations.forms.catalogue import Catalogue
from operations.models import MethodNote
from records.forms.measured import measure_input
from records.forms.stated import StampedForm


class MethodNoteForm(StampedForm):
    model_fields = ("country", "measure", "first_year", "last_year", "text", "source")

    country = PickField(label=_("country"), blank="", error_messages={"required": _("Choose the country.")})
    measure = measure_input()
    first_year = like(MethodNote, "first_year", **WHOLE)
    last_year = like(MethodNote, "last_year", **WHOLE)
    text = like(MethodNote, "text", widget=forms.Textarea(attrs={"rows": 4}))
    source = like(MethodNote, "source")

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        self.fields["country"].offer(catalogue.countries)  # type: ignore[attr-defined]  # a field that offers a listing
        self.fields["measure"].offer(catalogue.claimable)  # type: ignore[attr-defined]  # a field that offers a listing
