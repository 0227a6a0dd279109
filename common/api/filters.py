"""The filters of lists in the API: unknown parameters are refused."""

from typing import Any

from django.forms import ModelChoiceField
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request

from common.api.fields import Sparse
from common.api.pages import CursorPages
from common.api.requests import refuse_unknown


class StrictFilters(BaseFilterBackend):
    """The backend of the view's `filterset_class`. Raises 400 for parameters that django-filter would ignore."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        known = {"fields"} if issubclass(view.get_serializer_class(), Sparse) else set()
        if getattr(view, "detail", False):
            refuse_unknown(request, known)
            return queryset
        known |= {*CursorPages.parameters, *_filters_of(view)}
        refuse_unknown(request, known)
        if "fields" in request.query_params:
            # An empty page has no row to find a wrong name by.
            list(view.get_serializer().fields)
        if not _filters_of(view):
            return queryset
        filterset = view.filterset_class(request.query_params, queryset, request=request)
        if not filterset.is_valid():
            wrong = {name: _explained(filterset, name, found) for name, found in filterset.errors.items()}
            raise exceptions.ValidationError(wrong, code="not_possible")
        return filterset.qs

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        offers = {name: offer.extra for name, offer in _filters_of(view).items()}
        if issubclass(view.get_serializer_class(), Sparse):
            offers["fields"] = {"help_text": _("The fields to send, joined by commas; all without it.")}
        return [_described(name, extra) for name, extra in offers.items()]


def _filters_of(view: Any) -> dict[str, Any]:
    return getattr(getattr(view, "filterset_class", None), "base_filters", {})


def _described(name: str, extra: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "string"} | ({"enum": list(dict(extra["choices"]))} if "choices" in extra else {})
    described = {"name": name, "in": "query", "schema": schema}
    return described | ({"description": str(extra["help_text"])} if "help_text" in extra else {})


def _explained(filterset: Any, name: str, messages: list[str]) -> list[str]:
    field, value = filterset.form.fields[name], filterset.data.get(name)
    if isinstance(field, ModelChoiceField) and field.queryset is not None:
        model = field.queryset.model._meta.verbose_name
        return [_("There is no %(model)s “%(value)s”.") % {"model": model, "value": value}]
    if choices := [str(code) for code, _label in getattr(field, "choices", ()) if code]:
        known = {"value": value, "choices": ", ".join(choices)}
        return [_("“%(value)s” is not possible; possible are %(choices)s.") % known]
    return list(messages)
