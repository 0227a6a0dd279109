from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import User
from common.audit import audited
from common.errors import Findings
from measures.partial_date import check_not_future
from operations import rules
from operations.codes import refuse_taken
from operations.models import Source
from operations.sharing import keep_hidden, points_beyond


@transaction.atomic
def record_source(source: Source, *, by: User) -> Source:
    """Enters or changes a source. A new one belongs to its author's agency, or else to its operation's."""
    adding = source._state.adding
    if adding:
        rules.may_state(by)
        source.owner = by.agency or (source.operation and source.operation.owner)
    else:
        stored = Source.objects.select_for_update(of=("self",), no_key=True).get(pk=source.pk)
        rules.may_change_source(stored, by)
        source.owner = stored.owner
        keep_hidden(source, stored, "operation", by=by)
    findings = Findings()
    with findings.at():
        source.full_clean(validate_unique=False)
    with findings.at("date"):
        check_not_future(source.date, timezone.localdate())
    if points_beyond(source, "operation", by):
        findings.add("operation", _("There is no such operation."))
    findings.settle()
    refuse_taken(source, by)
    with audited(by=by, action="entered" if adding else "edited"):
        source.save()
    return source
