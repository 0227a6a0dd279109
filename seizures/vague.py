"""What records of goods leave open: the condition of each gap, by the name that filters of lists have for it."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from records.vague import GENERAL, Gap
from seizures.models import SeizedItem

OTHER = "other"
_items = SeizedItem.objects.filter(seizure=OuterRef("pk"))

GAPS: dict[str, Gap] = {
    **GENERAL,
    "place": Gap(_("place not stated"), Q(place__isnull=True, latitude__isnull=True)),
    "agency": Gap(_("seizing agency not stated"), Q(seizing_agency__isnull=True)),
    "conveyance": Gap(_("conveyance not stated"), Q(conveyance="")),
    "conveyance-other": Gap(_("conveyance “other”"), Q(conveyance=OTHER)),
    "concealment": Gap(_("concealment not stated"), Q(concealment="")),
    "concealment-other": Gap(_("concealment “other”"), Q(concealment=OTHER)),
    "detection": Gap(_("detection not stated"), Q(detection="")),
    "detection-other": Gap(_("detection “other”"), Q(detection=OTHER)),
    "measure-other": Gap(_("measure “other”"), Q(Exists(_items.filter(measure__needs_text=True)))),
    "quantity": Gap(
        _("an amount not known"), Q(Exists(_items.filter(quantity__isnull=True, amount__isnull=True)))
    ),
}
