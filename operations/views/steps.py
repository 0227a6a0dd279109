"""The steps of a record from draft to verified, each a button that posts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from common.errors import Invalid, Refused
from operations import services
from operations.forms.comments import CommentForm
from operations.models import ReviewedRecord
from operations.services.review import locked
from operations.views.pages import RecordPage


class Step(View):
    """A step that a service takes, or refuses: then the page says why, with what was typed still there."""

    page: type[RecordPage] = RecordPage
    name = ""
    take: Callable[..., Any] = staticmethod(services.submit)
    reason = False
    done: Any = ""

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        return redirect(f"{self.page.kind}", pk=pk)

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        page = self.page.of(request, pk)
        try:
            record = self.taken(page.record)
        except Invalid as invalid:
            return page.shown(step=self.name, errors=invalid.errors.get("reason", [str(invalid)]), status=400)
        except Refused as refusal:
            return self.page.of(request, pk).shown(refusal, step=self.name)
        messages.success(request, self.done % {"record": record})
        return redirect(self.onward(record))

    @transaction.atomic
    def taken(self, record: ReviewedRecord) -> ReviewedRecord:
        seen = self.request.POST.get("version", "")
        if seen and seen != str(locked(record).version):
            raise Refused(_("Somebody changed this record since you opened it. Look at it again."))
        reason = {"reason": self.request.POST.get("reason", "").replace("\0", "")} if self.reason else {}
        taken: ReviewedRecord = self.take(record, by=self.request.user, **reason)
        return taken

    def onward(self, record: ReviewedRecord) -> str:
        following = self.request.POST.get("next", "")
        ours = url_has_allowed_host_and_scheme(following, {self.request.get_host()})
        return following if ours else record.get_absolute_url()


class Amend(Step):
    def onward(self, record: ReviewedRecord) -> str:
        return reverse(f"{self.page.kind}-edit", args=[record.pk])


class Remark(View):
    page: type[RecordPage] = RecordPage

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        return redirect(f"{self.page.kind}", pk=pk)

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        page = self.page.of(request, pk)
        form = CommentForm(request.POST, about=page.labels())
        if form.is_valid():
            services.comment(page.record, by=request.user, **form.cleaned_data)
            return redirect(f"{page.record.get_absolute_url()}#comments")
        return page.shown(form=form, status=400)


STEPS: tuple[tuple[str, Any, bool, Any], ...] = (
    ("submit", services.submit, False, gettext_lazy("%(record)s was submitted for review.")),
    ("verify", services.verify, False, gettext_lazy("%(record)s is verified, and counts from now on.")),
    ("return", services.return_to_author, True, gettext_lazy("%(record)s went back to its author.")),
    ("withdraw", services.withdraw, True, gettext_lazy("%(record)s was withdrawn.")),
)


def paths(page: type[RecordPage], *, entry: Any, amend: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of the records of one kind, below that of their list."""
    kind = page.kind
    steps = [
        path(
            f"<uuid:pk>/{name}/",
            Step.as_view(page=page, name=name, take=take, reason=reason, done=done),
            name=f"{kind}-{name}",
        )
        for name, take, reason, done in STEPS
    ]
    amended = gettext_lazy("This is a draft that amends a verified record. The original counts until it is verified.")
    return [
        path("new/", entry.as_view(), name=f"{kind}-new"),
        path("<uuid:pk>/", page.as_view(), name=kind),
        path("<uuid:pk>/edit/", entry.as_view(), name=f"{kind}-edit"),
        *steps,
        path("<uuid:pk>/amend/", Amend.as_view(page=page, name="amend", take=amend, done=amended), name=f"{kind}-amend"),
        path("<uuid:pk>/comment/", Remark.as_view(page=page), name=f"{kind}-comment"),
    ]
