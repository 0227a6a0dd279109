"""Pages whose form is saved by a service, with its errors in the form; a page that is sent twice is saved once."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from common.errors import Refused
from common.forms.entry import EntryForm
from common.forms.once import page_number, save_form_once
from common.pages.device import (
    is_sent_by_script,
    is_sent_by_user,
    refused_answer,
    remember_saved,
    saved_answer,
    sign_in_answer,
)
from common.pages.typed import ReopenedView


class EntryView(ReopenedView[EntryForm]):
    """A FormView whose `save` calls a service with an EntryForm, and returns the saved row as `object`."""

    http_method_names = ["get", "post", "head", "options"]
    # Whether saving makes a new row, so that it must not happen twice.
    creates = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_sent_by_script(request) and not is_sent_by_user(request):
            return sign_in_answer()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        saved = form.attempt(partial(self.save_once, form))
        if saved is None:
            return self.render_form(form)
        self.object = saved
        self.announce(form)
        if is_sent_by_script(self.request):
            return saved_answer(self.request, self.get_success_url())
        return remember_saved(self.request, super().form_valid(form))

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form with all errors: the parsed values are checked by the service, too."""
        form.attempt(partial(self.check, form))
        return self.render_form(form)

    def render_form(self, form: Any) -> HttpResponse:
        if is_sent_by_script(self.request):
            return refused_answer(form)
        return self.render_to_response(self.get_context_data(form=form), status=form.status)

    def save_once(self, form: Any) -> Any:
        """The saved row. A page that is sent twice gives the row of the first time."""
        if not self.creates:
            return self.save(form)
        saved, pk = save_form_once(
            self.request.POST,
            self.request.user,
            partial(self.save, form),
            whatever_it_has=is_sent_by_script(self.request),
        )
        return saved or self._saved_before(pk)

    def _saved_before(self, pk: str) -> Any:
        saved = self.get_queryset().filter(pk=pk).first()
        if saved is None:
            raise Refused(
                _("This was saved once, and has been removed since. Open a new page to enter it again.")
            )
        return saved

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"once": page_number(self.request)}

    # What a page defines.

    def get_queryset(self) -> QuerySet[Any]:
        """The rows of the kind that the page saves, as far as the user may see them."""
        raise NotImplementedError

    def save(self, form: Any) -> Any:
        """Saves through the service, and returns the row."""
        raise NotImplementedError

    def check(self, form: Any) -> None:
        """Raises Invalid with everything for which the service would refuse the row."""

    def announce(self, form: Any) -> None:
        """Adds the message about what was saved."""
