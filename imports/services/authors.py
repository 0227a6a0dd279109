"""The mapping and the accounts that the arguments of the import command name."""

from pathlib import Path

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.roles import ENTERS_RESULTS
from common.errors import Refused
from imports.mapping.checking import mapping_of, read_mapping
from imports.mapping.contract import Mapping
from imports.mapping.errors import BadMapping
from imports.models import SavedMapping
from imports.services.named import example
from operations.models import Operation, Participation


def named_mapping(name: str, author: str | None = None) -> Mapping:
    """The mapping of a JSON file, the newest version of a saved mapping, or an example."""
    path = Path(name)
    if path.suffix == ".json" or path.is_file():
        if not path.is_file():
            raise BadMapping(_("There is no file %(name)s.") % {"name": name})
        return mapping_of(path.read_bytes())
    saved = SavedMapping.objects.filter(name=name)
    if author:
        saved = saved.filter(agency__users__username=author)
    if len({mapping.agency_id for mapping in saved}) > 1:
        raise BadMapping(_("Several agencies have a mapping of that name: say who imports, by --as."))
    if newest := saved.order_by("-version").first():
        return read_mapping(newest.content)
    return example(name)


def author_for(mapping: Mapping, username: str | None, verifier: User | None) -> User:
    """The named account; else one of the mapping's agency, or of an agency that records in its operation."""
    people = User.objects.filter(is_active=True, agency__isnull=False, role__in=ENTERS_RESULTS)
    people = people.exclude(pk=verifier.pk) if verifier else people
    if username:
        found = people.filter(username=username).first()
        if found is None:
            raise Refused(_("There is no user %(name)s who enters results.") % {"name": username})
        return found
    for chosen in _likely(mapping, people):
        # Analysts before supervisors, who verify.
        if found := chosen.order_by("role", "pk").first():
            return found
    raise Refused(_("Nobody here enters results for this file: say who imports it, by --as."))


def _likely(mapping: Mapping, people: QuerySet[User]) -> list[QuerySet[User]]:
    agency, operation = mapping.defaults.get("agency"), mapping.defaults.get("operation")
    recording = Participation.objects.recording().filter(operation__code=operation).values("agency")
    owners = Operation.objects.filter(code=operation).values("owner")
    takes_part = Q(agency__in=recording) | Q(agency__in=owners)
    if operation:
        return [people.filter(takes_part, agency__code=agency), people.filter(takes_part)]
    return [people.filter(agency__code=agency), people]
