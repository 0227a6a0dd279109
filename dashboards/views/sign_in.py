from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from agencies.limits.guesses import TooOften, remember_device

# Made by `make run` on loopback only; see OPS_TRACKER_DEMO.
DEMO_ACCOUNTS = (
    {"username": "analyst", "what": _("enters results")},
    {"username": "supervisor", "what": _("verifies what others entered")},
    {"username": "partner", "what": _("reads what is shared")},
    {"username": "auditor", "what": _("reads the trail")},
    {"username": "admin", "what": _("keeps reference data and users")},
)


class SignIn(LoginView):
    template_name = "registration/sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except TooOften as refusal:
            return self.refused(refusal)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        remember_device(self.request, response, form.cleaned_data["username"])
        return response

    def refused(self, refusal: TooOften) -> HttpResponse:
        """The sign-in page after too many attempts; the password is not checked."""
        form = self.form_class(self.request, initial={"username": self.request.POST.get("username", "")})
        page = self.render_to_response(
            self.get_context_data(form=form, refusal=str(refusal)), status=refusal.status
        )
        page["Retry-After"] = str(refusal.wait)
        return page

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        demo = DEMO_ACCOUNTS if settings.DEMO else ()
        return {"refusal": "", **super().get_context_data(**kwargs), "demo": demo}
