"""Pages on which the plan and the targets of an operation are set by those who steer it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from agencies.requests import SignedInRequest
from common.db.seen import Seen
from common.errors import NotAllowed, Refused
from operations import services
from operations.models import Operation, Plan, Target
from records.forms.plans import PlanCopyForm, PlanEntryForm, TargetEntryForm
from records.pages.stated import StatedEntryView

TAB = "operation-targets"


class PlanEntryView(StatedEntryView):
    """The page of an operation's plan, which it has once."""

    model, form_class = Plan, PlanEntryForm
    titles = gettext_lazy("Plan what is reported"), gettext_lazy("Edit the plan")
    section = (TAB, "plan")
    shown = "every begins ends due_days review_levels why"

    def get_object(self) -> Plan:
        return Plan.objects.filter(operation=self.operation).first() or Plan(operation=self.operation)

    def save(self, form: Any) -> Plan:
        return services.record_plan(form.apply(), by=self.request.user, **self.seen(form))

    def announce(self, form: Any) -> None:
        messages.success(self.request, _("The plan was saved."))


class TargetEntryView(StatedEntryView):
    model, form_class = Target, TargetEntryForm
    titles = gettext_lazy("Add a target"), gettext_lazy("Edit the target")
    section = (TAB, "targets")
    shown = "measure stage agency value unit date statement why"

    def save(self, form: Any) -> Target:
        return services.record_target(form.apply(), by=self.request.user, **self.seen(form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"removable": None if self.creates else self.object}


@require_POST
def target_removal(request: SignedInRequest, code: str, pk: Any) -> HttpResponse:
    """Removes a target as its page showed it."""
    visible = Target.objects.visible_to(request.user)
    target = get_object_or_404(visible, pk=pk, operation__code=code)
    seen = Seen(request.POST.get("version", ""))
    return _answered(
        request,
        code,
        lambda: services.remove_target(target, by=request.user, seen=seen),
        _("The target was removed."),
    )


@require_POST
def plan_copy(request: SignedInRequest, code: str) -> HttpResponse:
    """Copies the plan and the targets of the operation that was chosen."""
    operation = get_object_or_404(Operation.objects.visible_to(request.user), code=code)
    form = PlanCopyForm(request.POST, operation=operation, reader=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose the operation whose plan is copied."))
        return redirect(TAB, code=code)
    return _answered(
        request,
        code,
        lambda: services.copy_plan(operation, source=form.cleaned_data["template"], by=request.user),
        _("The plan and the targets were copied."),
    )


def _answered(request: SignedInRequest, code: str, act: Any, done: str) -> HttpResponse:
    try:
        act()
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(TAB, code=code)
