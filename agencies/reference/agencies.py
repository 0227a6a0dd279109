"""The agencies that the sources of the samples name. Facts about partners are as of the date of the source."""

from typing import Any

from agencies.models import Agency

Kind = Agency.Kind

#   code, acronym, name, country, parent, kind, description
AGENCIES = [
    ("US-DHS", "DHS", "Department of Homeland Security", "USA", "", Kind.OTHER, ""),
    ("US-ICE", "ICE", "Immigration and Customs Enforcement", "USA", "US-DHS", Kind.INVESTIGATION, ""),
    ("US-CBP", "CBP", "Customs and Border Protection", "USA", "US-DHS", Kind.BORDER, ""),
    (
        "US-HSI",
        "HSI",
        "Homeland Security Investigations",
        "USA",
        "US-ICE",
        Kind.INVESTIGATION,
        "Over 100 offices in 50 countries (March 2024).",
    ),
    (
        "US-HSI-C3",
        "C3",
        "HSI Cyber Crimes Center",
        "USA",
        "US-HSI",
        Kind.INVESTIGATION,
        "Computer forensic agents in 63 offices (March 2024).",
    ),
    (
        "US-ICE-SF",
        "ICE San Francisco",
        "ICE San Francisco field office",
        "USA",
        "US-ICE",
        Kind.INVESTIGATION,
        "",
    ),
    (
        "US-BEST-LAREDO",
        "BEST Laredo",
        "Laredo Border Enforcement Security Task Force",
        "USA",
        "US-ICE",
        Kind.TASK_FORCE,
        "",
    ),
    ("US-FBI", "FBI", "Federal Bureau of Investigation", "USA", "", Kind.INVESTIGATION, ""),
    ("US-DEA", "DEA", "Drug Enforcement Administration", "USA", "", Kind.INVESTIGATION, ""),
    (
        "US-ATF",
        "ATF",
        "Bureau of Alcohol, Tobacco, Firearms and Explosives",
        "USA",
        "",
        Kind.INVESTIGATION,
        "",
    ),
    (
        "US-IRS-CI",
        "IRS-CI",
        "Internal Revenue Service, Criminal Investigation",
        "USA",
        "",
        Kind.INVESTIGATION,
        "",
    ),
    ("US-DOJ", "DOJ", "Department of Justice", "USA", "", Kind.PROSECUTION, ""),
    ("AU-ABF", "ABF", "Australian Border Force", "AUS", "", Kind.BORDER, ""),
    ("CO-ARC", "ARC", "Colombian Navy", "COL", "", Kind.DEFENCE, ""),
    ("AE-MOD", "", "Ministry of Defence of the United Arab Emirates", "ARE", "", Kind.DEFENCE, ""),
    ("WCO", "WCO", "World Customs Organization", "", "", Kind.INTERNATIONAL, ""),
    (
        "INTERPOL",
        "INTERPOL",
        "International Criminal Police Organization",
        "",
        "",
        Kind.INTERNATIONAL,
        "195 member countries (March 2024).",
    ),
    (
        "EUROPOL",
        "Europol",
        "European Union Agency for Law Enforcement Cooperation",
        "",
        "",
        Kind.INTERNATIONAL,
        "Its European Cybercrime Centre works together with HSI (March 2024).",
    ),
    ("UNODC", "UNODC", "United Nations Office on Drugs and Crime", "", "", Kind.INTERNATIONAL, ""),
    ("ELA", "ELA", "European Labour Authority", "", "", Kind.INTERNATIONAL, ""),
]


def rows() -> list[dict[str, Any]]:
    """Parents before children; `country` and `parent` are codes."""
    names = ("code", "acronym", "name", "country", "parent", "kind", "description")
    return [dict(zip(names, line, strict=True)) | {"kind": str(line[5])} for line in AGENCIES]
