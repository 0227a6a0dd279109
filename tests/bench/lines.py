"""The lines that are printed, and whether what they tell of is good enough."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

# The raw rows have to be many before it shows what reading them costs: these goals are for that many seizures.
JUDGED_AT = 1_000_000


@dataclass(frozen=True)
class Goal:
    sign: str
    bound: float

    def __str__(self) -> str:
        return f"goal{self.sign}{self.bound:,.6g}".replace(",", "")

    def reached(self, value: float) -> bool:
        """Of the value as it is printed, so that a line never contradicts itself."""
        shown = float(number(value))
        return shown <= self.bound if self.sign == "<=" else shown >= self.bound


def at_most(bound: float) -> Goal:
    return Goal("<=", bound)


def at_least(bound: float) -> Goal:
    return Goal(">=", bound)


def number(value: float) -> str:
    """Three digits or a little more: 0.44, 2.7, 12.3, 202, 50123."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def ms(seconds: float) -> str:
    return f"{number(seconds * 1000)}ms"


def line(question: str, **values: str) -> str:
    return " ".join(["bench", question, *(f"{name}={value}" for name, value in values.items())])


@dataclass
class Board:
    """Prints lines, counts their verdicts, and keeps what the other size is compared with."""

    verdicts: Counter[str] = field(default_factory=Counter)
    measured: dict[str, float] = field(default_factory=dict)

    def judge(
        self, question: str, goal: Goal, value: float, name: str, *, judged: bool = True, **shown: str
    ) -> None:
        """`bench Q1 ours=1.2ms bare=0.44ms ours/bare=2.7 goal<=3 ok`, or `short`, or `skipped`."""
        verdict = ("ok" if goal.reached(value) else "short") if judged else "skipped"
        why = "" if judged else f" (judged at {JUDGED_AT} seizures)"
        self._print(f"{line(question, **shown, **{name: number(value)})} {goal} {verdict}{why}", verdict)

    def hold(self, question: str, claim: str, holds: bool, detail: str = "") -> None:
        """`bench Q6 right-at-commit ok`: something that is so, or is not."""
        verdict = "ok" if holds else "short"
        self._print(f"bench {question} {claim} {verdict}" + (f": {detail}" if detail else ""), verdict)

    def tell(self, question: str, **shown: str) -> None:
        """For orientation: no goal."""
        self._print(line(question, **shown), "")

    def skip(self, question: str, why: str) -> None:
        self._print(f"bench {question} skipped: {why}", "skipped")

    def say(self, text: str) -> None:
        self._print(f"bench {text}", "")

    def attempt(self, question: str, measure: Callable[[], None]) -> None:
        """One question that cannot be asked does not keep the others from being asked."""
        try:
            measure()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is printed
            self._print(
                f"bench {question} failed: {type(error).__name__}: {' '.join(str(error).split())}", "failed"
            )

    def summary(self) -> str:
        counts = [f"{self.verdicts[verdict]} {verdict}" for verdict in ("ok", "short", "skipped", "failed")]
        return f"bench summary: {', '.join(counts)}"

    def _print(self, text: str, verdict: str) -> None:
        print(text, flush=True)  # noqa: T201 - its lines are what it is for
        if verdict:
            self.verdicts[verdict] += 1

    def save(self, path: Path) -> None:
        path.write_text(json.dumps({"verdicts": self.verdicts, "measured": self.measured}))

    @classmethod
    def load(cls, path: Path) -> "Board":
        found = json.loads(path.read_text()) if path.exists() else {}
        return cls(Counter(found.get("verdicts", {})), found.get("measured", {}))
