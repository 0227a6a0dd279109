"""A page of the admin as a person fills it in: what it shows, with some of it changed."""

from typing import Any

from django.http import HttpResponse


def filled(response: HttpResponse, **typed: Any) -> dict[str, Any]:
    """The data that the page would send; `typed` replaces fields by name (`items__0__amount` for items-0-amount)."""
    data: dict[str, Any] = _shown(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        data |= _shown(formset.management_form)
        for form in formset.forms:
            data |= _shown(form)
    data |= {name: response.context[name] for name in ("once", "shown") if name in response.context}
    data |= {name.replace("__", "-"): value for name, value in typed.items()}
    for inline in response.context["inline_admin_formsets"]:
        prefix = inline.formset.prefix
        data[f"{prefix}-TOTAL_FORMS"] = len({number for name in data if (number := _number(name, prefix))})
    return data


def _number(name: str, prefix: str) -> str:
    head, _line, rest = name.partition("-")
    number = rest.partition("-")[0]
    return number if head == prefix and number.isdigit() else ""


def _shown(form: Any) -> dict[str, Any]:
    values = {field.html_name: field.value() for field in form if field.name != "DELETE"}
    prepared = {name: _text(value) for name, value in values.items()}
    return {name: value for name, value in prepared.items() if value is not None}


def _text(value: Any) -> Any:
    if value is None or value is False:
        return None
    if isinstance(value, list | tuple):
        return [str(getattr(each, "pk", each)) for each in value]
    return "on" if value is True else str(getattr(value, "pk", value))


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """What the page says is wrong, by field; the empty name is for the page as a whole."""
    found: dict[str, list[str]] = {}
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
        if told := [str(each) for each in inline.formset.non_form_errors()]:
            found[inline.formset.prefix] = told
    for form in forms:
        for name, told in form.errors.items():
            found[form.add_prefix(name) if name != "__all__" else form.prefix or ""] = [
                str(each) for each in told
            ]
    return found
