"""What outcomes leave open: the condition of each gap, by the name that filters of lists have for it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.vague import GENERAL, Gap

GAPS: dict[str, Gap] = {
    **GENERAL,
    "agency": Gap(_("agency not stated"), Q(agency__isnull=True)),
    "measure-other": Gap(_("measure “other”"), Q(measure__needs_text=True)),
    "quantity": Gap(_("an amount not known"), Q(quantity__isnull=True, amount__isnull=True)),
}
