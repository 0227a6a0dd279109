"""A draft of a seizure: the unsaved record with its items and credits, and its checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import User
from agencies.models.country import check_country
from common.db.conditions import check_row
from common.db.copying import insert_rows
from common.errors import Findings
from measures.models import Dimension
from operations.models import Measured
from records.checks import check_measured
from records.drafts import UNCOUNTED, CreditedDraft, moved_rows, save_all
from records.surroundings import Surroundings
from seizures.disposed import check_disposed, check_new_disposition
from seizures.models import Credit, Disposition, SeizedItem, Seizure, SeizureSource


@dataclass
class SeizureDraft(CreditedDraft[Seizure]):
    """A seizure to be saved. `items`, like credits, replace the stored ones; None leaves those unchanged.

    `dispositions` are of the items of a new seizure; of a stored one, they have services of their own.
    """

    items: Sequence[SeizedItem] | None = ()
    dispositions: Sequence[Disposition] = field(default=(), kw_only=True)

    of = "seizure"
    not_there = gettext_lazy("It is not in this seizure any more. Add it again.")
    own_already = gettext_lazy("The seizing agency has the seizure already; credit the others.")
    within_already = gettext_lazy("The seizure is in that operation already.")

    @property
    def amounts(self) -> Sequence[Measured]:
        return self.items or ()

    def complete(self) -> None:
        super().complete()
        seizure = self.record
        if seizure.place and seizure.country_id is None:
            seizure.country = seizure.place.country

    def load(self, stored: Seizure, by: User) -> None:
        super().load(stored, by)
        items = stored.items.with_amounts().prefetch_related("dispositions")
        self.stored_items = {item.pk: item for item in items}
        self.items = list(self.stored_items.values()) if self.items is None else self.items

    def move_to(self, copy: Seizure, rows: Mapping[Any, Any]) -> None:
        super().move_to(copy, rows)
        self.items = moved_rows(self.items, rows)

    def check_rest(self, findings: Findings, around: Surroundings) -> None:
        check_where(self.record, findings)
        items, stored = self.items or (), self.stored_items if self.stored else None
        if not items:
            findings.add("items", _("Say what was taken: add at least one item."))
        if self.are_rows(items, stored, "items", findings):
            check_items(self.record, items, stored or {}, findings)
            self._check_dispositions(findings)
        self.check_credits(findings, around)

    def _check_dispositions(self, findings: Findings) -> None:
        items = list(self.items or ())
        for number, item in enumerate(items if self.dispositions and not findings.errors else ()):
            others: list[Disposition] = []
            for each in (row for row in self.dispositions if row.item is item):
                with findings.at(f"items.{number}.dispositions"):
                    check_new_disposition(each, others, self.record)
                others.append(each)

    def differs_from(self, stored: Seizure) -> bool:
        items = self.content_of(self.stored_items.values())
        return super().differs_from(stored) or self.content_of(self.items or ()) != items

    def counts_otherwise_than(self, stored: Seizure) -> bool:
        before, after = (
            self.content_of(items, *UNCOUNTED) for items in (self.stored_items.values(), self.items or ())
        )
        return super().counts_otherwise_than(stored) or after != before

    @classmethod
    def insert(cls, drafts: Sequence[Self]) -> None:
        for draft in drafts:
            draft.place_rows()
        insert_rows(Seizure, [draft.record for draft in drafts])
        # Credits first: a seizure without items adds nothing to figures, so the items post what all are credited with.
        insert_rows(Credit, [credit for draft in drafts for credit in draft.credits or ()])
        insert_rows(SeizedItem, [item for draft in drafts for item in draft.items or ()])
        insert_rows(Disposition, [row for draft in drafts for row in draft.dispositions])
        insert_rows(SeizureSource, [row for draft in drafts for row in draft.sources or ()])

    def save(self) -> None:
        self.place_rows()
        seizure, items = self.record, self.items or ()
        seizure.save()
        seizure.items.exclude(pk__in=[item.pk for item in items]).delete()
        save_all(SeizedItem, items)
        self.save_credits()
        self.save_sources()

    def place_rows(self) -> None:
        super().place_rows()
        for position, item in enumerate(self.items or ()):
            item.seizure, item.position = self.record, position


AMOUNTS = (
    "measure", "quantity", "quantity_high", "unit", "amount", "amount_high", "currency", "description",
)  # fmt: skip


def check_where(seizure: Seizure, findings: Findings) -> None:
    """Adds errors for a place in another country than the stated one, and for countries that did not exist then."""
    place = seizure.place if seizure.place_id else None
    if place and place.country_id not in (None, seizure.country_id):
        where = {"place": place, "country": place.country}
        findings.add("place", _("%(place)s is in %(country)s, which is not the country chosen.") % where)
    for end in ("origin", "transit", "destination"):
        if getattr(seizure, f"{end}_id"):
            with findings.at(end):
                check_country(getattr(seizure, end), seizure.date_from, seizure.date_to)


def check_weight(item: SeizedItem) -> None:
    """Raises ValidationError for a gross or net quantity of what is not weighed."""
    if item.weight and item.unit is not None and item.unit.dimension != Dimension.MASS:
        raise ValidationError(
            _("Only what is weighed is gross or net: %(unit)s is no weight.") % {"unit": item.unit.localised}
        )


def check_appendix(item: SeizedItem) -> None:
    """Raises ValidationError for an appendix of CITES of what is no wildlife."""
    if item.cites_appendix and item.measure.top != "WILDLIFE":
        sentence = _("Only wildlife is in an appendix of CITES: %(measure)s is none.")
        raise ValidationError(sentence % {"measure": item.measure.name})


def check_items(
    seizure: Seizure, items: Sequence[SeizedItem], stored: dict[Any, SeizedItem], findings: Findings
) -> None:
    """Adds the errors of each item; `stored` are the seizure's items in the database, by id."""
    for number, item in enumerate(items):
        path = f"items.{number}"
        with findings.at(path):
            check_row(item, "seizure")
        if not findings.errors.keys() & {f"{path}.{name}" for name in AMOUNTS}:
            with findings.at(path):
                check_measured(item, kind="seizure", day=seizure.date_from, last_day=seizure.date_to)
            with findings.at(f"{path}.weight"):
                check_weight(item)
            with findings.at(f"{path}.cites_appendix"):
                check_appendix(item)
            if item.pk in stored:
                with findings.at(path):
                    check_disposed(item, stored[item.pk].dispositions.all(), seizure)
