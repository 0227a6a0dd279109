"""Rules on who may change, amend, review and withdraw a record. Each raises NotAllowed or Refused with a sentence."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from django.utils.translation import gettext as _

from agencies.holders import accounts_of
from agencies.models import ApiKey, Role, User
from common.errors import NotAllowed, Refused
from operations.models import RETIRED, Marking, Operation, ReviewedQuerySet, ReviewedRecord, State
from operations.rules import may_enter
from operations.sharing import may_see


def why_refused(rule: Callable[[Any, User], None], record: Any, by: User) -> str:
    """The sentence of the rule's refusal; empty if it allows the act."""
    try:
        rule(record, by)
    except Refused as refused:
        return str(refused)
    return ""


def may_change(record: ReviewedRecord, by: User) -> None:
    may_enter(by)
    if record.owner_id != by.agency_id:
        raise NotAllowed(
            _("%(record)s was recorded by %(owner)s, and only its own people may change it.")
            % {"record": record, "owner": record.owner}
        )
    _refuse_waiting(record)
    if record.state == State.VERIFIED:
        raise Refused(_("%(record)s is verified. Amend it instead of editing it.") % {"record": record})
    if not record.editable:
        raise _stays(record)


def may_take_back(record: ReviewedRecord, by: User) -> None:
    """Rule for taking a submitted record back: users of its agency, until somebody has begun to review it."""
    may_enter(by)
    if record.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may take this record back.") % {"owner": record.owner})
    if record.confirmed_by_id is not None:
        raise Refused(_("%(record)s is confirmed. Ask for it to be returned.") % {"record": record})
    if record.reviewer is not None:
        raise Refused(
            _("%(name)s has begun to review %(record)s. Ask for it to be returned.")
            % {"record": record, "name": record.reviewer}
        )


def may_comment(record: ReviewedRecord, by: User) -> None:
    """Rule for comments: users who enter results write them on records that they read. Others only read them."""
    if not by.enters:
        raise NotAllowed(_("Only analysts and supervisors comment on records."))
    if not may_see(type(record), by, record.pk):
        raise NotAllowed(_("You may not read that record."))


def may_amend(record: ReviewedRecord, by: User) -> None:
    may_enter(by)
    if record.owner_id != by.agency_id:
        raise NotAllowed(
            _("%(record)s was recorded by %(owner)s, and only its own people may amend it.")
            % {"record": record, "owner": record.owner}
        )
    _refuse_waiting(record)
    if record.editable:
        raise Refused(_("Only a verified record is amended; edit this one."))
    if record.state != State.VERIFIED:
        raise _stays(record)


def has_no_open_amendment(record: ReviewedRecord) -> None:
    if record.amendments.unverified().exists():
        raise Refused(_("An amendment of %(record)s is open already.") % {"record": record})


def may_decide(record: ReviewedRecord, by: User) -> None:
    """Verify or return: a supervisor of the recording agency, or of one that steers the operation; never an author."""
    may_decide_all([record], by)


def may_decide_all(records: Sequence[ReviewedRecord], by: User) -> None:
    """The rule `may_decide` for many records, which are often of one operation."""
    if not records:
        return
    if not by.verifies:
        raise NotAllowed(_("Only a supervisor reviews records."))
    within = {
        record.operation_id
        for record in records
        if record.operation_id is not None and record.owner_id != by.agency_id
    }
    steered: Collection[Any] = ()
    if within:
        steered = set(Operation.objects.steered_by(by).filter(pk__in=within).values_list("pk", flat=True))
    accounts = accounts_of(by)
    for record in records:
        if record.owner_id != by.agency_id and record.operation_id not in steered:
            raise NotAllowed(
                _("%(record)s is reviewed by %(owner)s, or by an agency that leads its operation.")
                % {"record": record, "owner": record.owner}
            )
        if wrote := accounts & authors_of_record(record):
            _refuse_author(wrote, by)


def _refuse_author(wrote: set[int], by: User) -> None:
    """Raises NotAllowed; names the key for which nobody answers, as then nobody of its agency reviews the record."""
    if by.pk in wrote:
        raise NotAllowed(_("You wrote a part of this record: another person must review it."))
    if key := ApiKey.objects.filter(account__in=wrote, holder=None).first():
        sentence = _(
            "The key %(key)s wrote a part of this record, and nobody answers for it yet. An administrator names its "
            "holder first, or an agency that leads the operation reviews the record."
        )
        raise NotAllowed(sentence % {"key": key})
    raise NotAllowed(
        _("A key that you answer for wrote a part of this record: another person must review it.")
    )


def authors_of_record(record: ReviewedRecord) -> set[int]:
    """The ids of all accounts that wrote any part of the version, with those who held or made the keys that did."""
    return {record.created_by_id, record.last_edited_by_id, *record.authors}


def can_be_reviewed(record: ReviewedRecord) -> None:
    """Requires that one of the named readers of a TLP:RED record may verify it: it would wait for ever otherwise."""
    if record.marking != Marking.RED:
        return
    authors = authors_of_record(record)
    supervisors = record.readers.filter(role=Role.SUPERVISOR, is_active=True)
    if not any(authors.isdisjoint(accounts_of(supervisor)) for supervisor in supervisors):
        raise Refused(_("Name a supervisor among its readers first: nobody else could verify it."))


def may_withdraw(record: ReviewedRecord, by: User) -> None:
    """Withdraw: before verification the own agency; afterwards a second person, as for verifying."""
    if record.state == State.VERIFIED:
        may_decide(record, by)
    else:
        may_enter(by)
        if record.owner_id != by.agency_id:
            raise NotAllowed(_("Only %(owner)s may withdraw this record.") % {"owner": record.owner})


def may_raise_marking(record: ReviewedRecord, by: User) -> None:
    """Rule for a stricter marking of withdrawn and superseded records: users of their agency."""
    may_enter(by)
    if record.owner_id != by.agency_id:
        raise NotAllowed(_("Only %(owner)s may mark this record up.") % {"owner": record.owner})
    if record.state not in RETIRED:
        raise Refused(
            _("%(record)s is %(state)s: edit or amend it to mark it up.")
            % {"record": record, "state": record.get_state_display()}
        )


def may_discard(record: ReviewedRecord, by: User) -> None:
    """Rule for deleting a draft: users of its agency, while nobody else has seen it."""
    may_change(record, by)
    if record.submitted_at is not None:
        raise Refused(_("%(record)s was submitted before: withdraw it instead.") % {"record": record})
    has_no_parts(record, record.parts.all())


def has_no_parts(record: ReviewedRecord, parts: ReviewedQuerySet) -> None:
    if parts.exists():
        raise Refused(
            _("Other records are parts of %(record)s. Withdraw or detach them first.") % {"record": record}
        )


def amends_something(record: ReviewedRecord) -> None:
    """Requires that an amendment differs from the original."""
    if record.amends is None or record.content != record.amends.content:
        return
    if set(record.readers.values_list("pk")) == set(record.amends.readers.values_list("pk")):
        raise Refused(
            _("%(record)s says the same as what it amends. Change something, or discard it.")
            % {"record": record}
        )


def _refuse_waiting(record: ReviewedRecord) -> None:
    if record.state == State.SUBMITTED:
        raise Refused(
            _("%(record)s is waiting for review. To change it, take it back first.") % {"record": record}
        )


def _stays(record: ReviewedRecord) -> Refused:
    """The refusal to change a record that is neither a draft nor verified."""
    return Refused(
        _("%(record)s is %(state)s, and stays as it is.")
        % {"record": record, "state": record.get_state_display()}
    )
