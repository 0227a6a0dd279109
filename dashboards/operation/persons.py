"""The persons of an operation's results by sex, age and nationality, as far as its records state them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from figures.answer.figure import Figure
from figures.answer.links import evidence_of
from figures.answer.persons import PERSONS, persons_answer
from figures.question.codes import names_of_countries
from figures.question.question import Question
from measures.models import Measure
from operations.models import Operation
from operations.models.choices import AgeGroup, Sex
from operations.sharing import Reader
from outcomes.persons import NAMES

CHOICES: Mapping[str, Mapping[str, Any]] = {"sex": dict(Sex.choices), "age": dict(AgeGroup.choices)}


@dataclass(frozen=True)
class PersonsRow:
    measure: str
    # Empty for those of whom it is not stated.
    value: str
    figure: Figure
    # The evidence of the whole.
    url: str
    unit: str = PERSONS


@dataclass(frozen=True)
class PersonsOf:
    """The persons of the results by one property."""

    label: str
    rows: list[PersonsRow]


def persons_of(operation: Operation, family: str, reader: Reader) -> list[PersonsOf]:
    """A table for each property that a record of the family's measures states. Call it in a snapshot."""
    question = Question(operation=(operation.code,), measure=(family,), by=("measure",))
    found = []
    for name, label in NAMES.items():
        answered = persons_answer(question, name, reader)
        stated = {figure.cell["measure"] for value, figure in answered.figures if value}
        divided = [(value, figure) for value, figure in answered.figures if figure.cell["measure"] in stated]
        if not divided:
            continue
        values = _words(name, {value for value, _figure in divided if value})
        measures = {each.code: str(each) for each in Measure.objects.filter(code__in=stated)}
        rows = [
            PersonsRow(
                measures[str(figure.cell["measure"])],
                values.get(value, ""),
                figure,
                evidence_of(figure, answered.question, answered.tree).address(reverse("evidence")),
            )
            for value, figure in divided
        ]
        found.append(PersonsOf(str(label), rows))
    return found


def _words(name: str, values: set[str]) -> dict[str | None, str]:
    words = names_of_countries(values) if name == "nationality" else CHOICES[name]
    return {value: str(words[value]) for value in values}
