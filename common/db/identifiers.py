"""What people call a row by: one line of text in one form, so that what looks the same is the same."""

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
    """Raises ValidationError for signs that cannot be seen."""
    if UNSEEN.search(text):
        raise ValidationError(ONE_LINE, code="unseen")


def composed(text: str) -> str:
    """The text with its accents in the letters (NFC), as one keyboard writes it and another does not."""
    return unicodedata.normalize("NFC", text)


class IdentifierField(CharField):  # type: ignore[type-arg]
    """Text in one form, whichever way it comes in: typed, sent or looked for."""

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
        """In the database it is a text like any other."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Composed(Func):
    """The text with its accents in the letters."""

    function = "normalize"
    output_field = TextField()
    in_python = staticmethod(composed)


def one_line(field: str, *, name: str) -> CheckConstraint:
    """The database keeps what an IdentifierField promises, whoever writes."""
    return CheckConstraint(
        condition=Q(Exact(F(field), Composed(field))) & ~Q(**{f"{field}__regex": r"[\x01-\x1f\x7f]"}),
        name=name,
        violation_error_code=f"field:{field}",
        violation_error_message=ONE_LINE,
    )
