"""Admin screens of the ledger: how far it is folded, the results of reconciliations, and a button for each task."""

from typing import Any

from celery import current_app
from django.contrib import admin, messages
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Role
from figures import tasks
from figures.ledger import folding, size, waking
from figures.models import Reconciliation

LIST = "admin:figures_reconciliation_changelist"
PATIENCE = 0.5  # seconds for a worker to answer
# The tasks that can be sent: task, label, meaning, and the command that does the same without a worker.
ERRANDS = {
    "fold": (
        tasks.fold,
        _("Fold now"),
        _(
            "A worker moves what is pending into the balances. Figures are the same before and after, and faster "
            "afterwards."
        ),
        "manage.py rollup",
    ),
    "check": (
        tasks.reconcile,
        _("Check now"),
        _(
            "A worker compares every record with the ledger and the ledger with every balance, and puts right what "
            "has drifted. Nobody has to wait for it. Where there are a million records it is busy for some minutes."
        ),
        "manage.py reconcile --repair",
    ),
}


@admin.register(Reconciliation)
class LedgerAdmin(admin.ModelAdmin[Reconciliation]):
    list_display = ("began", "result", "fact_count", "posting_count", "balance_count", "took")
    list_display_links = None
    show_full_result_count = False
    list_per_page = 30

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        errands = [
            path(f"{name}/", view(self.errand), {"name": name}, name=f"ledger_{name}") for name in ERRANDS
        ]
        return [*errands, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        waiting = folding.pending()
        state = {
            "title": _("Ledger"),
            "waiting": waiting,
            "last_fold": waking.last_fold(),
            "last": Reconciliation.objects.first(),
            "posting_count": size.folded() + waiting.number,
            "kept": [(grain.label, number) for grain, number in size.balances().items()],
            "worker": _worker(),
            "errands": _errands() if _manages(request.user) else [],
        }
        return super().changelist_view(request, {**state, **(extra_context or {})})

    def errand(self, request: HttpRequest, name: str) -> HttpResponse:
        """Shows what the task does, and sends it once the user has confirmed."""
        if not _manages(request.user):
            raise PermissionDenied
        task, label, meaning, command = ERRANDS[name]
        if request.method == "POST":
            self.message_user(request, *_sent(task, command))
            return HttpResponseRedirect(reverse(LIST))
        text = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": label,
            "meaning": meaning,
        }
        return TemplateResponse(request, "admin/figures/reconciliation/errand.html", text)

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return _manages(request.user) or bool(request.user.role == Role.AUDITOR)

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("when"), ordering="began_at")
    def began(self, run: Reconciliation) -> str:
        return timezone.localtime(run.began_at).isoformat(" ", "seconds")

    @admin.display(description=_("result"))
    def result(self, run: Reconciliation) -> str:
        if not run.drifted:
            return gettext("All agreed.")
        records = ngettext("%d record", "%d records", run.drifted_records) % run.drifted_records
        balances = ngettext("%d balance", "%d balances", run.drifted_balances) % run.drifted_balances
        found = gettext("%(records)s and %(balances)s had drifted.") % {
            "records": records,
            "balances": balances,
        }
        outcome = gettext("They were repaired.") if run.repaired else gettext("They were not repaired.")
        return format_html("<strong>{}</strong> {}", found, outcome)

    @admin.display(description=_("facts"))
    def fact_count(self, run: Reconciliation) -> str:
        return intcomma(run.facts)

    @admin.display(description=_("postings"))
    def posting_count(self, run: Reconciliation) -> str:
        return intcomma(run.postings)

    @admin.display(description=_("balances"))
    def balance_count(self, run: Reconciliation) -> str:
        return intcomma(run.balances)

    @admin.display(description=_("took"), ordering="seconds")
    def took(self, run: Reconciliation) -> str:
        return gettext("%(seconds)s s") % {"seconds": f"{run.seconds:.1f}"}


def _manages(user: Any) -> bool:
    return bool(user.is_superuser or user.administers)


def _errands() -> list[tuple[str, Any]]:
    return [(reverse(f"admin:ledger_{name}"), label) for name, (_task, label, *_rest) in ERRANDS.items()]


def _worker() -> str:
    """A sentence on whether workers are running."""
    try:
        answers = current_app.control.ping(timeout=PATIENCE, limit=1)
    # Whatever the client library raises.
    except Exception:  # noqa: BLE001
        return gettext("Redis does not answer, so no worker can be asked for anything.")
    if answers:
        return gettext("A worker answers.")
    return gettext("No worker answers: what is pending stays so until one runs.")


def _sent(task: Any, command: str) -> tuple[str, int]:
    """The message to show after sending the task, and its level."""
    with_command = {"command": command}
    try:
        task.apply_async(retry=False)
        answers = current_app.control.ping(timeout=PATIENCE, limit=1)
    except Exception:  # noqa: BLE001
        text = gettext(
            "Redis does not answer, so nothing was asked for. “%(command)s” does the same without it."
        )
        return text % with_command, messages.ERROR
    if answers:
        return gettext("A worker has been asked. Look again in a moment."), messages.SUCCESS
    text = gettext(
        "It waits in the queue, and no worker answers. Figures are right meanwhile; “%(command)s” does the same now."
    )
    return text % with_command, messages.WARNING
