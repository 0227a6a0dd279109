from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.errors import Findings
from operations.models import Comment, ReviewedRecord
from records import rules


@transaction.atomic
def comment(record: ReviewedRecord, *, by: User, text: str, field: str = "") -> Comment:
    """Writes a remark on a record that the writer may read, or on one field of it."""
    rules.may_comment(record, by)
    remark = Comment(record=record.pk, field=field, text=text.strip(), written_by=by)
    findings = Findings()
    with findings.at():
        remark.full_clean()
    if field and field not in {known.name for known in record._meta.get_fields()}:
        findings.add("field", _("The record has no such field."))
    findings.settle()
    with audited(by=by, action="commented"):
        remark.save()
    return remark
