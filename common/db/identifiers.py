"""Fields for names and codes of rows: one line of text, normalised, so that what looks the same is equal."""

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import CharField, CheckConstraint, F, Func, Q, TextField
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

# Tabs, line feeds and other signs that nobody sees.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
ONE_LINE = _("Write it in one line, without tabs, line feeds or other signs that cannot be seen.")


def check_one_line(text: str) -> None:
    """Raises ValidationError for characters that cannot be seen."""
    if UNSEEN.search(text):
        raise ValidationError(ONE_LINE, code="unseen")


def composed(text: str) -> str:
    """The text in Unicode's form NFC: keyboards differ in whether an accent is a character of its own."""
    return unicodedata.normalize("NFC", text)


class IdentifierField(CharField[str, str]):
    """A text field for codes and references, which are stored and compared in Unicode's form NFC."""

    default_validators = [check_one_line]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return composed(text) if isinstance(text, str) else text

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return composed(text) if isinstance(text, str) else text

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        text = super().pre_save(model_instance, add)
        if isinstance(text, str):
            setattr(model_instance, self.attname, composed(text))
        return getattr(model_instance, self.attname)

    def deconstruct(self) -> Any:
        """Django's CharField for migrations: the column is a plain text."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Composed(Func):
    """SQL's `normalize`: the text in Unicode's form NFC."""

    function = "normalize"
    output_field = TextField()
    in_python = staticmethod(composed)


def one_line(field: str, *, name: str) -> CheckConstraint:
    """A constraint with the rules of IdentifierField, for every way of writing a row."""
    return CheckConstraint(
        condition=Q(Exact(F(field), Composed(field))) & ~Q(**{f"{field}__regex": r"[\x01-\x1f\x7f]"}),
        name=name,
        violation_error_code=f"field:{field}",
        violation_error_message=ONE_LINE,
    )
