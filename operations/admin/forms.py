"""Admin forms that leave validation to the service, and show its errors beside the fields."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.db import models
from django.forms.models import BaseInlineFormSet, construct_instance
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.forms.fields import why_field

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts
    from django_stubs_ext import StrOrPromise

ServiceErrors = dict[str, list[str]]

# The persons named for TLP:RED, out of the way of all the other records.
SHARING: "tuple[StrOrPromise, _FieldOpts]" = (
    _("Who may read it while it is TLP:RED"),
    {"classes": ("collapse",), "fields": ("readers",)},
)


class ServiceForm(forms.ModelForm[Any]):
    """A form that is saved by a service.

    `dates` are the fields that hold a PartialDate, named as the record's properties.
    """

    dates: ClassVar[tuple[str, ...]] = ()
    service_errors: ClassVar[ServiceErrors] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**{name: getattr(self.instance, name) for name in self.dates}, **self.initial}
        if "seen" in self.fields:
            self.initial["seen"] = self.instance.version
        for name, field in self.fields.items():
            field.label = capfirst(field.label)
            preset_row(field.widget, self.instance, name)

    def _post_clean(self) -> None:
        # The service checks the whole record; if it were checked here too, each error would be shown twice.
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        for name in self.dates:
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])
        for name, sentences in self.service_errors.items():
            self.show(name, sentences)

    def show(self, name: str, sentences: list[str]) -> None:
        self.add_error(name if name in self.fields else None, sentences)


class ServiceFormSet(BaseInlineFormSet[Any, Any, forms.ModelForm[Any]]):
    """Rows that the record's service saves together with the record."""

    service_errors: ClassVar[ServiceErrors] = {}

    @property
    def forms_to_save(self) -> list[Any]:
        """The forms of the rows that the service gets, in the order of its errors."""
        return [
            form
            for form in self.forms
            if not self._is_removed(form) and (not form.instance._state.adding or form.has_changed())
        ]

    def _is_removed(self, form: forms.ModelForm[Any]) -> bool:
        removed: bool = self._should_delete_form(form)  # type: ignore[attr-defined]  # of Django, and not in its stubs
        return removed

    @property
    def rows(self) -> list[Any]:
        return [form.instance for form in self.forms_to_save]

    @property
    def removed(self) -> list[Any]:
        return [form.instance for form in self.initial_forms if self._is_removed(form)]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            for path, sentences in self.service_errors.items():
                self._show(path, sentences)

    def _show(self, path: str, sentences: list[str]) -> None:
        number, _dot, name = path.partition(".")
        forms_to_save = self.forms_to_save
        if number.isdigit() and int(number) < len(forms_to_save):
            forms_to_save[int(number)].show(name, sentences)
        else:
            self._non_form_errors.extend(sentences)  # type: ignore[attr-defined]  # of Django, and not in its stubs

    def validate_unique(self) -> None:
        """Does nothing: the service checks uniqueness."""


class PresetSelect(AutocompleteSelect):
    """A select that has its chosen row already, and does not query it for each form of a long list."""

    preset: Any = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        if self.preset is None or [str(self.preset.pk)] != [str(each) for each in value]:
            return super().optgroups(name, value, attr)
        blank = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, self.preset.pk, str(self.preset), True, 1, attrs=attr)
        return [(None, [*blank, chosen], 0)]


def preset_row(widget: forms.Widget, instance: models.Model, name: str) -> None:
    """Gives a PresetSelect the related row, if it was loaded with the instance."""
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget = widget.widget
    if isinstance(widget, PresetSelect) and name in instance._state.fields_cache:
        widget.preset = getattr(instance, name)


def version_field() -> forms.IntegerField:
    """A hidden field with the version that the editor read, so that no change of another user is overwritten unseen."""
    return forms.IntegerField(required=False, widget=forms.HiddenInput)


# Why it is changed: beside what is edited, and not where it is added.
WHY = (None, {"fields": ("why",)})


class ExplainedForm(ServiceForm):
    """A form that asks why the row is changed."""

    why = why_field()

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("why", ""))


class VersionedForm(ExplainedForm):
    """The form of a row with a version."""

    seen = version_field()


class Explained(BaseModelAdmin[Any]):
    """A screen that asks why, where the user may change what it shows."""

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        may_change = obj is not None and self.has_change_permission(request, obj)
        return [*fieldsets, WHY] if may_change else fieldsets
