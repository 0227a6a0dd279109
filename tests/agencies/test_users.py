"""Accounts: one role each, and the role decides."""

import pytest
from django.db import IntegrityError

from agencies.models import Agency, Role, User
from tests.factories.agencies import UserFactory

pytestmark = pytest.mark.django_db

MAY = [
    # role, agencies.view, agencies.change, user.change, seizures.view, seizures.change, seizures.delete, trail
    pytest.param(Role.ANALYST, True, False, False, True, True, False, False, id="analyst"),
    pytest.param(Role.SUPERVISOR, True, False, False, True, True, False, False, id="supervisor"),
    pytest.param(Role.ADMINISTRATOR, True, True, True, True, False, False, True, id="administrator"),
    pytest.param(Role.AUDITOR, True, False, False, True, False, False, True, id="auditor"),
    pytest.param(Role.PARTNER, False, False, False, False, False, False, False, id="partner"),
]
ASKED = (
    "agencies.view_agency",
    "agencies.change_agency",
    "agencies.change_user",
    "seizures.view_seizure",
    "seizures.change_seizure",
    "seizures.delete_seizure",
    "pghistory.view_events",
)


@pytest.mark.parametrize(("role", *(f"may{number}" for number in range(7))), MAY)
def test_what_a_role_may_do_in_the_admin(role, may0, may1, may2, may3, may4, may5, may6):
    user = UserFactory(role=role)

    assert [user.has_perm(perm) for perm in ASKED] == [may0, may1, may2, may3, may4, may5, may6]


@pytest.mark.parametrize("role", Role)
def test_only_partners_stay_out_of_the_admin(role):
    assert UserFactory(role=role).is_staff is (role != Role.PARTNER)


def test_a_closed_account_may_do_nothing():
    user = UserFactory(role=Role.ADMINISTRATOR, is_active=False, is_superuser=True)

    assert not user.has_perm("agencies.view_agency")
    assert not user.has_module_perms("agencies")


def test_a_superuser_is_an_administrator_and_needs_no_agency():
    user = User.objects.create_superuser("root", password="x")

    assert (user.role, user.is_staff, user.has_perm("seizures.delete_seizure")) == (
        "administrator",
        True,
        True,
    )


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SUPERVISOR, Role.PARTNER])
def test_who_works_for_an_agency_has_one(role):
    with pytest.raises(IntegrityError, match="role_works_for_an_agency"):
        UserFactory(role=role, agency=None)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_works_for_the_house_needs_none(role):
    assert UserFactory(role=role, agency=None).pk


def test_a_role_is_one_of_ours():
    with pytest.raises(IntegrityError, match="role_is_known"):
        UserFactory(agency=None, is_superuser=True, role="king")


def test_the_trail_of_an_account_has_no_password():
    user = UserFactory(agency=Agency.objects.get(code="US-ICE"))

    assert not {"password", "last_login"} & {field.name for field in User.pgh_event_model._meta.fields}
    assert User.pgh_event_model.objects.filter(pgh_obj=user).count() == 1
