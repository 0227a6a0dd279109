"""Gaps that records of every kind may have: what is not stated, and what is stated as “other”."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Gap:
    label: Any
    condition: Q


GENERAL: dict[str, Gap] = {
    "date": Gap(_("date not known"), Q(date_from__isnull=True)),
    "country": Gap(_("country not stated"), Q(country__isnull=True)),
    "source": Gap(_("source not stated"), Q(source__isnull=True)),
}
