"""All figures of an operation's page. Tile, table and bridge agree, because each question is answered once.

Call it inside `one_snapshot`, so that the answers are of one instant, too.
"""

from typing import Any

from agencies.models import Agency
from dashboards.operation.credits import credits_of
from dashboards.operation.results import results
from dashboards.words.labels import Measures
from dashboards.words.tiles import tiles_context
from figures.answer.query import answer
from figures.claims import reconciled
from figures.question.question import Question
from operations.models import Claim, Operation, sources_for
from operations.sharing import Reader


def figures_context(operation: Operation, reader: Reader) -> dict[str, Any]:
    question = Question(operation=(operation.code,))
    whole = answer(question, reader)
    by_measure = answer(question.narrowed(by=("measure",)), reader)
    by_agency = answer(question.narrowed(by=("agency",)), reader)
    measures = Measures([*whole.figures, *by_measure.figures])
    agencies = dict(Agency.objects.values_list("code", "name"))
    return {
        **tiles_context(whole, by_measure, measures),
        "results": results(by_measure, reconciled(_claims(operation, reader), reader), measures),
        "by_agency": credits_of(whole, by_measure, by_agency, agencies, measures),
        "by_phase": _by_phase(operation, reader),
    }


def _by_phase(operation: Operation, reader: Reader) -> list[Any]:
    """Credits of the phases that the reader may see; none where there are no phases."""
    phases = dict(operation.phases.visible_to(reader).values_list("code", "name"))
    if not phases:
        return []
    question = Question(operation=tuple(phases))
    whole = answer(question, reader)
    by_measure = answer(question.narrowed(by=("measure",)), reader)
    shared = answer(question.narrowed(by=("operation",)), reader)
    return credits_of(whole, by_measure, shared, phases, Measures([*whole.figures, *by_measure.figures]))


def _claims(operation: Operation, reader: Reader) -> Any:
    related = ("measure", "unit", "agency", "operation", "part_of__measure")
    claims = Claim.objects.visible_to(reader).filter(operation=operation).select_related(*related)
    return claims.prefetch_related(sources_for(reader))
