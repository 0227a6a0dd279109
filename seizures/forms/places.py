import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from agencies.models import Country, Place
from common.errors import REPEATED
from common.forms.fields import FoundField
from common.forms.widgets import SuggestInput

# The code of the error of a place that is not on the list.
UNKNOWN = "unknown_place"
CODE = re.compile(r"(?:.*\()?([A-Za-z]{3}|[A-Za-z]{2}[A-Za-z0-9]{3})\)?", re.ASCII)


def place_text(place: Place) -> str:
    """The place as the field shows and parses it: "Buenaventura, Colombia (COBUN)"."""
    country = f", {place.country}" if place.country else ""
    code = place.iata or place.locode
    return f"{place.name}{country} ({code})" if code else f"{place.name}{country}"


def suggested(text: str) -> QuerySet[Place]:
    return Place.objects.search(text).select_related("country")


def find_place(text: str) -> Place:
    """The one place with that code or name. Raises ValidationError if there is none, or more than one."""
    found = _by_code(text) or _by_name(text)
    if not found:
        raise ValidationError(
            _(
                "There is no place “%(text)s”. Write its name as it is listed, or its code, such as COBUN or MIA."
            ),
            code=UNKNOWN,
            params={"text": text[:REPEATED]},
        )
    if len(found) > 1:
        raise ValidationError(
            _("There are several: %(places)s. Write one of them with its code."),
            params={"places": "; ".join(place_text(place) for place in found[:5])},
        )
    return found[0]


def _by_code(text: str) -> list[Place]:
    match = CODE.fullmatch(text)
    if match is None:
        return []
    code = match[1].upper()
    coded = Q(locode=code) if len(code) == 5 else Q(iata=code)
    found = list(Place.objects.filter(coded).select_related("country").order_by("pk")[:6])
    # A port and an airport may share a code: the name before it tells them apart.
    exact = [place for place in found if place_text(place) == text]
    return exact or found


def _by_name(text: str) -> list[Place]:
    name, _comma, country = text.rpartition(", ")
    called = Q(name__folded=text)
    if name:
        called |= Q(name__folded=name, country__in=Country.objects.called(country))
    return list(Place.objects.filter(called).select_related("country").order_by("name", "pk")[:6])


class PlaceField(FoundField):
    find = staticmethod(find_place)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{"required": False, "max_length": 300, "widget": SuggestInput("seizure-places"), **kwargs}
        )

    def prepare_value(self, value: Any) -> Any:
        return place_text(value) if isinstance(value, Place) else value
