"""Requests for places that are not on the list."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Country, PlaceRequest, User
from common.audit import audited
from common.errors import Findings, NotAllowed


@transaction.atomic
def request_place(name: str, country: Country | None, *, by: User) -> PlaceRequest:
    """Stores a request for the place; returns the open request if there is one."""
    if not by.enters:
        raise NotAllowed(_("Only those who enter results request places."))
    request = PlaceRequest(name=name.strip(), country=country, requested_by=by)
    found = Findings()
    with found.at():
        request.full_clean(validate_constraints=False)
    found.raise_if_any()
    with audited(by=by, action="place requested"):
        stored, _made = PlaceRequest.objects.get_or_create(
            name=request.name, country=country, settled_at=None, defaults={"requested_by": by}
        )
    return stored


@transaction.atomic
def close_place_request(request: PlaceRequest, *, by: User) -> PlaceRequest:
    """Marks a request as done; a second time changes nothing."""
    if not (by.administers or by.is_superuser):
        raise NotAllowed(_("Only an administrator may do this."))
    request = PlaceRequest.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)
    if request.settled_at is None:
        request.settled_at = timezone.now()
        with audited(by=by, action="place request settled"):
            request.save(update_fields=["settled_at"])
    return request
