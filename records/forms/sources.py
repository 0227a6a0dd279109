from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import PickField, like, offer_rows
from common.forms.rows import RowForm
from operations.models import OutcomeSource


class SourceRowForm(RowForm):
    """A source with the page and an excerpt. A subclass has the model."""

    model_fields = ("source", "page", "excerpt")
    heading = _("Source")
    first = "source"

    source = PickField(label=_("source"), required=False, blank=_("the source chosen above"))
    page = like(OutcomeSource, "page")
    excerpt = like(OutcomeSource, "excerpt", widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, source=self.catalogue.sources)
