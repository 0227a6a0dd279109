"""Measures of seized goods other than narcotics."""

from typing import Any

from django.utils.translation import gettext_noop as _

MONEY = {"dimension": "money"}
VALUED = {"dimension": "money", "accepted": ["money", "count"]}
PIECES = {"dimension": "count", "accepted": ["count", "mass", "volume", "money"]}
ANIMALS = {"dimension": "count", "accepted": ["count", "mass", "volume"]}
WEIGHED = {"dimension": "mass", "accepted": ["mass", "count", "volume"]}
POURED = {"dimension": "volume", "accepted": ["volume", "count", "mass", "money"]}
# Counted, and weighed where there are too many to count: cartridges, live eels.
WEIGHABLE = {"dimension": "count", "accepted": ["count", "mass"]}
COINS = {"dimension": "count", "counted_in": "coins"}
FIREARM = {"nibrs_code": "13"}

GOODS: list[tuple[str, str, dict[str, Any]]] = [
    ("CASH", _("Cash and monetary instruments"), MONEY),
    ("CASH.CURRENCY", _("Currency"), {"nibrs_code": "20", "hs_code": "4907.00"}),
    ("CASH.BEARER", _("Bearer negotiable instruments"), {"nibrs_code": "21"}),
    (
        "CASH.GOLD",
        _("Gold carried as money"),
        {"accepted": ["money", "mass", "count"], "nibrs_code": "17", "hs_code": "7108"},
    ),
    ("CASH.PREPAID", _("Prepaid cards"), {}),
    ("CASH.VIRTUAL", _("Virtual assets"), {}),
    # Each in its own coins. What is stated by its worth alone is the measure above.
    ("CASH.VIRTUAL.BITCOIN", _("Bitcoin"), {**COINS, "count_unit": "BTC"}),
    ("CASH.VIRTUAL.ETHER", _("Ether"), {**COINS, "count_unit": "ETH"}),
    ("CASH.VIRTUAL.MONERO", _("Monero"), {**COINS, "count_unit": "XMR"}),
    ("CASH.VIRTUAL.TETHER", _("Tether"), {**COINS, "count_unit": "USDT"}),
    ("CASH.VIRTUAL.OTHER", _("Other virtual assets"), {**COINS, "count_unit": "TOKEN", "needs_text": True}),
    ("CASH.OTHER", _("Other means of payment"), {"needs_text": True}),
    ("WEAPONS", _("Weapons"), {"dimension": "count", "counted_in": "weapons"}),
    ("WEAPONS.PISTOL", _("Pistols"), {**FIREARM, "hs_code": "9302.00"}),
    ("WEAPONS.REVOLVER", _("Revolvers"), {**FIREARM, "hs_code": "9302.00"}),
    ("WEAPONS.RIFLE", _("Rifles and carbines"), FIREARM),
    ("WEAPONS.SHOTGUN", _("Shotguns"), FIREARM),
    ("WEAPONS.SMG", _("Sub-machine guns"), {**FIREARM, "hs_code": "9301"}),
    ("WEAPONS.MACHINE_GUN", _("Machine guns"), {**FIREARM, "hs_code": "9301"}),
    ("WEAPONS.LIGHT_WEAPON", _("Light weapons"), {"nibrs_code": "80", "hs_code": "9301"}),
    ("WEAPONS.CONVERTED", _("Converted firearms"), FIREARM),
    ("WEAPONS.CRAFT_MADE", _("Craft-made firearms"), FIREARM),
    (
        "WEAPONS.PARTS",
        _("Parts and components"),
        {"counted_in": "parts", "nibrs_code": "59", "hs_code": "9305"},
    ),
    ("WEAPONS.OTHER", _("Other weapons"), {"nibrs_code": "80", "needs_text": True}),
    (
        "AMMUNITION",
        _("Ammunition"),
        {**WEIGHABLE, "counted_in": "rounds", "count_unit": "ROUND", "hs_code": "9306"},
    ),
    ("PROPERTY", _("Property"), VALUED),
    ("PROPERTY.VEHICLE", _("Vehicles"), {"nibrs_code": "03"}),
    ("PROPERTY.VESSEL", _("Vessels"), {"nibrs_code": "39"}),
    ("PROPERTY.AIRCRAFT", _("Aircraft"), {"nibrs_code": "01"}),
    ("PROPERTY.REAL_ESTATE", _("Real estate"), {}),
    (
        "PROPERTY.JEWELLERY",
        _("Jewellery, precious metals and stones"),
        {"accepted": ["money", "count", "mass"], "nibrs_code": "17", "hs_code": "7113"},
    ),
    ("PROPERTY.ACCOUNT", _("Money in accounts"), MONEY),
    ("PROPERTY.PROCEEDS", _("Illicit proceeds of no stated kind"), MONEY),
    ("PROPERTY.OTHER", _("Other property"), {"nibrs_code": "77", "needs_text": True}),
    # Ivory and timber have no common weight.
    ("WILDLIFE", _("Wildlife"), {**ANIMALS, "rolls_up": False}),
    (
        "WILDLIFE.LIVE",
        _("Live animals"),
        {**WEIGHABLE, "counted_in": "animals", "count_unit": "HEA"},
    ),
    ("WILDLIFE.IVORY", _("Ivory"), {**WEIGHED, "hs_code": "0507.10"}),
    ("WILDLIFE.RHINO_HORN", _("Rhinoceros horn"), {**WEIGHED, "hs_code": "0507.90"}),
    ("WILDLIFE.PANGOLIN", _("Pangolins and their scales"), WEIGHED),
    ("WILDLIFE.SKINS", _("Skins"), ANIMALS),
    ("WILDLIFE.SHARK_FIN", _("Shark fins"), {**WEIGHED, "hs_code": "0305.71"}),
    (
        "WILDLIFE.TIMBER",
        _("Timber"),
        {
            "dimension": "volume",
            "accepted": ["volume", "mass", "count"],
            "volume_unit": "MTQ",
            "hs_code": "4403",
        },
    ),
    ("WILDLIFE.PLANTS", _("Protected plants"), {**ANIMALS, "counted_in": "plants", "count_unit": "PLANT"}),
    ("WILDLIFE.OTHER", _("Other wildlife"), {"needs_text": True}),
    ("GOODS", _("Other goods"), PIECES),
    ("GOODS.COUNTERFEIT", _("Counterfeit goods"), PIECES),
    ("GOODS.TOBACCO", _("Tobacco"), {**PIECES, "hs_code": "2403"}),
    (
        "GOODS.TOBACCO.CIGARETTES",
        _("Cigarettes"),
        {**PIECES, "counted_in": "cigarettes", "count_unit": "STK", "hs_code": "2402.20"},
    ),
    ("GOODS.ALCOHOL", _("Alcohol"), POURED),
    ("GOODS.FUEL", _("Fuel"), {**POURED, "nibrs_code": "64", "hs_code": "2710"}),
    ("GOODS.MEDICINES", _("Medicines"), {**PIECES, "hs_code": "3004"}),
    ("GOODS.CULTURAL", _("Cultural property"), {**PIECES, "hs_code": "9705"}),
    ("GOODS.DOCUMENTS", _("Identity documents"), {"dimension": "count", "nibrs_code": "65"}),
    ("GOODS.EXPLOSIVES", _("Explosives"), {**WEIGHED, "nibrs_code": "49", "hs_code": "3602"}),
    ("GOODS.CHEMICALS", _("Chemicals"), {**WEIGHED, "nibrs_code": "45"}),
    ("GOODS.DRUG_EQUIPMENT", _("Drug equipment"), {**PIECES, "nibrs_code": "11"}),
    ("GOODS.WASTE", _("Waste"), WEIGHED),
    ("GOODS.OTHER", _("Goods of another kind"), {**PIECES, "nibrs_code": "77", "needs_text": True}),
    # One source gives the two together, and without a number.
    (
        "GOODS.WITH_NARCOTICS",
        _("Narcotics and other illegal goods together, by value"),
        {**MONEY, "kind": "stated"},
    ),
]
