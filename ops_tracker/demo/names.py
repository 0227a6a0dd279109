"""Names of places and bodies: real countries and agencies, the busiest first; everything else is invented."""

# ISO 3166 alpha-3. The first is the home of the largest operation.
COUNTRIES = """
    USA COL MEX ESP NLD GBR BEL DEU BRA ITA FRA ECU TUR THA AUS CAN PER CHN ZAF MAR
    ARE HKG NGA POL IND PAK PAN DOM CRI GTM PRT GRC ROU BGR UKR KEN GHA SEN TZA MOZ
    HND SLV NIC BOL VEN ARG CHL URY PRY JAM TTO BHS HTI CUB BLZ CHE AUT CZE HUN SVK
    SVN HRV SRB ALB BIH MKD MNE SWE NOR DNK FIN IRL ISL EST LVA LTU MLT CYP GEO ARM
    AZE KAZ UZB EGY DZA TUN SAU QAT JOR LBN ISR IDN MYS SGP PHL VNM KHM KOR JPN NZL
""".split()  # noqa: SIM905 -- a hundred quotation marks would say nothing

AGENCIES = ("US-ICE", "US-CBP", "US-HSI", "US-FBI", "US-DEA", "US-ATF", "INTERPOL", "EUROPOL", "WCO")
INVENTED_AGENCIES = 91
KINDS = (("customs", "Customs service"), ("police", "Police"), ("border", "Border guard"))

FIRST = (
    "Amber", "Boreal", "Copper", "Distant", "Early", "Frozen", "Granite", "Hollow", "Inland", "Jade", "Keen",
    "Lateral", "Marble", "Northern", "Open", "Patient", "Quiet", "Rapid", "Silver", "Tidal",
)  # fmt: skip
SECOND = (
    "Anchor", "Beacon", "Compass", "Delta", "Estuary", "Falcon", "Gate", "Harbour", "Island", "Junction",
    "Lantern", "Meridian", "Passage", "Ridge", "Signal",
)  # fmt: skip
OPERATIONS = len(FIRST) * len(SECOND)
