"""The page of an outcome."""

from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from dashboards.record.credited import CreditedDetailView
from measures.formats import number
from operations.history import HistoryPart
from operations.models import (
    Outcome,
    OutcomeAttachment,
    OutcomeCredit,
    OutcomePersons,
    OutcomeReader,
    OutcomeSource,
    ReviewedQuerySet,
)
from operations.models.credited import WHOSE
from operations.models.outcome_persons import persons_words
from operations.versions import Detail, field_label
from outcomes.persons import persons_tables

PERSONS = _("persons by sex, age and nationality")


def persons_fact(row: Any) -> Detail:
    """So many persons of an outcome, or a version of that row, as a part of the versions of the outcome."""
    words = f"{persons_words(row)}: {number(Decimal(row.number))}"
    key = (row.sex, row.age, row.nationality_id, row.number)
    return Detail(capfirst(str(PERSONS)), words, key=key, field="persons")


class OutcomeDetailView(CreditedDetailView):
    kind = "outcome"
    model = Outcome
    reader_model = OutcomeReader
    template_name = "dashboards/record/outcome.html"
    list_label = _("Outcomes")
    fact_fields = (
        "operation",
        "date",
        "agency",
        "country",
        "description",
        "source",
        "series",
        "reported_on",
        "owner",
    )

    def get_queryset(self) -> ReviewedQuerySet:
        related = ("operation", "owner", "agency", "country", "source")
        credited = (f"credits__{name}" for name in WHOSE)
        return (
            super()
            .get_queryset()
            .with_amounts()
            .select_related(*related)
            .prefetch_related(*credited, "sources__source", "persons__nationality")
        )

    def get_parts(self) -> tuple[HistoryPart, ...]:
        return (
            HistoryPart(OutcomeCredit, "outcome", self.credit_fact, WHOSE),
            HistoryPart(OutcomePersons, "outcome", persons_fact, ("nationality",)),
            self.source_part(OutcomeSource),
            self.file_part(OutcomeAttachment),
        )

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        amounts = {name: field_label(Outcome, name) for name in ("measure", "quantity", "amount")}
        return {**amounts, "persons": PERSONS, "credits": _("credit"), **super().field_labels()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        assert isinstance(record, Outcome)
        return super().get_context_data(**kwargs) | {"persons": persons_tables(record)}

    def get_facts(self) -> list[Detail]:
        """Persons are in tables of their own."""
        return [fact for fact in super().get_facts() if fact.field != "persons"]

    def facts_of(self, record: Outcome) -> list[Detail]:
        numbers = (record.quantity, record.quantity_high, record.amount, record.amount_high)
        key = (record.measure_id, record.qualifier, *numbers, record.currency_id)
        result = Detail(str(_("Result")), record, "item", key=key, field="quantity")
        plain = [self.fact(record, name) for name in (*self.fact_fields, "marking", "reference")]
        persons = [persons_fact(row) for row in record.persons.all()]
        credits = [self.credit_fact(credit) for credit in record.credits.all()]
        sources = [self.source_fact(row) for row in record.sources.all()]
        files = [self.file_fact(row) for row in record.attachments.all()]
        return [result, *persons, *plain, *sources, *files, *credits, *self.note_of(record)]
