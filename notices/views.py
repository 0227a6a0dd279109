"""The bell and the page of notices: everybody has their own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from common.errors import Invalid
from common.pages.paging import Page
from notices import services
from notices.models import MailChoice, Notice
from notices.shown import shown

ROWS = 50
# The bell counts no further: "50+".
COUNTED = 50


class MailForm(forms.ModelForm[MailChoice]):
    class Meta:
        model = MailChoice
        fields = ("mail",)


def notices_page(request: SignedInRequest) -> HttpResponse:
    """The notices of the user, the newest first, as far as their rights of now go."""
    user, unread = request.user, request.GET.get("show") == "unread"
    own = Notice.objects.of(user)
    page = Page(own.unread() if unread else own, request.GET.get("page"), ROWS)
    context = {
        "page": page,
        "page_obj": page,
        "notices": shown(page.rows, user),
        "unread_only": unread,
        "mail_form": MailForm(initial={"mail": services.chosen_mail(user)}),
    }
    return render(request, "notices/list.html", context)


def unread_count(request: SignedInRequest) -> HttpResponse:
    """The number beside the bell, which a page loads after itself."""
    found = shown(Notice.objects.of(request.user).unread()[:COUNTED], request.user)
    return render(request, "notices/count.html", {"count": len(found), "most": COUNTED})


def notice_page(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Leads to what the notice is about, and marks it as read."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    found = shown([notice], request.user)
    services.read_notice(notice, by=request.user)
    if not found:
        messages.info(request, _("What that notice was about is settled, or you may not read it any more."))
        return redirect("notices")
    return redirect(found[0].url)


@require_POST
def all_read(request: SignedInRequest) -> HttpResponse:
    services.read_all(by=request.user)
    return redirect("notices")


@require_POST
def mail_choice(request: SignedInRequest) -> HttpResponse:
    try:
        services.choose_mail(request.POST.get("mail", ""), by=request.user)
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("Your choice of e-mails is saved."))
    return redirect("notices")
