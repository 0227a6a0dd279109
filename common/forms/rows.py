from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MOST = 100


class RowForm(forms.Form):
    """A row of a page of entry: what it is called, and the field that its complaints lead to."""

    heading: Any = ""
    first = ""
    id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, catalogue: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue = catalogue

    @property
    def deleted(self) -> bool:
        return self.is_bound and bool(self["DELETE"].value())


class Rows(forms.BaseFormSet):
    """Any number of rows, added and removed on the page. A row that is there is meant: an empty one is refused."""

    default_error_messages = {
        "missing_management_form": _("The rows did not arrive whole. Load the page again."),
        "too_many_forms": ngettext_lazy("Enter %(num)d row at most.", "Enter %(num)d rows at most.", "num"),
    }
    deletion_widget = forms.HiddenInput

    def __init__(self, *args: Any, catalogue: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue = catalogue

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        return super()._construct_form(i, **{**self.about(i), "empty_permitted": False, **kwargs})

    def about(self, number: int) -> dict[str, Any]:
        """What the form of that row is told when it is made."""
        return {"catalogue": self.catalogue}

    def blank(self, **about: Any) -> Any:
        """A row that the page's script copies."""
        form = self.form(
            prefix=self.add_prefix("__prefix__"),
            use_required_attribute=False,
            catalogue=self.catalogue,
            **about,
        )
        self.add_fields(form, None)
        return form

    @cached_property
    def kept(self) -> Sequence[Any]:
        return [form for form in self.forms if not form.deleted]


def rows_of(form: type[RowForm], formset: type[Rows] = Rows) -> Any:
    return forms.formset_factory(
        form,
        formset=formset,
        extra=0,
        max_num=MOST,
        validate_max=True,
        absolute_max=2 * MOST,
        can_delete=True,
    )
