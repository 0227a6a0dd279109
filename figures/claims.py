"""What sources state, held against what is recorded. Several claims of one figure are alternatives, never addends."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from figures.figure import Figure, added
from figures.models import Fact
from figures.query import answer
from figures.question import Question
from measures.models import Dimension
from measures.quantity import canonical
from operations.models import Claim, Qualifier
from operations.sharing import Reader


class Standing(models.TextChoices):
    """How a claim compares with what is recorded."""

    AGREES = "agrees", _("agrees")
    EXCEEDS = "exceeds", _("states more than is recorded")
    FALLS_SHORT = "falls_short", _("states less than is recorded")
    NOTHING = "nothing_recorded", _("nothing recorded")
    NOT_COMPARABLE = "not_comparable", _("not comparable")


# An approximate claim agrees with what differs from it by no more than this share of it.
TOLERANCE = Decimal("0.05")


@dataclass
class Reconciled:
    """A claim, the figure recorded for the same thing (None where there is none), and how they compare."""

    claim: Claim
    recorded: Figure | None
    standing: str


def reconciled(claims: Iterable[Claim], reader: Reader) -> list[Reconciled]:
    """Each claim beside the figure of its operation, measure and stage, as far as the reader may see it."""
    answers: dict[str, dict[bool, list[Figure]]] = {}
    results = []
    for claim in claims:
        code = claim.operation.code
        if code not in answers:
            answers[code] = _of_operation(code, reader)
        figures = _parts(claim, reader) if claim.part_of_id else answers[code][claim.agency is not None]
        results.append(_reconcile(claim, figures))
    return results


def _parts(claim: Claim, reader: Reader) -> list[Figure]:
    """What is recorded from the same source as parts of a whole: no total has it, and neither has the claim's."""
    facts = Fact.objects.visible_to(reader).verified().filter(part=True, operation=claim.operation)
    facts = facts.filter(Q(seizure__source=claim.source) | Q(outcome__source=claim.source))
    return [
        Figure(
            cell={
                "measure": fact.measure.code,
                "stage": fact.stage,
                "agency": fact.agency and fact.agency.code,
            },
            unit=fact.unit.code,
            value=fact.amount,
            records=1,
            **{fact.qualifier: 1},
        )
        for fact in facts.select_related("measure", "unit", "agency")
        if fact.amount is not None
    ]


def _of_operation(code: str, reader: Reader) -> dict[bool, list[Figure]]:
    """The operation's figures by measure, and, for claims on one agency's work, by agency too."""
    whole = Question(by=("measure",), operation=(code,))
    return {
        False: answer(whole, reader).figures,
        True: answer(whole.narrowed(by=("measure", "agency")), reader).figures,
    }


def _reconcile(claim: Claim, figures: list[Figure]) -> Reconciled:
    value = claimed(claim)
    if claim.measure.kind == "stated" or claim.unit.dimension == Dimension.RATIO:
        return Reconciled(claim, None, Standing.NOT_COMPARABLE)
    unit = _unit(claim)
    same = [figure for figure in figures if _matches(figure, claim) and figure.unit == unit]
    if not same:
        return Reconciled(claim, None, Standing.NOTHING)
    recorded = added(same, cell=_cell(claim), unit=unit)
    if value is None or recorded.value is None:
        return Reconciled(claim, recorded, Standing.NOT_COMPARABLE)
    return Reconciled(claim, recorded, _standing(claim, value, recorded))


def claimed(claim: Claim) -> Decimal | None:
    """The claim's value in the unit in which figures come."""
    return claim.value if claim.unit.is_currency else canonical(claim.value, claim.unit)


def _cell(claim: Claim) -> dict[str, str | None]:
    return {"measure": claim.measure.code, "stage": claim.stage or "outcome"}


def _unit(claim: Claim) -> str:
    from_dimension = {Dimension.MASS: "KGM", Dimension.VOLUME: "LTR", Dimension.COUNT: "C62"}
    return claim.unit.code if claim.unit.is_currency else from_dimension[Dimension(claim.unit.dimension)]


def _matches(figure: Figure, claim: Claim) -> bool:
    code = figure.cell["measure"] or ""
    below = code == claim.measure.code or code.startswith(f"{claim.measure.code}.")
    agency = claim.agency is None or figure.cell["agency"] == claim.agency.code
    return below and agency and figure.cell["stage"] == (claim.stage or "outcome")


def _standing(claim: Claim, value: Decimal, recorded: Figure) -> str:
    """Compares as ranges: "more than 3.5 million" agrees with whatever is not less."""
    assert recorded.value is not None
    margin = (
        abs(value) * TOLERANCE
        if Qualifier.APPROXIMATELY in (claim.qualifier, recorded.qualifier)
        else Decimal(0)
    )
    # A lower bound may be any larger number; an upper bound any smaller one.
    open_above = claim.qualifier == Qualifier.AT_LEAST or recorded.qualifier == Qualifier.AT_MOST
    open_below = claim.qualifier == Qualifier.AT_MOST or recorded.qualifier == Qualifier.AT_LEAST
    if value <= recorded.value + margin and (open_above or value >= recorded.value - margin):
        return Standing.AGREES
    if value >= recorded.value - margin and open_below:
        return Standing.AGREES
    return Standing.EXCEEDS if value > recorded.value else Standing.FALLS_SHORT
