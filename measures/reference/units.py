"""Units of quantity, with exact factors to the kilogram, the litre and the piece.

Codes: UN/ECE Recommendation 20, where it has one. Pound and ounce: the agreement of 1959 (0.45359237 kg). Gallons:
NIST Handbook 44 and the UK Units of Measurement Regulations 1995. Tablets, plants and blocks have no weight: one weight
for the whole world would be invented. Nor do they add up: of counts, only what counts pieces of whatever the measure
counts (PIECES) converts. Virtual assets are counted in their own coins, by the codes of their markets.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop as _

from measures.models import Dimension

MASS, VOLUME, COUNT, RATIO = Dimension.MASS, Dimension.VOLUME, Dimension.COUNT, Dimension.RATIO

# The least of the three tons, so that a total says too little rather than too much.
UNSTATED_TON = _(
    "A ton of no stated kind is taken as a short ton of 2,000 lb (907.18474 kg), the least of the three."
)

PIECES = ("C62", "H87", "DZN", "MIL")

#   code, name, symbol, dimension, factor, NIBRS code, method
UNITS = [
    ("KGM", _("kilogram"), "kg", MASS, "1", "KG", ""),
    ("GRM", _("gram"), "g", MASS, "0.001", "GM", ""),
    ("MGM", _("milligram"), "mg", MASS, "0.000001", "", ""),
    ("MC", _("microgram"), "µg", MASS, "0.000000001", "", ""),
    ("TNE", _("tonne (1,000 kg)"), "t", MASS, "1000", "", ""),
    ("LBR", _("pound"), "lb", MASS, "0.45359237", "LB", ""),
    ("ONZ", _("ounce"), "oz", MASS, "0.028349523125", "OZ", ""),
    ("APZ", _("troy ounce"), "oz t", MASS, "0.0311034768", "", ""),
    ("STN", _("short ton (2,000 lb)"), "short tn", MASS, "907.18474", "", ""),
    ("LTN", _("long ton (2,240 lb)"), "long tn", MASS, "1016.0469088", "", ""),
    ("TON", _("ton of no stated kind"), "ton", MASS, "907.18474", "", UNSTATED_TON),
    ("VISS", _("viss"), "viss", MASS, "1.63293", "", ""),
    ("LTR", _("litre"), "l", VOLUME, "1", "LT", ""),
    ("MLT", _("millilitre"), "ml", VOLUME, "0.001", "ML", ""),
    ("HLT", _("hectolitre"), "hl", VOLUME, "100", "", ""),
    ("MTQ", _("cubic metre"), "m³", VOLUME, "1000", "", ""),
    ("GLL", _("gallon (US)"), "gal (US)", VOLUME, "3.785411784", "GL", ""),
    ("GLI", _("gallon (UK)"), "gal (UK)", VOLUME, "4.54609", "", ""),
    ("OZA", _("fluid ounce (US)"), "fl oz (US)", VOLUME, "0.0295735295625", "FO", ""),
    ("OZI", _("fluid ounce (UK)"), "fl oz (UK)", VOLUME, "0.0284130625", "", ""),
    ("C62", _("one"), "", COUNT, "1", "", ""),
    ("H87", _("piece"), "", COUNT, "1", "", ""),
    ("DZN", _("dozen"), "", COUNT, "12", "", ""),
    ("MIL", _("thousand"), "", COUNT, "1000", "", ""),
    ("U2", _("tablet"), "", COUNT, "1", "DU", ""),
    ("DOSE", _("dosage unit"), "", COUNT, "1", "DU", ""),
    ("PLANT", _("plant"), "", COUNT, "1", "NP", ""),
    ("BLOCK", _("block"), "", COUNT, "1", "", ""),
    ("ROUND", _("round"), "", COUNT, "1", "", ""),
    ("HEA", _("animal"), "", COUNT, "1", "", ""),
    ("STK", _("cigarette"), "", COUNT, "1", "", ""),
    ("IE", _("person"), "", COUNT, "1", "", ""),
    ("BTC", _("bitcoin"), "BTC", COUNT, "1", "", ""),
    ("ETH", _("ether"), "ETH", COUNT, "1", "", ""),
    ("XMR", _("monero"), "XMR", COUNT, "1", "", ""),
    ("USDT", _("tether"), "USDT", COUNT, "1", "", ""),
    ("TOKEN", _("token"), "", COUNT, "1", "", ""),
    ("P1", _("percent"), "%", RATIO, "1", "", ""),
]

# Virtual assets: their first block, or the first that were issued.
BEGAN_ON = {
    "BTC": datetime.date(2009, 1, 3),
    "ETH": datetime.date(2015, 7, 30),
    "XMR": datetime.date(2014, 4, 18),
    "USDT": datetime.date(2014, 10, 6),
}


def rows() -> list[dict[str, Any]]:
    return [
        {
            "code": code,
            "name": name,
            "symbol": symbol,
            "dimension": dimension.value,
            "factor": Decimal(factor),
            "nibrs_code": nibrs_code,
            "method": method,
            "counts_pieces": code in PIECES,
            "minor_units": None,
            "valid_from": BEGAN_ON.get(code),
            "valid_to": None,
            "exchanged_to": None,
        }
        for code, name, symbol, dimension, factor, nibrs_code, method in UNITS
    ]
