"""Places: airports with an IATA code (airportsdata), sea ports with a UN/LOCODE (npm sea-ports), and our own."""

import json
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import airportsdata
from django.conf import settings

from agencies.models import Place

SEA_PORTS = Path("sea-ports", "lib", "ports.json")

# Named by the first sources; positions are of the town or the quay, good to the accuracy stated.
OWN: list[dict[str, Any]] = [
    {
        "name": "Buenaventura",
        "kind": Place.Kind.SEA_PORT.value,
        "country": "CO",
        "locode": "COBUN",
        "iata": "",
        "latitude": Decimal("3.886700"),
        "longitude": Decimal("-77.071700"),
        "accuracy": 5000,
    },
    {
        "name": "Laredo, Texas",
        "kind": Place.Kind.CITY.value,
        "country": "US",
        "locode": "USLRD",
        "iata": "",
        "latitude": Decimal("27.506400"),
        "longitude": Decimal("-99.507500"),
        "accuracy": 10000,
    },
]


def sea_ports_file() -> Path:
    return Path(settings.NODE_MODULES) / SEA_PORTS


def rows() -> Iterator[dict[str, Any]]:
    """The rows of places; `country` is an alpha-2 code."""
    yield from OWN
    yield from airports()
    if sea_ports_file().exists():
        own = {place["locode"] for place in OWN}
        yield from (port for port in _sea_ports() if port["locode"] not in own)


def airports(codes: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """The rows of airports: of those with these IATA codes, or of all."""
    found = airportsdata.load("IATA")
    for iata, airport in ((code, found[code]) for code in codes or found):
        position = airport["lat"], airport["lon"]
        yield _place(Place.Kind.AIRPORT, _with_city(airport), airport["country"], position, iata=iata)


def _with_city(airport: Mapping[str, Any]) -> str:
    """The airport's name with its city, which people search for: El Dorado International Airport, Bogota."""
    name, city = airport["name"], airport["city"]
    return name if city.casefold() in name.casefold() else ", ".join(filter(None, (name, city)))


def _sea_ports() -> Iterator[dict[str, Any]]:
    ports: dict[str, dict[str, Any]] = json.loads(sea_ports_file().read_text(encoding="utf-8"))
    for locode, port in ports.items():
        longitude, latitude = port.get("coordinates") or (None, None)
        yield _place(Place.Kind.SEA_PORT, port["name"], locode[:2], (latitude, longitude), locode=locode)


def _place(
    kind: Place.Kind,
    name: str,
    country: str,
    position: tuple[float | None, float | None],
    *,
    locode: str = "",
    iata: str = "",
) -> dict[str, Any]:
    latitude, longitude = (_degrees(number) for number in position)
    return {
        "name": name.strip()[:160],
        "kind": kind.value,
        "country": country,
        "locode": locode,
        "iata": iata,
        "latitude": latitude,
        "longitude": longitude,
        "accuracy": None,
    }


def _degrees(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number)).quantize(Decimal("0.000001"))
