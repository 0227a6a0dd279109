"""The fields of preferences: each a list whose first choice is to leave it to the default."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from agencies.models.preferences import PREFERENCES
from measures.calendars import CALENDARS
from measures.latest_rates import currencies_with_rates


def _calendars() -> list[tuple[str, Any]]:
    return [("", _("by default")), *((code, each.name) for code, each in CALENDARS.items())]


def _currencies() -> list[tuple[str, str]]:
    return [
        ("", _("by default")),
        *((each.code, f"{each.code} · {each.localised}") for each in currencies_with_rates()),
    ]


class PreferenceChoices(forms.ModelForm[Any]):
    """A form of a row with preferences: money and calendars have lists, which the model does not know."""

    calendar = forms.ChoiceField(
        choices=_calendars,
        required=False,
        label=gettext_lazy("years of"),
        help_text=gettext_lazy("What a year is where nothing else is chosen on a page."),
    )
    money_in = forms.ChoiceField(
        choices=_currencies,
        required=False,
        label=gettext_lazy("money in"),
        help_text=gettext_lazy(
            "Totals are shown by the latest published rate. They stay valued in the reporting currency."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("mass_unit", "first_weekday", "language"):
            field: Any = self.fields[name]
            field.choices = [("", _("by default")), *(choice for choice in field.choices if choice[0])]


class OwnPreferencesForm(PreferenceChoices):
    """The preferences of one's own account."""

    class Meta:
        model = User
        fields: ClassVar[Any] = PREFERENCES

    def _post_clean(self) -> None:
        """The service checks them."""
