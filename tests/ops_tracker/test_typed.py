"""Whatever form a number or a date is typed into, in the pages or the admin, the same text is read the same."""

import importlib
import pkgutil
from types import SimpleNamespace

import django_filters
import pytest
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation

from common.forms.fields import DayField
from common.text.numbers import read_number
from measures.forms.dates import PartialDateField, read_date
from tests.factories.agencies import UserFactory
from tests.test_house import LEVEL

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "es", "fr", "pt")
TYPED = (
    "15000", "15.000", "15,000", "1.200", "12,5", "12.5", "1 200", "1\u202f200", "1.234,5", "1,234.5", "1_000", "١٢",
    "1e3",
)  # fmt: skip
DAYS_TYPED = ("2009-07-14", "14/07/2009", "07/14/2009", "03/04/2009", "July 14, 2009", "14.7.2009")
NUMERIC = (forms.IntegerField, forms.DecimalField, forms.FloatField)
COLUMNS = (models.IntegerField, models.DecimalField)


def modules():
    for room in LEVEL:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations" not in found.name and "management" not in found.name:
                importlib.import_module(found.name)


def below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def ours(kind):
    return {each for each in below(kind) if each.__module__.partition(".")[0] in LEVEL}


def page_forms():
    # What an admin screen makes of its form is looked at below.
    drafts = {screen.form for screen in admin.site._registry.values()}
    for form in ours(forms.BaseForm) - drafts:
        yield form.__qualname__, form.base_fields
    for each in ours(django_filters.FilterSet):
        fields = {name: found.field_class for name, found in each.base_filters.items()}
        yield (
            each.__qualname__,
            {name: kind() for name, kind in fields.items() if issubclass(kind, (*NUMERIC, PartialDateField))},
        )


def screens():
    """The admin screens on which somebody types, and a request of theirs."""
    for role in ("administrator", "analyst"):
        request = SimpleNamespace(
            user=UserFactory(role=role), GET={}, resolver_match=SimpleNamespace(kwargs={})
        )
        for model, screen in admin.site._registry.items():
            if screen.has_add_permission(request):
                yield model, screen, request


def admin_forms():
    for model, screen, request in screens():
        yield model.__qualname__, screen.get_form(request).base_fields
        for inline in screen.get_inline_instances(request, None):
            yield inline.model.__qualname__, inline.get_formset(request).form.base_fields


def fields_of(kinds):
    """The fields of these kinds that somebody types into, of every form."""
    modules()
    for form, fields in [*page_forms(), *admin_forms()]:
        for name, field in fields.items():
            if isinstance(field, kinds) and not field.widget.is_hidden:
                yield f"{form}.{name}", field


def numbers():
    return fields_of(NUMERIC)


def result(read, text):
    try:
        return read(text)
    except ValidationError as error:
        return error.messages


def test_the_same_text_is_the_same_number_in_every_form():
    found = dict(numbers())
    assert {
        "ItemForm.quantity", "ItemForm.amount", "ItemForm.purity", "OutcomeForm.quantity", "SeizureForm.event_count",
        "OperationForm.duration_days", "Claim.value", "Indicator.before", "Unit.factor", "ExchangeRate.per_euro",
        "Disposition.quantity", "SeizedItem.amount", "Place.latitude", "Outcome.quantity", "Measure.position",
    } <= found.keys()  # fmt: skip

    unlike = []
    for language in LANGUAGES:
        with translation.override(language):
            for name, field in found.items():
                whole = not isinstance(field, forms.DecimalField)
                for text in TYPED:
                    expected, got = result(read_number, text), result(field.to_python, text)
                    fraction = whole and not isinstance(expected, list) and expected != int(expected)
                    if got != expected and not (fraction and isinstance(got, list)):
                        unlike.append((language, name, text, got))

    assert unlike == []


def test_what_an_edit_form_shows_is_read_back_in_every_form():
    unlike = []
    for language in LANGUAGES:
        with translation.override(language):
            for name, field in numbers():
                kind = int if not isinstance(field, forms.DecimalField) else read_number
                for value in (kind("12"), kind("15000"), *(() if kind is int else (read_number("1") / 8,))):
                    shown = str(field.widget.format_value(field.prepare_value(value)))
                    if result(field.to_python, shown) != value:
                        unlike.append((language, name, shown))

    assert unlike == []


def test_no_number_is_typed_into_a_field_of_another_kind():
    """A column of numbers that a form lets a person type into is a field of numbers there."""
    modules()
    unlike = []
    for model, screen, request in screens():
        columns = {field.name for field in model._meta.fields if isinstance(field, COLUMNS)}
        for name, field in screen.get_form(request).base_fields.items():
            if name in columns and not isinstance(field, (*NUMERIC, forms.ChoiceField)):
                unlike.append(f"{model.__qualname__}.{name}")

    assert unlike == []


def test_the_same_text_is_the_same_day_in_every_form():
    found = dict(fields_of((forms.DateField, forms.DateTimeField, forms.SplitDateTimeField)))
    assert {"Unit.valid_from", "ExchangeRate.date", "Country.valid_to", "ApiKey.expires_at"} <= found.keys()

    for language in LANGUAGES:
        with translation.override(language):
            for name, field in found.items():
                part = field.fields[0] if isinstance(field, forms.MultiValueField) else field
                for text in DAYS_TYPED:
                    assert result(part.to_python, text) == result(DayField().to_python, text), (
                        language,
                        name,
                    )


def test_the_same_text_is_the_same_partial_date_in_every_form():
    found = dict(fields_of(PartialDateField))
    assert {
        "SeizureForm.date", "OutcomeForm.date", "OperationForm.starts", "Seizure.date", "Outcome.date", "Claim.date",
        "Source.date", "Disposition.date", "Operation.ends", "Indicator.before_period", "RecordListFilter.period",
    } <= found.keys()  # fmt: skip

    for language in LANGUAGES:
        with translation.override(language):
            for name, field in found.items():
                for text in ("2009-07", "July 2009", "14/07/2009", "julio de 2009", "Q3 2009", "14.7.2009"):
                    assert str(field.clean(text)) == str(read_date(text)), (language, name, text)
