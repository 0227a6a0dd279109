"""The context of every page: the entries of its navigation rail, and how many records wait for review."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.forms.typed import sign_typist
from common.pages.device import device_name
from dashboards.preferences import ReadingUnits
from operations.models import Outcome
from seizures.models import Seizure


@dataclass(frozen=True)
class RailEntry:
    """One entry of the rail: the URL's name, the label, and who sees it."""

    name: str
    label: str | Promise
    icon: str
    allowed: Callable[[User], bool] = lambda _user: True
    # What its address takes.
    of: tuple[str, ...] = ()


GROUPS = (
    (
        RailEntry("overview", _("Overview"), "layout-dashboard"),
        RailEntry("operations", _("Operations"), "target-arrow"),
        RailEntry("seizures", _("Seizures"), "package"),
        RailEntry("outcomes", _("Outcomes"), "gavel"),
        RailEntry("explore", _("Explore"), "chart-bar"),
        RailEntry("compare", _("Compare"), "git-compare"),
        RailEntry("completeness", _("Completeness"), "list-check"),
        RailEntry("calendar", _("Calendar"), "calendar"),
        RailEntry("routes", _("Routes"), "arrow-right"),
        RailEntry("capacity", _("Capacity"), "building"),
        RailEntry("links", _("Links and patterns"), "users"),
        RailEntry("signals", _("Signals and forecasts"), "alert-circle"),
        RailEntry("legal-instruments", _("Legal instruments"), "scale"),
        RailEntry("method-notes", _("Method notes"), "file-text"),
    ),
    (
        RailEntry("my-work", _("My work"), "inbox", lambda user: user.enters),
        RailEntry(
            "device",
            _("On this device"),
            "device-desktop",
            lambda user: user.enters and settings.DEVICE_DRAFTS,
        ),
        RailEntry("imports", _("Imports"), "table", lambda user: user.enters),
        RailEntry("review", _("Review"), "checkup-list", lambda user: user.verifies),
    ),
    (
        RailEntry(
            "audit",
            _("Audit"),
            "history",
            lambda user: user.has_perm("pghistory.view_events"),
        ),
        RailEntry(
            "managed",
            _("People and keys"),
            "users",
            lambda user: user.has_perm("agencies.view_user"),
            ("people",),
        ),
        RailEntry(
            "managed",
            _("Places and agencies"),
            "map-pin",
            lambda user: user.has_perm("agencies.view_place"),
            ("places",),
        ),
        RailEntry("admin:index", _("Admin"), "settings", lambda user: user.is_staff),
        RailEntry("help", _("Help"), "help-circle"),
    ),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    user: Any = getattr(request, "user", None)
    # Nobody is signed in, or a key is.
    if getattr(user, "user_id", None) is None:
        return {}
    return {
        "search_text": request.GET.get("q", "") if request.path == reverse("search") else "",
        "navigation": [
            group for group in (_open_to(user, places, request.path) for places in GROUPS) if group
        ],
        # A function, so that pages without the rail never ask the database.
        "review_count": lambda: _to_review(user),
        # Empty where nothing may be stored on devices.
        "device": device_name(user) if settings.DEVICE_DRAFTS else "",
        "typist": lambda: sign_typist(user),
        # What the page's figures are shown in, where that is not what they are stored in.
        "reading_notes": lambda: list(units.notes()) if (units := _units(request)) else [],
    }


def _open_to(user: User, places: Iterable[RailEntry], path: str) -> list[dict[str, Any]]:
    return [
        {
            "name": place.name,
            "label": place.label,
            "icon": place.icon,
            "url": (url := reverse(place.name, args=place.of)),
            "current": path == url or (url != reverse("overview") and path.startswith(url)),
        }
        for place in places
        if place.allowed(user)
    ]


def _to_review(user: User) -> int:
    """The number of submitted records that the user may decide on."""
    return sum(model.objects.decidable_by(user).count() for model in (Seizure, Outcome))


def _units(request: HttpRequest) -> ReadingUnits | None:
    return getattr(request, "reading_units", None)
