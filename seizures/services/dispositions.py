from agencies.models import User
from common.audit import audited, checked_reason
from common.db.acts import all_or_nothing, locked
from common.db.conditions import check_row
from common.errors import Findings
from measures.partial_date import check_not_future
from records import rules
from records.acceptance import reset_acceptance
from records.services.drafts import mark_edited
from seizures.disposed import check_disposition
from seizures.models import Disposition


@all_or_nothing()
def record_disposition(
    disposition: Disposition, *, by: User, version: int | None = None, reason: str = ""
) -> Disposition:
    """Adds a disposition to a draft. A verified seizure must be amended first. Raises Invalid.

    `version` is that of the seizure.
    """
    reason = checked_reason(reason)
    seizure = locked(disposition.item.seizure, version)
    rules.may_change(seizure, by)
    # As it stands now that nobody else changes it.
    disposition.item = seizure.items.with_amounts().get(pk=disposition.item_id)
    if disposition.quantity is not None:
        disposition.unit = disposition.unit or disposition.item.unit
    if disposition.amount is not None:
        disposition.currency = disposition.currency or disposition.item.currency
    findings = Findings()
    with findings.at():
        check_row(disposition)
    with findings.at("date"):
        check_not_future(disposition.date)
    with findings.at():
        check_disposition(disposition, disposition.item.dispositions.exclude(pk=disposition.pk), seizure)
    findings.raise_if_any()
    mark_edited(seizure, by=by)
    with audited(by=by, action="disposition recorded", reason=reason):
        reset_acceptance(seizure, by=by)
        seizure.save()
        disposition.save()
    return disposition
