from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.utils.translation import gettext_lazy as _

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo": DEMO_ACCOUNTS if settings.DEMO else ()}
