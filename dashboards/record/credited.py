"""The common part of the pages of records, which are credited to several agencies."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dashboards.record.page import RecordDetailView
from operations.attachments import attachment_detail
from operations.history import HistoryPart
from operations.models import Acceptance, Operation, ReviewedRecord, Source
from operations.versions import Detail, field_label
from records.forms.attachments import AttachmentForm
from records.rules import may_change, why_refused


class CreditedDetailView(RecordDetailView):
    def get_object(self, queryset: Any = None) -> ReviewedRecord:
        record = super().get_object(queryset)
        credited = {credit.operation_id for credit in record.credit_rows} - {None}
        self.discretion.look_up(Operation, credited)
        sources = {record.source_id, *(row.source_id for row in record.source_rows)} - {None}
        self.discretion.look_up(Source, sources)
        return record

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        credits = list(self.object.credit_rows)
        visible = [
            each
            for each in credits
            if not each.operation_id or self.discretion.may_name(Operation, each.operation_id)
        ]
        return super().get_context_data(**kwargs) | {
            "credits": visible,
            "sources": self.get_sources(),
            **self.get_attachments(kwargs.get("attachment_form")),
            "named_agency": getattr(self.object, self.model.acting),
            "named_agency_label": field_label(self.model, self.model.acting),
            # That there are others is for those inside to know.
            "hidden_credits": self.is_inside and len(credits) > len(visible),
        }

    def get_sources(self) -> list[Any]:
        """The sources that the reader may see, the record's own first, with page and excerpt where they are stated."""
        record, rows = self.object, list(self.object.source_rows)
        own = [row for row in rows if row.source_id == record.source_id]
        if record.source and not own:
            own = [record.source_rows.model(source=record.source)]
        others = [row for row in rows if row.source_id != record.source_id]
        return [row for row in (*own, *others) if self.discretion.may_name(Source, row.source_id)]

    def get_attachments(self, form: Any) -> dict[str, Any]:
        """The files that the reader may see, and the form for who may attach one."""
        record, user = self.object, self.request.user
        files: Any = record.attachments  # type: ignore[attr-defined]  # each kind of record has its own table
        rows = files.visible_to(user).select_related("added_by", self.kind)
        attaches = not why_refused(may_change, record, user)
        base = reverse(f"{self.kind}-attachments", args=[record.pk])
        return {
            "attachments": [
                {"file": row, "url": f"{base}{row.pk}/", "removes": attaches, "of": ""} for row in rows
            ],
            "attachment_form": (form or AttachmentForm()) if attaches else None,
            "attach_url": base,
            "attach_version": record.version,
        }

    def file_fact(self, row: Any) -> Detail:
        return attachment_detail(row, self.discretion, inside=self.is_inside)

    def file_part(self, model: Any) -> HistoryPart:
        return HistoryPart(model, self.kind, self.file_fact)

    def source_fact(self, row: Any) -> Detail:
        """A source with its page and excerpt, or that there is one which the reader may not see."""
        label = str(_("Source, page and excerpt"))
        if not self.discretion.may_name(Source, row.source_id):
            return Detail(label, _("withheld"), key=row.source_id)
        words = [str(row.source), row.page, f"“{row.excerpt}”" if self.is_inside and row.excerpt else ""]
        key = (row.source_id, row.page, row.excerpt if self.is_inside else "")
        return Detail(label, ", ".join(word for word in words if word), key=key)

    def source_part(self, model: Any) -> HistoryPart:
        return HistoryPart(model, self.kind, self.source_fact, ("source",))

    def get_facts(self) -> list[Detail]:
        """Sources that the reader may see have a section of their own."""
        named = self.object.source
        seen = named is not None and self.discretion.may_name(Source, named.pk)
        label = field_label(self.model, "source")
        return [fact for fact in super().get_facts() if not (seen and fact.label == label)]

    def credit_fact(self, credit: Any) -> Detail:
        """A credit: an agency, a country, or an operation by its name if the reader may see it."""
        credited = self.name_of(credit.agency or credit.operation or credit.country)
        words = f"{credited} ({credit.get_role_display()})"
        return Detail(str(_("Credit")), words, key=(credited, credit.role), field="credits")

    def credited_with(self, record: Any) -> list[Any]:
        named = [getattr(record, record.acting)] if record.acceptance == Acceptance.ACCEPTED else []
        credited = [each.credited for each in record.credit_rows if each.acceptance == Acceptance.ACCEPTED]
        return [*super().credited_with(record), *named, *credited]
