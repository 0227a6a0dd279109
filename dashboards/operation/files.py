"""The files of an operation and of its sources: what is shown of them, and the form that attaches one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from common.errors import Refused
from common.forms.fields import PickField
from common.forms.listing import Choice, Listing
from dashboards.operation.belongings import sources
from operations import rules
from operations.models import Attachment, Operation, OperationAttachment, Source, SourceAttachment
from records.forms.attachments import AttachmentForm


class OperationFileForm(AttachmentForm):
    """A file of the operation, or of one of the sources that the user may edit."""

    source = PickField(label=_("belongs to"), required=False, blank=_("the operation"))
    field_order = ("file", "source", "description", "marking")

    def __init__(self, *args: Any, choices: list[Source], steers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source: Any = self.fields["source"]
        source.required, source.blank = not steers, _("the operation") if steers else ""
        source.offer(Listing.flat(str(_("source")), [Choice(each.code, str(each), each) for each in choices]))


def files_of(found: Operation, reader: User) -> list[Attachment]:
    """The files of the operation and of its sources that the reader may see, the newest first."""
    own = OperationAttachment.objects.visible_to(reader).filter(operation=found)
    named = SourceAttachment.objects.visible_to(reader).filter(source__in=sources(found, reader).values("pk"))
    rows = [*own.select_related("operation", "added_by"), *named.select_related("source", "added_by")]
    return sorted(rows, key=lambda row: row.added_at, reverse=True)


def file_form(found: Operation, reader: User, *args: Any) -> OperationFileForm | None:
    """The form, for who may attach a file to the operation or to one of its sources."""
    steers = _allows(rules.may_steer, found, reader)
    own = sources(found, reader).filter(owner=reader.agency_id) if reader.agency_id else Source.objects.none()
    choices = [each for each in own if _allows(rules.may_change_source, each, reader)]
    if not steers and not choices:
        return None
    return OperationFileForm(*args, choices=choices, steers=steers)


def files_context(found: Operation, reader: User, form: OperationFileForm | None = None) -> dict[str, Any]:
    steers, base = _allows(rules.may_steer, found, reader), reverse("operation-files", args=[found.code])
    inside = reader.enters and (steers or found.owner_id == reader.agency_id)
    return {
        "attachments": [
            {
                "file": row,
                "url": f"{base}{row.pk}/",
                "of": "" if isinstance(row, OperationAttachment) else str(getattr(row, row.of)),
                "removes": removes(row, reader),
            }
            for row in files_of(found, reader)
        ],
        "attachment_form": form or file_form(found, reader),
        "attach_url": base,
        # An operation's version is not that of its files.
        "attach_version": "",
        "inside": inside,
    }


def removes(row: Attachment, reader: User) -> bool:
    """Whether the reader may remove the file."""
    above = getattr(row, row.of)
    return _allows(
        rules.may_steer if isinstance(above, Operation) else rules.may_change_source, above, reader
    )


def _allows(rule: Any, row: Any, reader: User) -> bool:
    try:
        rule(row, reader)
    except Refused:
        return False
    return True
