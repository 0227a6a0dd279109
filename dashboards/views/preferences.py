from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from agencies.preferences import choose_preferences
from agencies.requests import SignedInRequest
from common.errors import Invalid
from common.forms.errors import place_errors
from dashboards.manage.preferences import OwnPreferencesForm


def preferences_page(request: SignedInRequest) -> HttpResponse:
    """The page on which every user chooses how figures and dates are shown to them."""
    form: Any = OwnPreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            choose_preferences(request.user, form.cleaned_data)
        except Invalid as invalid:
            place_errors(invalid, form, {})
        else:
            messages.success(request, _("Your preferences are saved."))
            response = redirect("account")
            # What was chosen in the top bar of this browser goes no longer before it.
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
            return response
    context = {"form": form, "agency": request.user.agency}
    return render(request, "dashboards/preferences.html", context, status=400 if form.is_bound else 200)
