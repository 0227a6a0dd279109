from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.forms.fields import NamedField, PickField, choice, like, offer_rows
from common.forms.numbers import WHOLE, NumberField, NumberInput
from common.forms.widgets import SuggestInput
from operations.forms.catalogue import Catalogue
from records.forms.record import PLAIN, RecordForm
from seizures.forms.credits import Credits
from seizures.forms.items import ItemForm, Items
from seizures.forms.places import UNKNOWN, PlaceField
from seizures.forms.sources import SeizureSources
from seizures.models import Seizure

ROUTE = ("origin", "transit", "destination")
DEGREES: dict[str, Any] = {"form_class": NumberField, "widget": NumberInput}
POSITION = ("latitude", "longitude", "accuracy")
OWN = (
    "seizing_agency", "place", *POSITION, "stage", "kind", "event_count", "conveyance", "concealment", "detection",
)  # fmt: skip
HOW = ("stage", "kind", "event_count", "conveyance", "concealment", "detection", *ROUTE)
LAST = (
    "origin_place",
    "transit_place",
    "destination_place",
    "reference",
    "source",
    "part_of",
    "series",
    "reported_on",
    "readers",
    "other_readers",
    "note",
    "why",
)


PLACES = ("place", *(f"{name}_place" for name in ROUTE))


def country(label: Any) -> NamedField:
    return NamedField(label=label, required=False, options_of="id_country")


class SeizureForm(RecordForm):
    field_order = (
        "operation",
        "date",
        "seizing_agency",
        "country",
        "place",
        *POSITION,
        "marking",
        *HOW,
        *LAST,
    )
    model_fields = (*PLAIN, *OWN, *ROUTE, *(f"{name}_place" for name in ROUTE))

    seizing_agency = PickField(
        label=_("seizing agency"),
        required=False,
        help_text=_("Not stated where the source does not say which agency it was."),
    )
    place = PlaceField(label=_("place"), help_text=_("A name, or a code such as COBUN or MIA."))
    latitude = like(Seizure, "latitude", **DEGREES)
    longitude = like(Seizure, "longitude", **DEGREES)
    accuracy = like(Seizure, "accuracy", **WHOLE)
    stage = choice(Seizure, "stage")
    kind = choice(Seizure, "kind")
    event_count = like(Seizure, "event_count", **WHOLE)
    conveyance = choice(Seizure, "conveyance")
    concealment = choice(Seizure, "concealment")
    detection = choice(Seizure, "detection")
    origin = country(_("origin"))
    transit = country(_("transit"))
    destination = country(_("destination"))
    origin_place = PlaceField(label=_("place of origin"))
    transit_place = PlaceField(label=_("place of transit"))
    destination_place = PlaceField(label=_("place of destination"))

    request_place = forms.BooleanField(
        label=_("save without a place that is not listed, and ask the administrators to add it"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Places that were typed and are not on the list.
        self.unknown: list[str] = []
        super().__init__(*args, **kwargs)
        self.fields["part_of"].widget = SuggestInput("seizure-references")
        items = self.like.items.all() if isinstance(self.like, Seizure) else ()
        kinds = [ItemForm.of_kind(item) for item in items]
        self.add_rows("items", Items, "measure", "unit", "currency", initial=kinds)
        self.add_credits(Credits)
        self.add_sources(SeizureSources)

    def clean(self) -> dict[str, Any]:
        """Leaves out places that are not on the list, if the user requests them instead."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        errors = self.errors.as_data()
        self.unknown = [name for name in PLACES if any(each.code == UNKNOWN for each in errors.get(name, ()))]
        if cleaned.get("request_place"):
            for name in self.unknown:
                del self.errors[name]
                cleaned[name] = None
        return cleaned

    @property
    def requested_places(self) -> list[tuple[str, Any]]:
        """The names of the places to request, each with its country if that is stated."""
        if not self.cleaned_data.get("request_place"):
            return []
        countries = {"place": "country", **{f"{name}_place": name for name in ROUTE}}
        return [(str(self[name].value()), self.cleaned_data.get(countries[name])) for name in self.unknown]

    def offer(self, catalogue: Catalogue) -> None:
        super().offer(catalogue)
        offer_rows(self, seizing_agency=catalogue.agencies, **dict.fromkeys(ROUTE, catalogue.countries))
