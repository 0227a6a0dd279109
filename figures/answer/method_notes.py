"""Notes on how countries count, to be read beside the figures of an answer."""

from figures.answer.query import Answer
from operations.models import MethodNote
from operations.models.method_note import MethodNoteQuerySet


def method_notes_of(answered: Answer) -> MethodNoteQuerySet:
    """The notes on the countries that the question names or groups by, on the measures that its figures have."""
    question = answered.question
    countries = set(question.country)
    if not countries and "country" in question.by:
        countries = {code for figure in answered.figures if (code := figure.cell["country"])}
    measures = {code for figure in answered.figures if (code := figure.cell["measure"])} if countries else ()
    first = question.first.year if question.first else None
    last = question.last.year if question.last else None
    return MethodNote.objects.about(measures, countries, first, last).select_related("country", "measure")
