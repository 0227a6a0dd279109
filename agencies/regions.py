"""Regions and their countries are recorded together: one door for the API; the admin screens save row by row."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from agencies import services
from agencies.models import Region, RegionMember, User
from common.audit import audited
from common.db.acts import all_or_nothing, locked
from common.errors import Findings, NotAllowed

Stay = tuple[Any, Any, Any]


@all_or_nothing()
def record_region(region: Region, members: Sequence[RegionMember] | None, *, by: User) -> Region:
    """Records or changes a region, and its countries if they are given: those left out are taken from it."""
    if not by.administers:
        raise NotAllowed(_("Only an administrator may do this."))
    if not region._state.adding:
        locked(region)
    services.save(region, by=by)
    if members is not None:
        _set_members(region, members, by=by)
    return region


def _set_members(region: Region, members: Sequence[RegionMember], *, by: User) -> None:
    stored = {_stay(row): row for row in region.members.all()}
    given = {_stay(row): number for number, row in reversed(list(enumerate(members)))}
    findings = Findings()
    with audited(by=by, action="edited"):
        for stay in stored.keys() - given.keys():
            stored[stay].delete()
        for stay, number in sorted(given.items(), key=lambda entry: entry[1]):
            if stay in stored:
                continue
            row = members[number]
            row.region = region
            with findings.at(f"members.{number}"):
                row.full_clean()
                row.save()
    findings.raise_if_any()


def _stay(row: RegionMember) -> Stay:
    return (row.country_id, row.valid_from, row.valid_to)


def regions_with_members() -> QuerySet[Region]:
    """Regions with their countries, in a fixed number of queries."""
    return Region.objects.prefetch_related("members__country")
