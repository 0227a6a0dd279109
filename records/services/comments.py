from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.errors import Findings
from common.outbox import announce
from operations.models import Comment, ReviewedRecord, State
from records import rules
from records.services.review import begin_review


@transaction.atomic
def comment(record: ReviewedRecord, *, by: User, text: str, field: str = "") -> Comment:
    """Saves a comment on a record, or on one of its fields. Raises NotAllowed or Invalid.

    The comment of a user who may decide on the record begins its review.
    """
    rules.may_comment(record, by)
    remark = Comment(record=record.pk, field=field, text=text.strip(), written_by=by)
    findings = Findings()
    with findings.at():
        remark.full_clean()
    if field and field not in {known.name for known in record._meta.get_fields()}:
        findings.add("field", _("The record has no such field."))
    findings.raise_if_any()
    with audited(by=by, action="commented"):
        remark.save()
    announce("commented", record, by=by, comment=str(remark.pk))
    if record.state == State.SUBMITTED and not rules.why_refused(rules.may_decide, record, by):
        begin_review(record, by=by)
    return remark
