"""The agencies that record, each with one account that enters and another that verifies."""

from typing import NamedTuple

from agencies.models import Agency, Country, Role, User
from ops_tracker.demo.names import AGENCIES
from ops_tracker.demo.plan import invented_agencies
from ops_tracker.reference import upsert_rows


class Member(NamedTuple):
    """The keys of an agency and of its two accounts, as text."""

    agency: str
    analyst: str
    supervisor: str


def create_cast() -> None:
    """Adds the missing agencies and accounts. Nobody can sign in with the accounts."""
    countries = {country.code: country for country in Country.objects.all()}
    upsert_rows(
        Agency,
        ("code",),
        [
            {
                "code": agency.code,
                "acronym": agency.code,
                "name": f"{agency.name} of {countries[agency.country].name} (invented)",
                "country_id": countries[agency.country].pk,
                "kind": agency.kind,
            }
            for agency in invented_agencies()
        ],
    )
    present = set(User.objects.filter(username__startswith="demo.").values_list("username", flat=True))
    for agency in _agencies():
        for role in (Role.ANALYST, Role.SUPERVISOR):
            if (name := _account(agency.code, role)) not in present:
                User.objects.create_user(name, role=role, agency=agency)


def members() -> dict[str, Member]:
    """The members by the code of the agency."""
    keys = dict(User.objects.filter(username__startswith="demo.").values_list("username", "pk"))
    return {
        agency.code: Member(
            str(agency.pk),
            str(keys[_account(agency.code, Role.ANALYST)]),
            str(keys[_account(agency.code, Role.SUPERVISOR)]),
        )
        for agency in _agencies()
    }


def _agencies() -> list[Agency]:
    codes = [*AGENCIES, *(agency.code for agency in invented_agencies())]
    known = {agency.code: agency for agency in Agency.objects.filter(code__in=codes)}
    return [known[code] for code in codes]


def _account(agency: str, role: Role) -> str:
    return f"demo.{role}.{agency.lower()}"
