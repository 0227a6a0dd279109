from typing import Any

from django.contrib import messages
from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from agencies.limits.guesses import TooOften
from agencies.requests import SignedInRequest
from agencies.services import change_password
from agencies.sign_in import check_own_password


class OwnPasswordForm(PasswordChangeForm):
    """The form for one's own new password; guesses of the old one have the limits of the sign-in page."""

    def __init__(self, *args: Any, request: SignedInRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["new_password1"].help_text = " ".join(
            password_validation.password_validators_help_texts()
        )

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if not check_own_password(self.request, old):
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old


class PasswordView(PasswordChangeView):
    """The page on which every user changes their own password. It ends their other sessions."""

    request: SignedInRequest

    form_class = OwnPasswordForm
    template_name = "registration/password.html"
    success_url = reverse_lazy("overview")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except TooOften as refusal:
            context = self.get_context_data(form=self.form_class(self.request.user, request=self.request))
            page = self.render_to_response(context | {"refusal": str(refusal)}, status=refusal.status)
            page["Retry-After"] = str(refusal.wait)
            return page

    def form_valid(self, form: Any) -> HttpResponse:
        user = change_password(self.request.user, form.cleaned_data["new_password1"])
        # This session goes on, under the new password.
        update_session_auth_hash(self.request, user)
        messages.success(self.request, _("Your password was changed. You are signed out everywhere else."))
        return HttpResponseRedirect(self.get_success_url())
