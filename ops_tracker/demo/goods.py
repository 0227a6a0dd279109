"""Items made beforehand as text for COPY: thousands for each theme, drawn again and again."""

from typing import NamedTuple

from ops_tracker.demo.amounts import NULL, Keys, Report, Reporter
from ops_tracker.demo.chance import Chance, spread
from ops_tracker.demo.kinds import CALIBRES, FORMS, KINDS, MORE_OFTEN, THEMES, Kind

COLUMNS = (
    "measure_id, qualifier, quantity, quantity_high, unit_id, amount, amount_high, currency_id, description, form,"
    " purity, laboratory_confirmed, calibre, marked, trace_requested"
)
ITEMS_A_THEME = 4096
# How often an estimate stands beside a quantity: seldom with drugs, mostly with vehicles.
WORTH = {"NARC": 0.15, "PROPERTY": 0.8, "GOODS": 0.3}
YES_NO = ("t", "f", NULL)
DISPOSED = {
    "CASH": ("forfeited\tcriminal", "forfeited\tcivil", "forfeited\tadministrative", "returned\t"),
    "NARC": ("destroyed\t",),
    "WEAPONS": ("destroyed\t", "forfeited\tcriminal", "transferred\t"),
    "PROPERTY": ("forfeited\tcivil", "forfeited\tcriminal", "returned\t"),
}
OTHERWISE = ("destroyed\t", "forfeited\tadministrative", "transferred\t", "returned\t")


class Taken(NamedTuple):
    """An item: `text` fills COLUMNS; `disposition` has stage, forfeiture, quantity and amount of one, or is empty.

    `half` is the same item with half the amount, rounded down; None if that is zero.
    """

    text: str
    disposition: str
    half: "Taken | None"


class Goods:
    def __init__(self, chance: Chance, keys: Keys) -> None:
        self.chance, self.keys = chance, keys
        self.reporter = Reporter(chance, keys, KINDS)

    def of(self, theme: str) -> tuple[Taken, ...]:
        own = THEMES[theme]
        kinds = {kind.measure: kind for kind in KINDS}
        shares = {
            measure: kind.share * (MORE_OFTEN if own and measure.startswith(own) else 1)
            for measure, kind in kinds.items()
        }
        items = [self._item(kinds[measure]) for measure in spread(shares, ITEMS_A_THEME)]
        self.chance.shuffle(items)
        return tuple(items)

    def _item(self, kind: Kind) -> Taken:
        top = kind.measure.split(".")[0]
        qualifier, report = self.reporter.qualified(kind, worth=WORTH.get(top, 0))
        before = f"{self.keys.measures[kind.measure]}\t{qualifier}"
        after = f"{'mixed freight' if kind.measure == 'GOODS.OTHER' else ''}\t{self._particulars(top)}"
        disposition = self.chance.pick(DISPOSED.get(top, OTHERWISE))
        return _taken(before, report, after, disposition, partly=self.chance.maybe(0.4))

    def _particulars(self, top: str) -> str:
        pick, maybe = self.chance.pick, self.chance.maybe
        if top == "NARC":
            purity = f"{self.chance.randint(500, 9800) / 100:.2f}" if maybe(0.3) else NULL
            form = pick(FORMS) if maybe(0.5) else ""
            return f"{form}\t{purity}\t{pick(YES_NO)}\t\t{NULL}\t{NULL}"
        if top in ("WEAPONS", "AMMUNITION"):
            return f"\t{NULL}\t{NULL}\t{pick(CALIBRES) if maybe(0.6) else ''}\t{pick(YES_NO)}\t{pick(YES_NO)}"
        return f"\t{NULL}\t{NULL}\t\t{NULL}\t{NULL}"


def _taken(before: str, report: Report, after: str, disposition: str, *, partly: bool) -> Taken:
    """The item of those columns; with `partly`, only half of it is disposed of, if it can be halved."""
    less = report.halved()

    def taken(stated: Report, disposed: Report, half: Taken | None) -> Taken:
        text = f"{before}\t{stated.columns()}\t{after}"
        return Taken(text, f"{disposition}\t{disposed.numbers()}" if stated.stated else "", half)

    if not less.stated or not all(each.steps for each in less.stated):
        return taken(report, report, None)
    return taken(report, less if partly else report, taken(less, less, None))
