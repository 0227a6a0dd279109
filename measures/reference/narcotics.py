"""Measures of narcotics: kilograms first; tablets, plants and litres are not converted."""

from typing import Any

from django.utils.translation import gettext_noop as _

MASS = {"dimension": "mass", "accepted": ["mass", "volume", "count"]}
PIECES = {"dimension": "count", "accepted": ["count", "mass", "volume"]}
PLANTS = {"dimension": "count", "accepted": ["count", "mass"], "counted_in": "plants", "count_unit": "PLANT"}
DOSES = {**PIECES, "counted_in": "dosage units", "count_unit": "DOSE"}

NARCOTICS: list[tuple[str, str, dict[str, Any]]] = [
    ("NARC", _("Narcotics"), {**MASS, "nibrs_code": "U", "unodc_name": "Any Illicit drugs"}),
    (
        "NARC.COCAINE",
        _("Cocaine"),
        {"nibrs_code": "B", "unodc_name": "Cocaine (base, paste and salts)", "hs_code": "2939.72"},
    ),
    ("NARC.COCAINE.HCL", _("Cocaine hydrochloride"), {"nibrs_code": "B", "unodc_name": "Cocaine salts"}),
    (
        "NARC.COCAINE.BASE",
        _("Coca paste and cocaine base"),
        {"nibrs_code": "B", "unodc_name": "Coca paste/cocaine base"},
    ),
    ("NARC.COCAINE.CRACK", _("Crack cocaine"), {"nibrs_code": "A", "unodc_name": "Crack"}),
    ("NARC.COCA_LEAF", _("Coca leaf"), {"nibrs_code": "P", "unodc_name": "Coca leaf", "hs_code": "1211.30"}),
    ("NARC.HEROIN", _("Heroin"), {"nibrs_code": "D", "unodc_name": "Heroin", "hs_code": "2939.11"}),
    (
        "NARC.MORPHINE",
        _("Morphine"),
        {"nibrs_code": "F", "unodc_name": "Illicit morphine", "hs_code": "2939.11"},
    ),
    ("NARC.OPIUM", _("Opium"), {"nibrs_code": "G", "unodc_name": "Opium", "hs_code": "1302.11"}),
    ("NARC.POPPY", _("Opium poppy plants"), {**PLANTS, "unodc_name": "Poppy plants"}),
    ("NARC.POPPY_STRAW", _("Poppy straw"), {"hs_code": "1211.40"}),
    ("NARC.FENTANYL", _("Fentanyl and its analogues"), {"nibrs_code": "H", "hs_code": "2933.33"}),
    (
        "NARC.PHARMACEUTICAL_OPIOIDS",
        _("Pharmaceutical opioids"),
        {"nibrs_code": "H", "unodc_name": "Pharmaceutical opioids"},
    ),
    ("NARC.OTHER_OPIOIDS", _("Other opioids"), {"nibrs_code": "H", "unodc_name": "Other illicit opioids"}),
    ("NARC.CANNABIS", _("Cannabis"), {"nibrs_code": "E", "unodc_name": "Cannabis-type"}),
    (
        "NARC.CANNABIS.HERB",
        _("Cannabis herb (marijuana)"),
        {"nibrs_code": "E", "unodc_name": "Marijuana (herb)"},
    ),
    (
        "NARC.CANNABIS.RESIN",
        _("Cannabis resin (hashish)"),
        {"nibrs_code": "C", "unodc_name": "Hashish (resin)"},
    ),
    ("NARC.CANNABIS.OIL", _("Cannabis oil"), {"unodc_name": "Cannabis oil"}),
    (
        "NARC.CANNABIS.PLANT",
        _("Cannabis plants"),
        {**PLANTS, "nibrs_code": "E", "unodc_name": "Cannabis plants"},
    ),
    ("NARC.CANNABIS.SEED", _("Cannabis seed"), {"unodc_name": "Cannabis seed"}),
    (
        "NARC.METHAMPHETAMINE",
        _("Methamphetamine"),
        {"nibrs_code": "L", "unodc_name": "Methamphetamine", "hs_code": "2939.45"},
    ),
    (
        "NARC.AMPHETAMINE",
        _("Amphetamine"),
        {"nibrs_code": "L", "unodc_name": "Amphetamine", "hs_code": "2921.46"},
    ),
    ("NARC.STIMULANTS", _("Other stimulants"), {"nibrs_code": "M", "unodc_name": "Other stimulants"}),
    ("NARC.MDMA", _("MDMA (ecstasy)"), {"nibrs_code": "K", "unodc_name": "Ecstasy-type substances"}),
    ("NARC.LSD", _("LSD"), {**DOSES, "nibrs_code": "I", "unodc_name": "LSD"}),
    ("NARC.PSILOCYBIN", _("Psilocybin mushrooms"), {"nibrs_code": "K"}),
    (
        "NARC.HALLUCINOGENS",
        _("Other hallucinogens"),
        {"nibrs_code": "K", "unodc_name": "Other Hallucinogens"},
    ),
    ("NARC.PCP", _("Phencyclidine (PCP)"), {"nibrs_code": "J", "hs_code": "2933.33"}),
    ("NARC.KETAMINE", _("Ketamine"), {"unodc_name": "Ketamine and phencyclidine-type substances"}),
    ("NARC.GHB", _("GHB and GBL"), {"nibrs_code": "O", "unodc_name": "GHB"}),
    (
        "NARC.BARBITURATES",
        _("Barbiturates"),
        {"nibrs_code": "N", "unodc_name": "Barbiturates", "hs_code": "2933.53"},
    ),
    (
        "NARC.BENZODIAZEPINES",
        _("Benzodiazepines"),
        {"nibrs_code": "O", "unodc_name": "Benzodiazepines", "hs_code": "2933.91"},
    ),
    (
        "NARC.METHAQUALONE",
        _("Methaqualone"),
        {"nibrs_code": "O", "unodc_name": "Methaqualone", "hs_code": "2933.55"},
    ),
    (
        "NARC.DEPRESSANTS",
        _("Other depressants"),
        {"nibrs_code": "O", "unodc_name": "Depressants (excluding Methaqualone)"},
    ),
    ("NARC.KHAT", _("Khat"), {"nibrs_code": "M", "unodc_name": "Plant-based NPS"}),
    ("NARC.NPS", _("New psychoactive substances"), {"nibrs_code": "P", "unodc_name": "Other NPS"}),
    (
        "NARC.NPS.CANNABINOIDS",
        _("Synthetic cannabinoids"),
        {"nibrs_code": "P", "unodc_name": "Synthetic cannabinoids (Spice)"},
    ),
    (
        "NARC.NPS.CATHINONES",
        _("Synthetic cathinones"),
        {"nibrs_code": "M", "unodc_name": "Synthetic cathinones"},
    ),
    ("NARC.STEROIDS", _("Anabolic steroids"), {"nibrs_code": "P", "unodc_name": "Anabolic steroids"}),
    ("NARC.PRECURSOR", _("Precursors"), {"unodc_name": "Other precursors"}),
    ("NARC.PRECURSOR.EPHEDRINE", _("Ephedrine"), {"unodc_name": "Ephedrine", "hs_code": "2939.41"}),
    (
        "NARC.PRECURSOR.PSEUDOEPHEDRINE",
        _("Pseudoephedrine"),
        {"unodc_name": "Pseudoephedrine", "hs_code": "2939.42"},
    ),
    (
        "NARC.PRECURSOR.ACETIC_ANHYDRIDE",
        _("Acetic anhydride"),
        {
            "dimension": "volume",
            "accepted": ["volume", "mass"],
            "unodc_name": "Acetic anhydride",
            "hs_code": "2915.24",
        },
    ),
    (
        "NARC.MULTIPLE",
        _("Several drugs, not told apart"),
        {"nibrs_code": "X", "unodc_name": "Multiple Drugs"},
    ),
    (
        "NARC.OTHER",
        _("Other drugs"),
        {"nibrs_code": "P", "unodc_name": "Other miscellaneous", "needs_text": True},
    ),
    # An estimate, kept by itself: it never joins cash, and no quantity is worked out from it.
    ("NARC.VALUE", _("Narcotics, by value"), {"dimension": "money"}),
]
