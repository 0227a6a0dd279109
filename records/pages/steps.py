"""The steps of a record from draft to verified, each a button that posts."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View

from common.errors import Invalid, Refused
from common.forms.errors import put
from operations.models import ReviewedRecord
from records import services
from records.forms.comments import CommentForm
from records.pages.page import RecordPage


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
        messages.success(request, self.told(record) % {"record": record})
        return redirect(self.onward(record))

    def taken(self, record: ReviewedRecord) -> ReviewedRecord:
        reason = {"reason": self.request.POST.get("reason", "").replace("\0", "")} if self.reason else {}
        taken: ReviewedRecord = self.take(record, by=self.request.user, version=self.seen(), **reason)
        return taken

    def seen(self) -> int | None:
        """The version that the page showed, if it was sent; what is no number is a version that never was."""
        text = self.request.POST.get("version", "")
        if not text:
            return None
        return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0

    def told(self, record: ReviewedRecord) -> Any:
        return self.done

    def onward(self, record: ReviewedRecord) -> str:
        following = self.request.POST.get("next", "")
        ours = url_has_allowed_host_and_scheme(following, {self.request.get_host()})
        return following if ours else record.get_absolute_url()


class Verify(Step):
    def seen(self) -> int | None:
        """Nothing is verified without a version: nobody would know what was looked at."""
        return super().seen() or 0

    def told(self, record: ReviewedRecord) -> Any:
        if record.part_of_id is None:
            return self.done
        return _("%(record)s is verified; it is part of another record and not counted again.")


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
        if not form.is_valid():
            return page.shown(form=form, status=400)
        try:
            services.comment(page.record, by=request.user, **form.cleaned_data)
        except Invalid as invalid:
            put(invalid, form, {})
            return page.shown(form=form, status=400)
        return redirect(f"{page.record.get_absolute_url()}#comments")
