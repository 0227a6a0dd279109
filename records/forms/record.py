"""Fields that the forms of seizures and outcomes share."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import DayField, FoundField, PickField, choice, like, offer_rows, why_field
from common.forms.rows import Rows
from measures.forms.dates import PartialDateField
from operations.forms.catalogue import Catalogue
from operations.forms.people import NamesReaders
from operations.models import Outcome, ReviewedRecord
from operations.models.credited import WHOSE
from records.forms.wholes import visible_whole, whole

PLAIN = (
    "operation", "date", "country", "marking", "reference", "source", "part_of", "series", "reported_on", "note",
)  # fmt: skip


class RecordForm(NamesReaders):
    model_fields: tuple[str, ...] = PLAIN

    operation = PickField(label=_("operation"), required=False)
    date = PartialDateField(label=_("date"))
    country = PickField(label=_("country"), required=False)
    marking = choice(Outcome, "marking")
    reference = like(Outcome, "reference")
    source = PickField(label=_("source"), required=False)
    part_of = FoundField(label=_("part of"), required=False, max_length=100)
    series = like(Outcome, "series")
    reported_on = DayField(
        label=_("as reported on"),
        required=False,
        help_text=_("Of a cumulative report, the day of which it is: the newest of a series counts."),
    )
    note = like(Outcome, "note", widget=forms.Textarea(attrs={"rows": 3}))
    # `why` is asked beside whatever is changed.
    why = why_field()
    renamed: Mapping[str, str] = {"reason": "why"}

    def __init__(
        self,
        *args: Any,
        instance: ReviewedRecord,
        catalogue: Catalogue,
        reason_needed: bool | None = None,
        like: ReviewedRecord | None = None,
        **kwargs: Any,
    ) -> None:
        """`reason_needed` says whether an edit must have a reason; None for a new record, which needs none.

        `like` is the record that a new one repeats, with its rows.
        """
        self.like = like
        super().__init__(*args, instance=instance, catalogue=catalogue, **kwargs)
        self.offer(catalogue)
        if reason_needed is None:
            del self.fields["why"]
        else:
            self.fields["why"].required = reason_needed
        self.fields["readers"].help_text = _(
            "Who may read it while it is TLP:RED, its reviewer among them. You always may."
        )
        part_of = self.fields["part_of"]
        part_of.help_text = _("The reference of a whole: a part of it is shown, and not counted again.")
        part_of.find = partial(whole, instance, catalogue.reader)  # type: ignore[attr-defined]  # a field that is looked up

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("why", ""))

    def add_credits(self, formset: type[Rows]) -> None:
        """Adds the rows of credits, those of the repeated record where there is one."""
        like = self.like.credit_rows.visible_to(self.catalogue.reader) if self.like else ()
        whose = [{name: getattr(row, name) for name in (*WHOSE, "role")} for row in like]
        self.add_rows("credits", formset, *WHOSE, initial=whose)

    def add_sources(self, formset: type[Rows]) -> None:
        """Adds the rows of sources; another record rests on other pages, so none are repeated."""
        self.add_rows("sources", formset, "source")

    def stored_rows(self, name: str) -> Any:
        rows = super().stored_rows(name)
        return rows.visible_to(self.catalogue.reader) if name in ("credits", "sources") else rows

    def offer(self, catalogue: Catalogue) -> None:
        offer_rows(
            self,
            operation=catalogue.recordable(self.instance.operation_id),
            country=catalogue.countries,
            source=catalogue.sources,
            readers=catalogue.people_for(self.instance),
        )

    def initial_of(self, instance: ReviewedRecord) -> dict[str, Any]:
        above = visible_whole(instance, self.catalogue.reader)
        return super().initial_of(instance) | {"part_of": above.reference if above else ""}

    def filled(self, *names: str) -> bool:
        """Whether any of the fields differs from an empty form, or has an error."""
        plain = type(self).base_fields
        return any(
            self[name].errors or (self[name].value() or "") != (plain[name].initial or "")
            for name in names
            if name in self.fields
        )
