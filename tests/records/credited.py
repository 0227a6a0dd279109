"""Seizures that name others than their recorder, and what they come to."""

from agencies.models import Agency
from figures.answer.query import answer
from figures.question.question import Question
from records.services import submit, verify
from seizures import services
from seizures.models import Credit, Seizure
from tests.factories.agencies import UserFactory
from tests.records.kinds import supervisor_of
from tests.taken import cocaine


def agency(code):
    return Agency.objects.get(code=code)


def credited(by, operation=None, **named):
    """A verified seizure of ten kilograms; `named` are codes of the agency that seized, and of others to credit."""
    seizure = Seizure(operation=operation, seizing_agency=agency(named.get("seized_by", by.agency.code)))
    credits = [Credit(agency=agency(code)) for code in named.get("agencies", ())]
    credits += [Credit(operation=each) for each in named.get("operations", ())]
    made = services.record_seizure(seizure, items=[cocaine()], credits=credits, by=by)
    submit(made, by=by)
    return verify(made, by=supervisor_of(made))


def kilograms(**place):
    reader = UserFactory(role="auditor", agency=None)
    return sum(figure.value for figure in answer(Question(measure=("NARC",), **place), reader).figures)
