"""A service's errors, placed beside the fields of a form; and the summary with links to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from common.errors import Invalid
from common.forms.rows import RowForm, Rows


@dataclass(frozen=True)
class Problem:
    """A line of the summary of errors. `id` is that of the control, or empty if there is none."""

    sentence: str
    label: str = ""
    id: str = ""


def place_errors(
    invalid: Invalid, form: forms.Form, rows: Mapping[str, Rows], renamed: Mapping[str, str] | None = None
) -> None:
    """Adds each sentence to its field; `renamed` has the form's name for a field that the record calls otherwise."""
    places = [form, *(row for each in rows.values() for row in each.remaining)]
    unread = {place: set(place.errors) for place in places}
    for path, sentences in invalid.errors.items():
        place, name = _place(path, form, rows)
        if isinstance(place, Rows):
            place.non_form_errors().extend(sentences)
        else:
            name = (renamed or {}).get(name, name)
            # The higher of two numbers is typed in the field of the lower one.
            name = name if name in place.fields else name.removesuffix("_high")
            shown = name in place.fields and not place.fields[name].widget.is_hidden
            # What could not be parsed was left out of what the service was given.
            if name not in unread[place]:
                place.add_error(name if shown else None, sentences)


def _place(path: str, form: forms.Form, rows: Mapping[str, Rows]) -> tuple[Any, str]:
    head, _dot, rest = path.partition(".")
    if head not in rows:
        return form, path
    number, _dot, name = rest.partition(".")
    return (rows[head].remaining[int(number)], name) if number else (rows[head], "")


def problems(form: forms.Form, *rows: Rows) -> list[Problem]:
    """All errors of an entry page, in the order of its fields."""
    found = list(_of(form))
    for each in rows:
        found += [Problem(str(sentence)) for sentence in each.non_form_errors()]
        for number, row in enumerate(each.remaining, start=1):
            found += _of(row, f"{row.heading} {number}")
    return found


def _of(form: forms.Form, heading: str = "") -> Iterator[Problem]:
    for sentence in form.non_field_errors():
        yield Problem(
            str(sentence), heading, form[form.first].id_for_label if isinstance(form, RowForm) else ""
        )
    for field in form:
        label = f"{heading}, {field.label}" if heading else str(field.label)
        for sentence in field.errors:
            hidden = field.is_hidden
            yield Problem(str(sentence), heading if hidden else label, "" if hidden else field.auto_id)
