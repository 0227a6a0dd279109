"""Forms of accounts, keys, agencies and places: the services judge what is entered."""

import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.forms import CountryField
from agencies.models import Agency, Country, Place, Scope, User
from common.forms.dates import DayField
from common.forms.numbers import NumberField, NumberInput
from common.forms.widgets import Checks

# A key is proposed to last so long.
USUAL_LIFE = datetime.timedelta(days=365)


class ManagedForm(forms.ModelForm[Any]):
    """A form whose row a service checks and saves: the model's own checks are made there."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def _post_clean(self) -> None:
        for name in self._meta.fields or ():
            if name in self.cleaned_data:
                setattr(self.instance, name, self.cleaned_data[name])


class PersonForm(ManagedForm):
    class Meta:
        model = User
        fields: ClassVar[Any] = (
            "username", "first_name", "last_name", "email", "role", "agency", "is_active",
        )  # fmt: skip


class NewPersonForm(PersonForm):
    password = forms.CharField(
        label=_("First password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Tell it to the person, who changes it on the page of the account."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.instance)
        return password

    def _post_clean(self) -> None:
        super()._post_clean()
        if password := self.cleaned_data.get("password"):
            self.instance.set_password(password)


class AgencyForm(ManagedForm):
    country = CountryField(queryset=Country.objects.all(), required=False, label=_("country"))

    class Meta:
        model = Agency
        fields: ClassVar[Any] = ("code", "acronym", "name", "kind", "country", "parent", "description")


class PlaceForm(ManagedForm):
    country = CountryField(queryset=Country.objects.all(), required=False, label=_("country"))
    latitude = NumberField(label=_("latitude"), required=False, widget=NumberInput)
    longitude = NumberField(label=_("longitude"), required=False, widget=NumberInput)

    class Meta:
        model = Place
        fields: ClassVar[Any] = ("name", "kind", "country", "locode", "iata", "latitude", "longitude")


class KeyEntryForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    agency = forms.ModelChoiceField(queryset=Agency.objects.all(), label=_("Agency"))
    holder = forms.ModelChoiceField(
        queryset=User.objects.filter(is_active=True, key=None).order_by("username"),
        label=_("Holder"),
        required=False,
        help_text=_("Who of the agency answers for it. A key that writes needs one."),
    )
    scopes = forms.MultipleChoiceField(choices=Scope.choices, widget=Checks(_("Scopes")), label=_("Scopes"))
    until = DayField(
        label=_("Valid until"), required=False, help_text=_("Empty: until it is revoked."), initial=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = (timezone.localdate() + USUAL_LIFE).isoformat()

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes; the last day is a whole one."""
        given = {name: self.cleaned_data[name] for name in ("name", "agency", "holder", "scopes")}
        until: datetime.date | None = self.cleaned_data["until"]
        ends = datetime.datetime.combine(until, datetime.time.max, datetime.UTC) if until else None
        return given | {"expires_at": ends}


KEY_NAMES = {"expires_at": "until"}
