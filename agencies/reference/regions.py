"""Regions: those of UN M49, unions of states, and regions of the World Customs Organization, with their countries.

Countries by alpha-3. A list has only countries of which we are sure: administrators add others, with the source.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from agencies.models import Region
from agencies.reference.unions import ASEAN, EU, SCHENGEN

M49 = "United Nations, Standard country or area codes for statistical use (M49)"
WCO = "World Customs Organization, members by region; the days of accession are not recorded"
Kind = Region.Kind
Stays = list[tuple[str, str, str]]

# The sub-regions of M49 by number. Countries that are no more are where they were.
SUBREGIONS = {
    "015": ("Northern Africa", "DZA EGY LBY MAR SDN TUN ESH"),
    "014": (
        "Eastern Africa",
        "IOT BDI COM DJI ERI ETH ATF KEN MDG MWI MUS MYT MOZ REU RWA SYC SOM SSD UGA TZA ZMB ZWE RHO AFI",
    ),
    "017": ("Middle Africa", "AGO CMR CAF TCD COG COD GNQ GAB STP ZAR"),
    "018": ("Southern Africa", "BWA SWZ LSO NAM ZAF"),
    "011": (
        "Western Africa",
        "BEN BFA CPV CIV GMB GHA GIN GNB LBR MLI MRT NER NGA SHN SEN SLE TGO DHY HVO",
    ),
    "029": (
        "Caribbean",
        "AIA ATG ABW BHS BRB BES VGB CYM CUB CUW DMA DOM GRD GLP HTI JAM MTQ MSR PRI BLM KNA LCA MAF VCT SXM TTO "
        "TCA VIR ANT",
    ),
    "013": ("Central America", "BLZ CRI SLV GTM HND MEX NIC PAN PCZ"),
    "005": ("South America", "ARG BOL BVT BRA CHL COL ECU FLK GUF GUY PRY PER SGS SUR URY VEN"),
    "021": ("Northern America", "BMU CAN GRL SPM USA"),
    "143": ("Central Asia", "KAZ KGZ TJK TKM UZB"),
    "030": ("Eastern Asia", "CHN HKG MAC PRK JPN MNG KOR"),
    "035": ("South-eastern Asia", "BRN KHM IDN LAO MYS MMR PHL SGP THA TLS VNM BUR TMP VDR"),
    "034": ("Southern Asia", "AFG BGD BTN IND IRN MDV NPL PAK LKA SKM"),
    "145": ("Western Asia", "ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN QAT SAU PSE SYR TUR ARE YEM YMD"),
    "151": ("Eastern Europe", "BLR BGR CZE HUN POL MDA ROU RUS SVK UKR SUN CSK DDR"),
    # Kosovo and Taiwan are not in M49.
    "154": (
        "Northern Europe",
        "ALA DNK EST FRO FIN GGY ISL IRL IMN JEY LVA LTU NOR SJM SWE GBR GB-EAW GB-SCT GB-NIR",
    ),
    "039": ("Southern Europe", "ALB AND BIH HRV GIB GRC VAT ITA MLT MNE MKD PRT SMR SRB SVN ESP YUG SCG"),
    "155": ("Western Europe", "AUT BEL FRA DEU LIE LUX MCO NLD CHE FXX"),
    "053": ("Australia and New Zealand", "AUS CXR CCK HMD NZL NFK"),
    "054": ("Melanesia", "FJI NCL PNG SLB VUT NHB"),
    "057": ("Micronesia", "GUM KIR MHL FSM NRU MNP PLW UMI"),
    "061": ("Polynesia", "ASM COK PYF NIU PCN WSM TKL TON TUV WLF"),
}
# The regions of M49, and the sub-regions in them.
REGIONS = {
    "002": ("Africa", "015 014 017 018 011"),
    "202": ("Sub-Saharan Africa", "014 017 018 011"),
    "019": ("Americas", "029 013 005 021"),
    "419": ("Latin America and the Caribbean", "029 013 005"),
    "142": ("Asia", "143 030 035 034 145"),
    "150": ("Europe", "151 154 039 155"),
    "009": ("Oceania", "053 054 057 061"),
}
CUSTOMS = {
    "WCO-MENA": (
        "WCO: North of Africa, Near and Middle East",
        "DZA BHR EGY IRQ JOR KWT LBN LBY MAR OMN PSE QAT SAU SDN SYR TUN ARE YEM",
    ),
    "WCO-WCA": (
        "WCO: West and Central Africa",
        "BEN BFA CPV CMR CAF TCD COG COD CIV GAB GMB GHA GIN GNB LBR MLI MRT NER NGA STP SEN SLE TGO",
    ),
    "WCO-ESA": (
        "WCO: East and Southern Africa",
        "AGO BWA BDI COM DJI ERI SWZ ETH KEN LSO MDG MWI MUS MOZ NAM RWA SYC SOM ZAF SSD TZA UGA ZMB ZWE",
    ),
    "WCO-AMS": (
        "WCO: South America, North America, Central America and the Caribbean",
        "ARG BHS BRB BLZ BMU BOL BRA CAN CHL COL CRI CUB DOM ECU SLV GTM GUY HTI HND JAM MEX NIC PAN PRY PER LCA "
        "TTO USA URY VEN",
    ),
    "WCO-EUR": (
        "WCO: Europe",
        "ALB AND ARM AUT AZE BLR BEL BIH BGR HRV CYP CZE DNK EST FIN FRA GEO DEU GRC HUN ISL IRL ISR ITA KAZ XKX "
        "KGZ LVA LTU LUX MLT MDA MNE NLD MKD NOR POL PRT ROU RUS SRB SVK SVN ESP SWE CHE TJK TKM TUR UKR GBR UZB",
    ),
    "WCO-AP": (
        "WCO: Far East, South and South East Asia, Australasia and the Pacific Islands",
        "AFG AUS BGD BTN BRN KHM CHN FJI HKG IND IDN IRN JPN KOR LAO MAC MYS MDV MNG MMR NPL NZL PAK PNG PHL WSM "
        "SGP LKA THA TLS TON VUT VNM",
    ),
}
UNIONS = {
    "EU": ("European Union", EU, "European Union, EU countries, with the days of accession and withdrawal"),
    "SCHENGEN": (
        "Schengen area",
        SCHENGEN,
        "Council of the European Union, decisions to lift controls at the internal borders",
    ),
    "ASEAN": (
        "Association of Southeast Asian Nations",
        ASEAN,
        "ASEAN, member states, with the days of admission",
    ),
}


def rows() -> Iterator[tuple[dict[str, Any], Stays]]:
    """Each region with its countries, and the first and last day of each in it; empty where there is none."""
    for number, (name, codes) in SUBREGIONS.items():
        yield _region(f"M49-{number}", name, Kind.GEOGRAPHY, M49), _always(codes)
    for number, (name, parts) in REGIONS.items():
        codes = " ".join(SUBREGIONS[part][1] for part in parts.split())
        yield _region(f"M49-{number}", name, Kind.GEOGRAPHY, M49), _always(codes)
    for code, (name, codes) in CUSTOMS.items():
        yield _region(code, name, Kind.CUSTOMS, WCO), _always(codes)
    for code, (name, joined, source) in UNIONS.items():
        yield _region(code, name, Kind.UNION, source), _dated(joined)


def _region(code: str, name: str, kind: Region.Kind, source: str) -> dict[str, Any]:
    return {"code": code, "name": name, "kind": kind.value, "source": source}


def _always(codes: str) -> Stays:
    return [(code, "", "") for code in codes.split()]


def _dated(joined: dict[str, str]) -> Stays:
    """The stays of those who joined on each day; a code may have the last day after a colon."""
    return [
        (code, first, last)
        for first, codes in joined.items()
        for code, _colon, last in (each.partition(":") for each in codes.split())
    ]


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
