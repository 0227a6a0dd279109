from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MOST = 100


class RowForm(forms.Form):
    """A row of an entry page: its model, the fields that are copied into it, and its heading on the page.

    `first` is the field that errors of the whole row link to.
    """

    model: type[Any]
    model_fields: tuple[str, ...] = ()
    heading: Any = ""
    first = ""
    id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, catalogue: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue = catalogue

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """The values of a stored row by field."""
        return {"id": row.pk} | {name: getattr(row, name) for name in cls.model_fields}

    def apply(self, stored: dict[str, Any]) -> Any:
        """The stored row, or a new one, with the parsed values. Other fields are unchanged."""
        row = stored.get(self.cleaned_data.get("id", "")) or self.model()
        for name in self.model_fields:
            if name in self.cleaned_data:
                setattr(row, name, self.cleaned_data[name])
        return row

    @property
    def deleted(self) -> bool:
        return self.is_bound and bool(self["DELETE"].value())


class Rows(forms.BaseFormSet[RowForm]):
    """Any number of rows that the user can add and remove. No row may be empty.

    `instances` are the stored rows; `initial` is for a record that has none.
    """

    default_error_messages = {
        "missing_management_form": _("The rows did not arrive whole. Load the page again."),
        "too_many_forms": ngettext_lazy("Enter %(num)d row at most.", "Enter %(num)d rows at most.", "num"),
    }
    deletion_widget = forms.HiddenInput

    def __init__(
        self, *args: Any, instances: Iterable[Any], initial: Sequence[Any] = (), **kwargs: Any
    ) -> None:
        self.stored = {str(row.pk): row for row in instances}
        stored = [self.form.initial_of(row) for row in self.stored.values()]
        super().__init__(*args, **{**kwargs, "initial": stored or list(initial)})

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "empty_permitted": False}

    @cached_property
    def remaining(self) -> Sequence[Any]:
        """The forms that were not removed on the page."""
        return [form for form in self.forms if not form.deleted]

    @property
    def instances(self) -> list[Any]:
        """The models of the rows, with the parsed values, to be saved."""
        return [form.apply(self.stored) for form in self.remaining]


def row_formset(form: type[RowForm], formset: type[Rows] = Rows) -> Any:
    return forms.formset_factory(
        form,
        formset=formset,
        extra=0,
        max_num=MOST,
        validate_max=True,
        absolute_max=2 * MOST,
        can_delete=True,
    )
