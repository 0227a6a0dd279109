"""The common part of the pages of records, which are credited to several agencies."""

from typing import Any

from django.utils.translation import gettext as _

from dashboards.record.page import RecordDetailView
from operations.models import Acceptance, Operation, ReviewedRecord
from operations.versions import Detail, field_label


class CreditedDetailView(RecordDetailView):
    def get_object(self, queryset: Any = None) -> ReviewedRecord:
        record = super().get_object(queryset)
        credited = {credit.operation_id for credit in record.credit_rows} - {None}
        self.discretion.look_up(Operation, credited)
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
            "named_agency": getattr(self.object, self.model.acting),
            "named_agency_label": field_label(self.model, self.model.acting),
            # That there are others is for those inside to know.
            "hidden_credits": self.is_inside and len(credits) > len(visible),
        }

    def credit_fact(self, credit: Any) -> Detail:
        """A credit: an agency, a country, or an operation by its name if the reader may see it."""
        credited = self.name_of(credit.agency or credit.operation or credit.country)
        return Detail(
            str(_("Credit")), f"{credited} ({credit.get_role_display()})", key=(credited, credit.role)
        )

    def credited_with(self, record: Any) -> list[Any]:
        named = [getattr(record, record.acting)] if record.acceptance == Acceptance.ACCEPTED else []
        credited = [each.credited for each in record.credit_rows if each.acceptance == Acceptance.ACCEPTED]
        return [*super().credited_with(record), *named, *credited]
