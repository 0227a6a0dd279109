from typing import Any

from django import forms

from measures.partial_date import HINT, PartialDate


class PartialDateField(forms.CharField):
    """A date as precise as it is known, written in one field; nothing written is a date not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 24, "help_text": HINT, **kwargs})

    def to_python(self, value: object) -> Any:
        return PartialDate.parse(super().to_python(value) or "")

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value))

    def prepare_value(self, value: object) -> Any:
        return str(value) if isinstance(value, PartialDate) else value

    def has_changed(self, initial: object, data: object) -> bool:
        stored = initial if isinstance(initial, PartialDate) else PartialDate.parse(str(initial or ""))
        return super().has_changed(stored, data)
