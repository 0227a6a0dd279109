"""Agencies and the people who work for them. The named agencies are reference data: ask for those by code."""

import factory
from factory.django import DjangoModelFactory

from agencies.models import Agency, Role, User
from tests.factories.coded import CodedFactory


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency

    code = factory.Sequence(lambda number: f"XX-AGENCY-{number}")
    acronym = factory.Sequence(lambda number: f"AGENCY-{number}")
    name = factory.Sequence(lambda number: f"Agency {number}")


class UserFactory(CodedFactory):
    """Works for an agency of its own, unless told for which: `agency="US-ICE"`."""

    class Meta:
        model = User

    username = factory.Sequence(lambda number: f"user-{number}")
    role = Role.ANALYST
    agency = factory.SubFactory(AgencyFactory)
