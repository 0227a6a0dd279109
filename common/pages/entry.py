"""Pages where a record is entered or edited: from what was typed to a service, and back with what is wrong."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views import View

from common.errors import Invalid, Refused
from common.forms.sheet import Sheet


class Entry(View):
    """What entering and editing have in common; a subclass says what the sheet holds and how it is saved."""

    template = ""
    catalogue_class: Callable[[Any], Any]

    def get(self, request: HttpRequest, **key: Any) -> HttpResponse:
        return self.opened(request, None, **key)

    def post(self, request: HttpRequest, **key: Any) -> HttpResponse:
        return self.opened(request, request.POST, **key)

    def opened(self, request: HttpRequest, data: Any, **key: Any) -> HttpResponse:
        self.catalogue = self.catalogue_class(request.user)
        try:
            record = self.found(**key) if key else self.begun()
        except Refused as refusal:
            return self.refused(refusal, **key)
        # Saving in vain leaves its traces on the record, so what the page says of it is settled before.
        self.adding, self.title = record._state.adding, self.titled(record)
        sheet = self.sheet(record, data)
        if data is None:
            return self.shown(record, sheet)
        return self.kept(record, sheet) if sheet.is_valid() else self.judged(record, sheet)

    def judged(self, record: Any, sheet: Sheet) -> HttpResponse:
        """Where not all that was typed can be read: the rest is judged too, so that all is said in one round."""
        try:
            self.check(record, sheet)
        except Invalid as invalid:
            sheet.put(invalid)
        except Refused as refusal:
            return self.shown(record, sheet, refusal)
        return self.shown(record, sheet)

    def kept(self, record: Any, sheet: Sheet) -> HttpResponse:
        try:
            saved = self.save(record, sheet)
        except Invalid as invalid:
            sheet.put(invalid)
        except Refused as refusal:
            return self.shown(record, sheet, refusal)
        else:
            return self.done(saved)
        return self.shown(record, sheet)

    def shown(self, record: Any, sheet: Sheet, refusal: Refused | None = None) -> HttpResponse:
        context = {
            "title": self.title,
            "form": sheet.form,
            "problems": sheet.problems,
            "refusal": refusal,
            "over": self.overtaken(record, sheet) if refusal else None,
            "catalogue": {"measures": {}, "units": {}},
            "currencies": [],
            **self.context(record, sheet),
        }
        return render(self.request, self.template, context, status=refusal.page_status if refusal else 200)

    def overtaken(self, record: Any, sheet: Sheet) -> int | None:
        """The version that somebody else saved meanwhile, if it may still be saved over."""
        if self.adding:
            return None
        now = type(record).objects.get(pk=record.pk)
        return now.version if now.version != sheet.form.seen and getattr(now, "editable", True) else None

    def done(self, saved: models.Model) -> HttpResponse:
        messages.success(self.request, _("%(record)s was saved.") % {"record": saved})
        return redirect(saved)

    # What a subclass says.

    def begun(self) -> Any:
        raise NotImplementedError

    def found(self, **key: Any) -> Any:
        raise NotImplementedError

    def refused(self, refusal: Refused, **key: Any) -> HttpResponse:
        """Where the page may not be opened at all."""
        raise PermissionDenied(str(refusal)) from refusal

    def titled(self, record: Any) -> str:
        raise NotImplementedError

    def sheet(self, record: Any, data: Any) -> Sheet:
        raise NotImplementedError

    def save(self, record: Any, sheet: Sheet) -> models.Model:
        raise NotImplementedError

    def check(self, record: Any, sheet: Sheet) -> None:
        """Raises Invalid with all for which saving would be refused."""
        raise NotImplementedError

    def context(self, record: Any, sheet: Sheet) -> dict[str, Any]:
        raise NotImplementedError
