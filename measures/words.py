"""Words that people write beside an amount, in English, Spanish, French and Portuguese; all of them casefolded."""

from decimal import Decimal

AT_LEAST = (
    "more than", "at least", "over", ">=", "≥", ">", "más de", "mas de", "al menos", "plus de", "au moins", "mais de",
    "pelo menos",
)  # fmt: skip
AT_MOST = (
    "less than", "at most", "up to", "nearly", "<=", "≤", "<", "menos de", "hasta", "casi", "moins de", "jusqu'à",
    "près de", "até", "quase",
)  # fmt: skip
APPROXIMATELY = (
    "approximately", "approx.", "approx", "around", "about", "circa", "ca.", "ca", "c.", "~", "≈", "aproximadamente",
    "aprox.", "aprox", "alrededor de", "unos", "unas", "environ", "env.", "cerca de",
)  # fmt: skip

# Before two numbers, and between them.
BETWEEN = ("between", "from", "entre", "de", "desde")
AND = ("and", "to", "y", "a", "et", "à", "e")

# Left out, because the languages differ by a thousand: billion, billón, bilhão; and "b".
SCALES = {
    word: Decimal(10) ** power
    for power, words in {
        3: ("k", "thousand", "thousands", "mil", "mille", "millier", "milliers"),
        6: ("m", "mn", "mio", "million", "millions", "millón", "millon", "millones", "milhão", "milhao", "milhões"),
        9: ("bn", "mrd", "milliard", "milliards"),
    }.items()
    for word in words
}  # fmt: skip

# Signs of one currency alone, and of several.
SIGNS = {"EUR": ("€", "euro", "euros"), "GBP": ("£",), "USD": ("US$", "dólares de ee. uu."), "INR": ("₹",)}
MANY_CURRENCIES = {"$", "¥", "dollar", "dollars", "peso", "pesos", "franc", "francs", "kr"}

# What is written beside the symbols and names of the units (measures/reference/units.py).
UNITS = {
    "KGM": ("kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramo", "kilogramos", "kilogramme", "kilogrammes",
            "quilo", "quilos", "quilograma", "quilogramas"),
    "GRM": ("gr", "grs", "gram", "grams", "gramme", "grammes", "gramo", "gramos", "grama", "gramas"),
    "MGM": ("milligram", "milligrams"),
    "TNE": ("tonne", "tonnes", "mt", "metric ton", "metric tons", "tonelada", "toneladas"),
    "TON": ("ton", "tons"),
    "STN": ("short ton", "short tons"),
    "LTN": ("long ton", "long tons"),
    "LBR": ("lbs", "pound", "pounds", "libra", "libras", "livre", "livres"),
    "ONZ": ("ounce", "ounces", "onza", "onzas", "once", "onces", "onça", "onças"),
    "LTR": ("lt", "ltr", "liter", "liters", "litre", "litres", "litro", "litros"),
    "MTQ": ("m3", "cubic metres", "cubic meters", "cubic meter"),
    "H87": ("pc", "pcs", "pieces", "piezas", "pièces", "peças"),
    "DZN": ("dozens",),
    "U2": ("tablets", "pills", "pill", "comprimidos", "comprimés"),
    "DOSE": ("dosage units", "doses", "dosis"),
    "PLANT": ("plants", "plantas", "plantes"),
    "BLOCK": ("blocks", "bricks"),
    "ROUND": ("rounds", "cartridges", "cartuchos", "cartouches"),
}  # fmt: skip
