"""The names that words of a file may be: exactly, or much alike."""

from collections.abc import Iterable
from typing import Any

from agencies.models import Agency, Country, Place
from common.db.folding import Folded
from common.text.folding import fold_text
from imports.kinds import KINDS
from imports.mapping.named import Named
from imports.mapping.words import WordTable
from imports.services.learned import OFFERED, alike
from measures.models import Measure, Unit

# Targets whose words may stand for something else.
WORDED = (
    "measure", "unit", "currency", "country", "place", "agency", "stage", "qualifier", "kind", "conveyance",
    "concealment", "detection", "origin", "destination", "participants", "lead", "role", "threats",
    "disposition", "forfeiture", "cites_appendix",
)  # fmt: skip
COUNTRIES = ("country", "origin", "destination")
PARTICIPANTS = ("participants", "lead")
Names = dict[str, str]


class Vocabulary:
    """The names known here for the targets of one kind of rows, by their folded text."""

    def __init__(self, kind: str) -> None:
        self.kind = KINDS[kind]
        self.named = Named()
        self._names: dict[str, Names] = {}

    def words(self, target: str, words: list[str]) -> list[str]:
        """The words about which a person is asked: of measures and units all, of others what is not understood."""
        if target in (*PARTICIPANTS, "threats"):
            words = list(dict.fromkeys(part for word in words for part in WordTable({}).parts(word)))
        if target in ("measure", "unit"):
            return words
        return [word for word in words if not self.understands(target, word)]

    def understands(self, target: str, word: str) -> bool:
        if target in COUNTRIES:
            return self.named.country(word, None) is not None
        if target in PARTICIPANTS:
            return self.named.participant(word.partition(":")[0].strip()) is not None
        if target == "place":
            return Place.objects.annotate(folded=Folded("name")).filter(folded=fold_text(word)).exists()
        return fold_text(word) in self.names(target)

    def meaning(self, target: str, word: str) -> str:
        """The code whose very name the word is, in the singular or the plural."""
        names, folded = self.names(target), fold_text(word)
        return names.get(folded) or names.get(folded.rstrip("s"), "")

    def like(self, target: str, word: str) -> list[str]:
        """Codes of names that are like the word, for a person to choose from."""
        if target == "place":
            found = Place.objects.annotate(folded=Folded("name")).filter(folded__contains=fold_text(word))
            return [str(name) for name in found.values_list("name", flat=True)[:OFFERED]]
        return alike(word, self.names(target))

    def names(self, target: str) -> Names:
        if target not in self._names:
            self._names[target] = self._names_of(target)
        return self._names[target]

    def offered(self, target: str) -> list[tuple[str, str]]:
        """Codes with their names, for a person who types one."""
        if choices := self.kind.choices.get(target):
            return [(str(value), str(label)) for value, label in choices.choices]
        rows = {
            "measure": self._measures(),
            "unit": Unit.objects.quantities(),
            "currency": Unit.objects.filter(dimension="money"),
            "country": Country.objects.all(),
            "agency": Agency.objects.all(),
        }.get(target)
        return list(rows.order_by("code").values_list("code", "name")) if rows is not None else []

    def _measures(self) -> Any:
        match self.kind.link:
            case "outcome":
                return Measure.objects.of_outcomes()
            case "claim":
                return Measure.objects.all()
        return Measure.objects.of_seizures()

    def _names_of(self, target: str) -> Names:
        if target in COUNTRIES:
            return self.named.country_names()
        if choices := self.kind.choices.get(target):
            return _folded((value, value, str(label)) for value, label in choices.choices)
        match target:
            case "measure":
                return _folded(self._measures().values_list("code", "code", "name", "unodc_name"))
            case "unit":
                return _folded(Unit.objects.quantities().values_list("code", "code", "name", "symbol"))
            case "currency":
                money = Unit.objects.filter(dimension="money")
                return _folded(money.values_list("code", "code", "name", "symbol"))
            case "agency" | "participants" | "lead":
                return _folded(Agency.objects.values_list("code", "code", "name"))
        return {}


def _folded(rows: Iterable[tuple[str, ...]]) -> Names:
    """The code of each name."""
    return {fold_text(str(name)): str(code) for code, *names in rows for name in names if name}
