"""What must hold for a seizure to be recorded, beyond what the database refuses by itself."""

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.errors import Findings
from measures.partial_date import check_not_future
from operations.models import Operation
from operations.validity import check_country
from records.checks import GONE, check_fields, check_measured, check_record
from records.parts import check_parts
from records.services.drafts import held
from seizures.models import Credit, Disposition, SeizedItem, Seizure


def check_seizure(
    seizure: Seizure, items: Sequence[SeizedItem], credits: Sequence[Credit], *, by: User, thorough: bool
) -> None:
    """Raises Invalid with all that is wrong with the seizure, its items and its credits."""
    findings = Findings()
    with findings.at():
        check_record(seizure, by, thorough)
    _check_where(seizure, findings)
    if not items:
        findings.add("items", _("Say what was taken: add at least one item."))
    for number, item in enumerate(items):
        with findings.at(f"items.{number}"):
            check_fields(item, "seizure", thorough=thorough)
            check_measured(item, kind="seizure", day=seizure.date_from, last_day=seizure.date_to)
            _check_disposed_still(item)
    for number, credit in enumerate(credits):
        with findings.at(f"credits.{number}"):
            check_fields(credit, "seizure", thorough=thorough)
            _check_credit(credit, seizure, by)
    _check_credited_once(credits, findings)
    if not findings.errors:
        with findings.at():
            _check_parts(seizure, items)
    findings.settle()


def _check_where(seizure: Seizure, findings: Findings) -> None:
    if seizure.place and seizure.place.country_id not in (None, seizure.country_id):
        where = {"place": seizure.place, "country": seizure.place.country}
        findings.add("place", _("%(place)s is in %(country)s, which is not the country chosen.") % where)
    for end in ("origin", "transit", "destination"):
        with findings.at(end):
            check_country(getattr(seizure, end), seizure.date_from, seizure.date_to)


def check_own(seizure: Seizure, items: Sequence[SeizedItem], credits: Sequence[Credit]) -> None:
    """Raises Invalid where a row that is kept belongs to another seizure."""
    findings = Findings()
    for name, rows, stored in (("items", items, seizure.items), ("credits", credits, seizure.credits)):
        known = set(stored.values_list("pk", flat=True))
        for number, row in enumerate(rows):
            if not row._state.adding and row.pk not in known:
                findings.add(f"{name}.{number}", _("It is not in this seizure any more. Add it again."))
    findings.settle()


def _check_credit(credit: Credit, seizure: Seizure, by: User) -> None:
    if credit.agency_id and credit.agency_id == seizure.seizing_agency_id:
        raise ValidationError({"agency": _("The seizing agency has the seizure already; credit the others.")})
    if credit.operation_id and credit.operation_id == seizure.operation_id:
        raise ValidationError({"operation": _("The seizure is in that operation already.")})
    if credit.operation_id and not Operation.objects.visible_to(by).filter(pk=credit.operation_id).exists():
        raise ValidationError({"operation": _("There is no such operation.")})


def _check_credited_once(credits: Sequence[Credit], findings: Findings) -> None:
    seen: set[tuple[str, object]] = set()
    for number, credit in enumerate(credits):
        field = "agency" if credit.agency_id else "operation"
        key = (field, credit.agency_id or credit.operation_id)
        if key in seen:
            findings.add(f"credits.{number}.{field}", _("It is credited above already."))
        seen.add(key)


def _check_parts(seizure: Seizure, items: Sequence[SeizedItem]) -> None:
    if seizure.part_of is not None:
        whole = held(seizure.part_of)
        others = whole.parts.exclude(pk=seizure.pk).exclude(pk=seizure.amends_id).exclude(state__in=GONE)
        check_parts(_items(whole), [*map(_items, others), items])
    if not seizure._state.adding:
        own = seizure.parts.exclude(state__in=GONE)
        check_parts(items, list(map(_items, own)))


def _items(seizure: Seizure) -> list[SeizedItem]:
    return list(seizure.items.select_related("measure", "unit", "currency"))


def check_disposed(disposition: Disposition) -> None:
    """Raises ValidationError where more would be disposed of than was seized, or before today has come."""
    check_not_future(disposition.date, timezone.localdate())
    item = disposition.item
    others = item.dispositions.exclude(pk=disposition.pk)
    for field in ("quantity", "amount"):
        seized, now = getattr(item, field), getattr(disposition, field)
        if now is None:
            continue
        if seized is None:
            raise ValidationError({field: _("The item states none, so none can be disposed of.")})
        before = sum((getattr(other, field) or Decimal(0) for other in others), Decimal(0))
        if before + now > seized:
            raise ValidationError(
                {
                    field: _("Only %(seized)s was seized, and %(before)s of it is disposed of already.")
                    % {"seized": f"{seized:f}", "before": f"{before:f}"}
                }
            )


def _check_disposed_still(item: SeizedItem) -> None:
    if item._state.adding:
        return
    for disposition in item.dispositions.all():
        for field in ("quantity", "amount"):
            left, gone = getattr(item, field), getattr(disposition, field)
            if gone is not None and (left is None or gone > left):
                raise ValidationError({field: _("More than that has been disposed of already.")})
