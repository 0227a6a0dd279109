from django.db import transaction

from agencies.models import User
from common.errors import Findings
from operations.audit import audited
from records.services.drafts import reopened
from records.services.review import locked
from seizures.checks import check_disposed
from seizures.models import Disposition


@transaction.atomic
def record_disposition(disposition: Disposition, *, by: User) -> Disposition:
    """Adds to a draft what became of an item; to a verified seizure it is added by amending it."""
    seizure = reopened(locked(disposition.item.seizure), by=by, version=None)
    findings = Findings()
    with findings.at():
        disposition.full_clean()
    with findings.at():
        check_disposed(disposition)
    findings.settle()
    with audited(by=by, action="disposition recorded"):
        seizure.save()
        disposition.save()
    return disposition
