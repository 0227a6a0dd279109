"""When states joined unions, by the first day; after a colon the last day of one that has left."""

EU = {
    "1958-01-01": "BEL FRA DEU ITA LUX NLD",
    "1973-01-01": "DNK IRL GBR:2020-01-31 GB-EAW:2020-01-31 GB-SCT:2020-01-31 GB-NIR:2020-01-31",
    "1981-01-01": "GRC",
    "1986-01-01": "PRT ESP",
    "1995-01-01": "AUT FIN SWE",
    "2004-05-01": "CYP CZE EST HUN LVA LTU MLT POL SVK SVN",
    "2007-01-01": "BGR ROU",
    "2013-07-01": "HRV",
}
# Days on which controls at land or sea borders ended, or the first ones where they ended in steps.
SCHENGEN = {
    "1995-03-26": "BEL DEU ESP FRA LUX NLD PRT",
    "1997-10-26": "ITA",
    "1997-12-01": "AUT",
    "2000-01-01": "GRC",
    "2001-03-25": "DNK FIN ISL NOR SWE",
    "2007-12-21": "CZE EST HUN LVA LTU MLT POL SVK SVN",
    "2008-12-12": "CHE",
    "2011-12-19": "LIE",
    "2023-01-01": "HRV",
    "2024-03-31": "BGR ROU",
}
ASEAN = {
    "1967-08-08": "IDN MYS PHL SGP THA",
    "1984-01-07": "BRN",
    "1995-07-28": "VNM",
    "1997-07-23": "LAO MMR",
    "1999-04-30": "KHM",
    "2025-10-26": "TLS",
}
