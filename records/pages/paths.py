from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from records import services
from records.pages.attachments import AttachmentView, AttachView, DetachView
from records.pages.entry import RecordEntryView
from records.pages.page import RecordPageView
from records.pages.steps import AssignView, CommentView, DuplicateView, StepView, VerifyView

# The view of each step with its service, the message after it, and True where it takes a reason.
STEPS: tuple[tuple[str, type[StepView], Callable[..., Any], Any, bool], ...] = (
    ("submit", StepView, services.submit, _("%(record)s was submitted for review."), True),
    ("take-back", StepView, services.take_back, _("%(record)s is a draft again."), True),
    ("begin-review", StepView, services.begin_review, _("You are reviewing %(record)s."), False),
    (
        "confirm",
        StepView,
        services.confirm,
        _("%(record)s is confirmed. It counts once a coordinating agency has verified it."),
        False,
    ),
    ("verify", VerifyView, services.verify, _("%(record)s is verified, and counts from now on."), True),
    ("return", StepView, services.return_to_author, _("%(record)s went back to its author."), True),
    ("withdraw", StepView, services.withdraw, _("%(record)s was withdrawn."), True),
    (
        "mark-duplicate",
        DuplicateView,
        services.mark_duplicate,
        _("%(record)s counts no more: the other record does."),
        True,
    ),
    (
        "undo-duplicate",
        StepView,
        services.undo_duplicate,
        _("%(record)s counts again."),
        True,
    ),
    ("accept", StepView, services.accept, _("%(record)s counts for those whom it names."), False),
    ("object", StepView, services.object_to, _("%(record)s is out of the totals that you answer for."), True),
)


def paths(detail_view: type[RecordPageView], entry_view: type[RecordEntryView]) -> list[URLPattern]:
    """The addresses of one kind of record, below that of its list."""
    kind, enter = detail_view.kind, entry_view.as_view(detail_view=detail_view)
    amend = entry_view.as_view(detail_view=detail_view, amending=True)

    def step(name: str, view: type[StepView], **options: Any) -> URLPattern:
        callback = view.as_view(detail_view=detail_view, name=name, **options)
        return path(f"<uuid:pk>/{name}/", callback, name=f"{kind}-{name}")

    return [
        path("new/", enter, name=f"{kind}-new"),
        path("<uuid:pk>/", detail_view.as_view(), name=kind),
        path("<uuid:pk>/edit/", enter, name=f"{kind}-edit"),
        path("<uuid:pk>/amend/", amend, name=f"{kind}-amend"),
        *(
            step(name, view, service=service, success_message=message, takes_reason=takes_reason)
            for name, view, service, message, takes_reason in STEPS
        ),
        step("comment", CommentView),
        step("assign", AssignView),
        step("attachments", AttachView),
        *_files(detail_view),
    ]


def _files(detail_view: Any) -> list[URLPattern]:
    """The addresses of a file of a record."""
    kind, file = detail_view.kind, "<uuid:pk>/attachments/<uuid:file>/"
    removal = DetachView.as_view(detail_view=detail_view)
    return [
        path(file, AttachmentView.as_view(detail_view=detail_view), name=f"{kind}-attachment"),
        path(f"{file}remove/", removal, name=f"{kind}-detach"),
    ]
