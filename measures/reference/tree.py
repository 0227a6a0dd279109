"""The tree of measures: one line each, in the order of lists.

A line inherits from its parent whatever it leaves out. NIBRS codes are drug types below `NARC` (SEARCH-NCJIS, March
2024) and property descriptions elsewhere; UNODC names are those of its annual seizure tables; HS codes are those of
the 2022 edition. Standard lists have no entry of their own for several synthetic drugs; this one does.
"""

from collections.abc import Iterator
from typing import Any

from measures.models import Dimension, Measure
from measures.models.unit import CANONICAL
from measures.reference.goods import GOODS
from measures.reference.narcotics import NARCOTICS
from measures.reference.outcomes import OUTCOMES

DEFAULTS: dict[str, Any] = {
    "kind": Measure.Kind.SEIZURE.value,
    "dimension": Dimension.COUNT.value,
    "accepted": [Dimension.COUNT.value],
    "counted_in": "",
    # What a piece of it is.
    "count_unit": CANONICAL[Dimension.COUNT],
    # What volumes of it come in.
    "volume_unit": CANONICAL[Dimension.VOLUME],
}
# Not handed down: a code or a rule of one measure is not that of what stands below it.
OWN: dict[str, Any] = {
    "operator": Measure.Operator.SUM.value,
    "rolls_up": True,
    "needs_text": False,
    "nibrs_code": "",
    "unodc_name": "",
    "hs_code": "",
}

TOP = [
    "CASH", "NARC", "WEAPONS", "AMMUNITION", "PROPERTY", "WILDLIFE", "GOODS", "PEOPLE", "FORFEITURE", "ACTIVITY",
    "SEIZURES",
]  # fmt: skip


def rows() -> Iterator[dict[str, Any]]:
    """Parents before children; `parent` and `unit` are codes."""
    handed_down: dict[str, dict[str, Any]] = {"": DEFAULTS}
    lines = sorted([*GOODS, *NARCOTICS, *OUTCOMES], key=lambda line: TOP.index(line[0].split(".")[0]))
    for position, (code, name, stated) in enumerate(lines):
        parent = code.rpartition(".")[0]
        facts = handed_down[parent] | {key: value for key, value in stated.items() if key not in OWN}
        if "dimension" in stated and "accepted" not in stated:
            facts["accepted"] = [stated["dimension"]]
        handed_down[code] = facts
        yield {
            "code": code,
            "name": name,
            "parent": parent,
            "unit": _unit(facts),
            "position": position,
            **OWN,
            **{key: value for key, value in facts.items() if key not in ("count_unit", "volume_unit")},
            **{key: value for key, value in stated.items() if key in OWN},
        }


def _unit(facts: dict[str, Any]) -> str | None:
    dimension = Dimension(str(facts["dimension"]))
    own = {Dimension.COUNT: "count_unit", Dimension.VOLUME: "volume_unit"}.get(dimension)
    return str(facts[own]) if own else CANONICAL.get(dimension)
