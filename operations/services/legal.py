"""Legal instruments with their parties, and which of them an operation rests on."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from agencies import services as reference
from agencies.models import User
from common.audit import audited
from common.db.acts import all_or_nothing, locked
from common.db.seen import Seen
from common.errors import Findings, NotAllowed, Refused
from operations.models import LegalInstrument, LegalParty, Operation


@all_or_nothing()
def record_instrument(
    instrument: LegalInstrument,
    parties: Sequence[LegalParty] | None,
    *,
    by: User,
    seen: Seen | None = None,
) -> LegalInstrument:
    """Records or changes an instrument, and its parties if they are given: those left out are taken off."""
    if not by.administers:
        raise NotAllowed(_("Only an administrator may do this."))
    if not instrument._state.adding:
        locked(instrument)
    reference.save(instrument, by=by, seen=seen)
    if parties is not None:
        _set_parties(instrument, parties, by=by)
    return instrument


def _set_parties(instrument: LegalInstrument, parties: Sequence[LegalParty], *, by: User) -> None:
    stored = {_stay(row): row for row in instrument.parties.all()}
    given = {_stay(row): number for number, row in reversed(list(enumerate(parties)))}
    findings = Findings()
    with audited(by=by, action="edited"):
        for stay in stored.keys() - given.keys():
            stored[stay].delete()
        for stay, number in sorted(given.items(), key=lambda entry: entry[1]):
            if stay not in stored:
                parties[number].instrument = instrument
                with findings.at(f"parties.{number}"):
                    parties[number].full_clean()
                    parties[number].save()
    findings.raise_if_any()


def _stay(row: LegalParty) -> tuple[Any, ...]:
    return (row.country_id, row.valid_from, row.valid_to)


def save(row: Any, *, by: User, seen: Seen | None = None) -> None:
    """Saves an instrument, or a party to one, from the admin screens."""
    reference.save(row, by=by, seen=seen)


@all_or_nothing()
def remove(row: Any, *, by: User) -> None:
    """Deletes an instrument on which no operation rests, or a party to one."""
    if isinstance(row, LegalInstrument) and locked(row).operations.exists():
        raise Refused(
            _("Operations rest on %(instrument)s: take it off them first.") % {"instrument": row.code}
        )
    reference.remove(row, by=by)


def set_instruments(operation: Operation, instruments: Iterable[LegalInstrument] | None) -> bool:
    """Sets what the operation rests on; None leaves it. Returns whether that was a change."""
    if instruments is None:
        return False
    wanted = {each.pk for each in instruments}
    if wanted == set(operation.legal_instruments.values_list("pk", flat=True)):
        return False
    operation.legal_instruments.set(wanted)
    return True
