"""Legal instruments that joint operations rest on, with the parties of which we are sure.

No list of parties is complete: of a country that is not in it, it is not known here. A day stands only where the
country joined late enough to matter and the day is published by the depositary; elsewhere it is not recorded.
"""

from collections.abc import Iterator
from typing import Any

from operations.models import LegalInstrument

Kind = LegalInstrument.Kind
Parties = list[tuple[str, str]]

AMERICAS = "USA CAN MEX COL PER BOL BRA ARG CHL ECU PAN CRI GTM"
WEST = "GBR FRA DEU ESP PRT ITA NLD BEL CHE AUT SWE NOR DNK FIN"
EAST = "POL ROU BGR TUR RUS UKR"
OTHERS = "AUS NZL ZAF NGA KEN PHL"
LATE_UNTOC = (
    "IDN:2009-05-20 IRL:2010-07-17 IND:2011-06-04 VNM:2012-07-08 THA:2013-11-16 KOR:2015-12-05 JPN:2017-08-10"
)
BUDAPEST = (
    "ALB:2004-07-01 EST:2004-07-01 HUN:2004-07-01 HRV:2004-07-01 LTU:2004-07-01 ROU:2004-09-01 BGR:2005-08-01 "
    "DNK:2005-10-01 FRA:2006-05-01 UKR:2006-07-01 NOR:2006-10-01 USA:2007-01-01 NLD:2007-03-01 FIN:2007-09-01 "
    "ITA:2008-10-01 DEU:2009-07-01 PRT:2010-07-01 ESP:2010-10-01 GBR:2011-09-01 CHE:2012-01-01 AUT:2012-10-01 "
    "JPN:2012-11-01 BEL:2012-12-01 AUS:2013-03-01 DOM:2013-06-01 PAN:2014-07-01 TUR:2015-01-01 POL:2015-06-01 "
    "CAN:2015-11-01 CHL:2017-08-01 CRI:2018-01-01 PHL:2018-07-01 ARG:2018-10-01 MAR:2018-10-01 PER:2019-12-01 "
    "COL:2020-07-01 SWE:2021-08-01"
)
UNTS = "United Nations, Treaty Series, vol. {}"
COE = "Council of Europe, European Treaty Series, No. {}"
MLA, EXTRADITION = "mutual_assistance", "extradition"

#   code, kind, name, reference, in force from, what it gives, parties
INSTRUMENTS = [
    (
        "UN-1988", Kind.CONVENTION,
        "United Nations Convention against Illicit Traffic in Narcotic Drugs and Psychotropic Substances",
        UNTS.format("1582, No. 27627"), "1990-11-11", (MLA, EXTRADITION),
        f"{AMERICAS} {WEST} {EAST} {OTHERS} CHN JPN KOR IND PAK THA IDN MYS SGP VNM EGY MAR",
    ),
    (
        "UNTOC", Kind.CONVENTION, "United Nations Convention against Transnational Organized Crime",
        UNTS.format("2225, No. 39574"), "2003-09-29", (MLA, EXTRADITION),
        f"{AMERICAS} {WEST} {EAST} {OTHERS} CHN EGY MAR MYS {LATE_UNTOC}",
    ),
    (
        "UNTOC-TIP", Kind.TREATY,
        "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children",
        UNTS.format("2237, No. 39574"), "2003-12-25", (MLA, EXTRADITION),
        f"{AMERICAS} {WEST} {EAST} {OTHERS} CHN:2010-03-10 IND:2011-06-04 KOR:2015-12-05 JPN:2017-08-10",
    ),
    (
        "UNTOC-SOM", Kind.TREATY, "Protocol against the Smuggling of Migrants by Land, Sea and Air",
        UNTS.format("2241, No. 39574"), "2004-01-28", (MLA, EXTRADITION),
        "USA CAN MEX PER BRA ARG CHL ECU PAN CRI GTM GBR FRA DEU ESP PRT ITA NLD BEL CHE AUT SWE NOR DNK FIN "
        f"{EAST} {OTHERS}",
    ),
    (
        "UNTOC-FIREARMS", Kind.TREATY,
        "Protocol against the Illicit Manufacturing of and Trafficking in Firearms, Their Parts and Components and "
        "Ammunition",
        UNTS.format("2326, No. 39574"), "2005-07-03", (MLA, EXTRADITION),
        "MEX BRA ARG ITA ESP NLD BEL POL ROU BGR TUR ZAF NGA KEN",
    ),
    (
        "CITES", Kind.CONVENTION,
        "Convention on International Trade in Endangered Species of Wild Fauna and Flora",
        UNTS.format("993, No. 14537"), "1975-07-01", (),
        f"{AMERICAS} {WEST} POL ROU BGR RUS {OTHERS} CHN JPN KOR IND PAK THA IDN MYS SGP VNM EGY MAR IRL:2002-04-08",
    ),
    (
        "WCO-NAIROBI", Kind.CONVENTION,
        "International Convention on mutual administrative assistance for the prevention, investigation and "
        "repression of Customs offences (Nairobi)",
        "World Customs Organization, done at Nairobi on 9 June 1977", "1980-05-21", (), "",
    ),
    (
        "WCO-JOHANNESBURG", Kind.CONVENTION,
        "International Convention on mutual administrative assistance in Customs matters (Johannesburg)",
        "World Customs Organization, done at Brussels on 27 June 2003", "", (), "",
    ),
    (
        "COE-185", Kind.CONVENTION, "Convention on Cybercrime (Budapest)", COE.format("185"), "2004-07-01",
        (MLA, EXTRADITION), BUDAPEST,
    ),
    (
        "COE-198", Kind.CONVENTION,
        "Convention on Laundering, Search, Seizure and Confiscation of the Proceeds from Crime and on the Financing "
        "of Terrorism (Warsaw)",
        "Council of Europe Treaty Series, No. 198", "2008-05-01", (MLA,),
        "ALB:2008-05-01 MDA:2008-05-01 ROU:2008-05-01 POL:2008-05-01 HUN:2009-08-01",
    ),
    (
        "EGMONT", Kind.NETWORK, "Egmont Group of Financial Intelligence Units", "Egmont Group, Charter", "", (), "",
    ),
    (
        "CARIN", Kind.NETWORK, "Camden Asset Recovery Inter-Agency Network", "CARIN, statement of intent of 2004",
        "", (), "",
    ),
]  # fmt: skip


def rows() -> Iterator[tuple[dict[str, Any], Parties]]:
    """Each instrument with its parties, and the first day of each; empty where it is not recorded."""
    for code, kind, name, reference, begun, gives, parties in INSTRUMENTS:
        facts = {
            "code": code,
            "kind": kind.value,
            "name": name,
            "reference": reference,
            "in_force_from": begun or None,
            **dict.fromkeys(gives, True),
        }
        listed = [each.partition(":") for each in parties.split()]
        yield facts, [(code, first) for code, _colon, first in listed]
