"""Forms of what belongs to an operation without being a record: sources, claims and indicators."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.db.seen import Seen, digest_of
from common.forms.entry import EntryForm
from common.forms.fields import PickField, choice, like, offer_rows, why_field
from common.forms.listing import Choice, Listing
from measures.forms.dates import DateTextField, PartialDateField
from operations.forms.catalogue import Catalogue
from operations.forms.people import NamesReaders
from operations.models import Claim, Indicator, Source
from records.forms.measured import measure_input, qualifier_input
from records.forms.typed import TypedAmounts, TypedField

GIVEN = _("Leave empty to get a code automatically.")


def code_of(model: Any) -> Any:
    return like(model, "code", required=False, help_text=GIVEN)


def value_input(label: Any, **kwargs: Any) -> TypedField:
    return TypedField(of="any", label=label, required=False, **kwargs)


class StampedForm(EntryForm):
    """A form of a row without versions: it has a digest of the row as the editor read it."""

    why = why_field()
    renamed = {"reason": "why"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["why"]

    def initial_of(self, instance: Any) -> dict[str, Any]:
        own = {name: getattr(instance, name) for name in self.model_fields}
        if "readers" in self.base_fields:
            own["readers"] = [str(pk) for pk in instance.readers.values_list("pk", flat=True)]
        return own | {"version": digest_of(instance)}

    @property
    def seen(self) -> Seen:
        """The digest of the row that the editor read, or chose to save over."""
        return Seen(self.data.get("over") or self.cleaned_data["version"])

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("why", ""))

    @property
    def version_to_overwrite(self) -> Any:
        """The digest of another user's change, if that is why this one was refused."""
        if self.refusal is None or self.instance._state.adding:
            return None
        stored = type(self.instance).objects.filter(pk=self.instance.pk).first()
        digest = digest_of(stored) if stored else ""
        return digest if digest != self.seen.digest else None


class SourceEntryForm(NamesReaders, StampedForm):
    model_fields = (
        "publisher", "title", "date", "reliability", "credibility", "location", "marking", "code",
    )  # fmt: skip

    publisher = like(Source, "publisher", help_text=_("Who says it: an agency, a newspaper, a court."))
    title = like(Source, "title")
    date = PartialDateField(label=_("date"))
    reliability = choice(Source, "reliability")
    credibility = choice(Source, "credibility")
    location = like(Source, "location")
    marking = choice(Source, "marking")
    code = code_of(Source)

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        self.fields["readers"].help_text = _("Who may read it while it is TLP:RED. You always may.")
        offer_rows(self, readers=catalogue.people_for(self.instance))


class ClaimEntryForm(TypedAmounts, StampedForm):
    model_fields = (
        "source", "measure", "stage", "agency", "qualifier", "value", "value_high", "unit", "date", "statement",
        "part_of", "note", "code",
    )  # fmt: skip
    typed = (("value", "unit"),)

    source = PickField(label=_("source"), blank="", error_messages={"required": _("Choose the source.")})
    measure = measure_input()
    stage = choice(Claim, "stage")
    agency = PickField(
        label=_("agency"), required=False, help_text=_("Of which agency alone, if it says so.")
    )
    qualifier = qualifier_input()
    value = value_input(_("value"), help_text=_("Empty where the source gives no number."))
    unit = PickField(label=_("unit"), blank="", required=False)
    date = PartialDateField(label=_("date"))
    statement = like(Claim, "statement", help_text=_("What the source states, in our own words."))
    part_of = PickField(label=_("part of"), required=False, blank=_("none"))
    note = like(Claim, "note", widget=forms.TextInput)
    code = code_of(Claim)

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        operation = self.instance.operation
        claims = Claim.objects.filter(operation=operation).exclude(pk=self.instance.pk)
        wholes = [Choice(each.code, str(each), each) for each in claims.order_by("code")]
        offer_rows(
            self,
            source=catalogue.sources,
            measure=catalogue.claimable,
            agency=catalogue.agencies,
            value=catalogue.units_and_currencies,
            unit=catalogue.units_and_currencies,
            part_of=Listing.flat(str(_("claim")), wholes),
        )

    def initial_of(self, instance: Any) -> dict[str, Any]:
        return super().initial_of(instance) | self.ranges_of(instance)

    def clean(self) -> Any:
        cleaned = super().clean()
        if not cleaned.get("unit") and "unit" not in self.errors and "value" not in self.errors:
            self.add_error("unit", _("Choose the unit, or type it after the number."))
        return cleaned


class IndicatorEntryForm(TypedAmounts, StampedForm):
    model_fields = (
        "name", "before", "before_period", "after", "after_period", "unit", "source", "code",
    )  # fmt: skip
    typed = (("before", "unit"), ("after", "unit"))

    name = like(Indicator, "name", help_text=_("What is measured, such as the street price of a gram."))
    before = value_input(_("before"))
    before_period = DateTextField(label=_("period before"))
    after = value_input(_("after"))
    after_period = DateTextField(label=_("period after"), help_text="")
    unit = PickField(label=_("unit"), blank="", required=False)
    source = PickField(label=_("source"), required=False)
    code = code_of(Indicator)

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, catalogue=catalogue, **kwargs)
        amounts = dict.fromkeys(("before", "after", "unit"), catalogue.units_and_currencies)
        offer_rows(self, source=catalogue.sources, **amounts)

    def clean(self) -> Any:
        cleaned = super().clean()
        if not cleaned.get("unit") and not self.errors.keys() & {"unit", "before", "after"}:
            self.add_error("unit", _("Choose the unit, or type it after the number."))
        return cleaned
