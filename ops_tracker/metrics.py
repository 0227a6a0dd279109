"""`/metrics`: the state of the ledger in Prometheus' text format, for monitoring.

Only numbers of rows, never their content. Nothing here scans a large table: for those it gives PostgreSQL's latest
estimate. Every web process answers the same, so there is nothing to add up.
"""

import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from figures.ledger import folding, size
from figures.models import Reconciliation
from ops_tracker.nearby import from_this_machine

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Metric:
    """One metric: its name without the prefix, its type, its help text, and its values by label."""

    name: str
    kind: str
    help: str
    values: Mapping[str, float]

    def lines(self) -> Iterator[str]:
        name = f"ops_tracker_{self.name}"
        yield f"# HELP {name} {self.help}"
        yield f"# TYPE {name} {self.kind}"
        yield from (f"{name}{label} {value:.15g}" for label, value in self.values.items())


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if refusal := _refused(request):
        return refusal
    try:
        lines = [line for metric in _metrics() for line in metric.lines()]
    except DatabaseError:
        # A gap in the curves is what tells of it.
        return HttpResponse("The database does not answer.\n", CONTENT_TYPE, status=503)
    return HttpResponse("\n".join(lines) + "\n", CONTENT_TYPE)


def _refused(request: HttpRequest) -> HttpResponse | None:
    """The refusal, or None for a client with the token; without a token, for one on this machine without a proxy."""
    if token := settings.METRICS_TOKEN:
        shown = request.headers.get("Authorization", "")
        if hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
            return None
        refusal = HttpResponse("Show METRICS_TOKEN: Authorization: Bearer …\n", "text/plain", status=401)
        refusal["WWW-Authenticate"] = "Bearer"
        return refusal
    if from_this_machine(request):
        return None
    return HttpResponse("Only from this machine, unless METRICS_TOKEN is set.\n", "text/plain", status=403)


def _metrics() -> Iterator[Metric]:
    waiting = folding.pending()
    yield Metric("pending_postings", "gauge", "Postings in no balance yet.", {"": waiting.number})
    yield Metric("oldest_pending_seconds", "gauge", "Age of the oldest of them.", {"": waiting.seconds})
    folded = size.folded()
    yield Metric("folded_postings_total", "counter", "Postings moved into balances so far.", {"": folded})
    yield Metric(
        "postings_total",
        "counter",
        "Postings in the ledger, pending ones included.",
        {"": folded + waiting.number},
    )
    balances = {_label(grain=grain.name.lower()): number for grain, number in size.balances().items()}
    yield Metric("balances", "gauge", "Balances by grain; PostgreSQL's estimate.", balances)
    records = {_label(kind=kind, state=state): number for kind, state, number in size.records_by_state()}
    yield Metric("records", "gauge", "Records by kind and state; PostgreSQL's estimate.", records)
    yield from _reconciled()


def _reconciled() -> Iterator[Metric]:
    last = Reconciliation.objects.first()
    if last is None:
        return
    described: dict[str, tuple[str, float]] = {
        "drift_records": (
            "Records that had drifted when last reconciled.",
            last.drifted_records,
        ),
        "drift_balances": ("Balances that had drifted then.", last.drifted_balances),
        "drift_repaired": ("1 if what had drifted then was repaired.", last.repaired),
        "reconciled_timestamp_seconds": ("When the last reconciliation began.", last.began_at.timestamp()),
        "reconciliation_seconds": ("How long it took.", float(last.seconds)),
    }
    for name, (meaning, value) in described.items():
        yield Metric(name, "gauge", meaning, {"": value})


def _label(**labels: str) -> str:
    """The label's text, unescaped: the values are our own words of letters, digits and underscores."""
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}"
