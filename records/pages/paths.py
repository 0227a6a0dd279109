from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from records import services
from records.pages.page import RecordPage
from records.pages.steps import Amend, Remark, Step, Verify

STEPS: tuple[tuple[str, type[Step], Any, bool, Any], ...] = (
    ("submit", Step, services.submit, False, _("%(record)s was submitted for review.")),
    ("verify", Verify, services.verify, False, _("%(record)s is verified, and counts from now on.")),
    ("return", Step, services.return_to_author, True, _("%(record)s went back to its author.")),
    ("withdraw", Step, services.withdraw, True, _("%(record)s was withdrawn.")),
)


def paths(page: type[RecordPage], *, entry: Any, amend: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of the records of one kind, below that of their list."""
    kind = page.kind
    steps = [
        path(
            f"<uuid:pk>/{name}/",
            step.as_view(page=page, name=name, take=take, reason=reason, done=done),
            name=f"{kind}-{name}",
        )
        for name, step, take, reason, done in STEPS
    ]
    amended = _("This is a draft that amends a verified record. The original counts until it is verified.")
    return [
        path("new/", entry.as_view(), name=f"{kind}-new"),
        path("<uuid:pk>/", page.as_view(), name=kind),
        path("<uuid:pk>/edit/", entry.as_view(), name=f"{kind}-edit"),
        *steps,
        path(
            "<uuid:pk>/amend/",
            Amend.as_view(page=page, name="amend", take=amend, done=amended),
            name=f"{kind}-amend",
        ),
        path("<uuid:pk>/comment/", Remark.as_view(page=page), name=f"{kind}-comment"),
    ]
