"""The lists that administrators manage, each with its columns, its search and its form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, ApiKey, Place, User
from dashboards.manage.forms import AgencyForm, ManagedForm, NewPersonForm, PersonForm, PlaceForm
from measures import formats


@dataclass(frozen=True)
class Screen:
    """A list in the frame. `columns` are labels with what renders a row; the first is the row's name."""

    name: str
    model: type[Model]
    title: Any
    new: Any
    columns: tuple[tuple[Any, Callable[[Any], Any]], ...]
    search: tuple[str, ...]
    related: tuple[str, ...] = ()
    form: type[ManagedForm] | None = None
    new_form: type[ManagedForm] | None = None

    def rows(self, text: str) -> Any:
        found: Any = self.model._default_manager.all()
        if self.model is User:
            # A key's account is no person's.
            found = found.filter(key=None)
        sought = Q()
        for name in self.search:
            sought |= Q(**{f"{name}__icontains": text})
        return (
            found.filter(sought).select_related(*self.related)
            if text
            else found.select_related(*self.related)
        )

    def permission(self, action: str) -> str:
        return f"{self.model._meta.app_label}.{action}_{self.model._meta.model_name}"


def _yes(value: object) -> Any:
    return _("yes") if value else _("no")


def _moment(value: Any) -> str:
    return formats.moment(value) if value else "–"


def _key_state(key: ApiKey) -> Any:
    if key.revoked_at:
        return _("revoked")
    return _("in use") if key.is_usable else _("expired")


SCREENS = {
    screen.name: screen
    for screen in (
        Screen(
            "people",
            User,
            _("People"),
            _("New account"),
            (
                (_("User name"), lambda user: user.username),
                (_("Name"), lambda user: user.get_full_name() or "–"),
                (_("Role"), lambda user: user.get_role_display()),
                (_("Agency"), lambda user: user.agency or "–"),
                (_("Active"), lambda user: _yes(user.is_active)),
                (_("Last sign-in"), lambda user: _moment(user.last_login)),
            ),
            ("username", "first_name", "last_name", "email", "agency__code"),
            ("agency",),
            PersonForm,
            NewPersonForm,
        ),
        Screen(
            "keys",
            ApiKey,
            _("API keys"),
            _("New key"),
            (
                (_("Name"), lambda key: key.name),
                (_("Agency"), lambda key: key.agency),
                (_("Holder"), lambda key: key.holder or "–"),
                (_("Begins with"), lambda key: key.prefix),
                (_("State"), _key_state),
                (_("Valid until"), lambda key: _moment(key.expires_at)),
                (_("Last used"), lambda key: _moment(key.last_used_at)),
            ),
            ("name", "prefix", "agency__code"),
            ("agency", "holder"),
        ),
        Screen(
            "agencies",
            Agency,
            _("Agencies"),
            _("New agency"),
            (
                (_("Code"), lambda agency: agency.code),
                (_("Name"), lambda agency: agency.name),
                (_("Kind"), lambda agency: agency.get_kind_display()),
                (_("Country"), lambda agency: agency.country or _("international")),
                (_("Parent"), lambda agency: agency.parent or "–"),
            ),
            ("code", "acronym", "name"),
            ("country", "parent"),
            AgencyForm,
        ),
        Screen(
            "places",
            Place,
            _("Places"),
            _("New place"),
            (
                (_("Name"), lambda place: place.name),
                (_("Kind"), lambda place: place.get_kind_display()),
                (_("Country"), lambda place: place.country or "–"),
                (_("UN/LOCODE"), lambda place: place.locode or "–"),
                (_("IATA code"), lambda place: place.iata or "–"),
            ),
            ("name", "locode", "iata"),
            ("country",),
            PlaceForm,
        ),
    )
}
