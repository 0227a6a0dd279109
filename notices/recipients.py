"""The recipients of an announcement. Their rights are checked again when a notice is shown or sent."""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db.models import Q

from agencies.models import ApiKey, User
from common.models import Announcement
from figures.completeness.answers import reachable_people
from notices.models import NoticeKind
from operations.models import Assignment, Comment, Reminder
from records.assigning import escalated_to, may_be_assigned


def recipients(announcement: Announcement) -> list[User]:
    """Those who get a notice: never who did it, nor anybody who can read it nowhere."""
    row: Any = apps.get_model(announcement.model)._default_manager.filter(pk=announcement.about).first()
    if row is None:
        return []
    found = {
        person.pk: person for person in RECIPIENTS[announcement.kind](row, announcement) if _reads(person)
    }
    found.pop(announcement.by or 0, None)
    return list(found.values())


def _reviewers(record: Any, _announcement: Announcement) -> Iterable[User]:
    """The assigned reviewer; without one, those of the recording agency who may decide, or else of those that steer."""
    assignment = Assignment.objects.select_related("reviewer").filter(record=record.pk).first()
    if assignment and may_be_assigned(record, assignment.reviewer):
        return [assignment.reviewer]
    people = escalated_to(record)
    return [person for person in people if person.agency_id == record.owner_id] or people


def _authors(record: Any, _announcement: Announcement) -> Iterable[User]:
    return _persons({record.created_by_id, record.last_edited_by_id, *record.authors})


def _talking(record: Any, announcement: Announcement) -> Iterable[User]:
    """The authors, whoever reviews the record or is assigned it, and all who commented on it."""
    near = set(Comment.objects.filter(record=record.pk).values_list("written_by", flat=True))
    near |= set(Assignment.objects.filter(record=record.pk).values_list("reviewer", flat=True))
    return [*_authors(record, announcement), *_persons({*near, record.reviewer_id} - {None})]


def _assigned(record: Any, announcement: Announcement) -> Iterable[User]:
    """The reviewer, unless the record was handed on meanwhile."""
    standing = Assignment.objects.filter(record=record.pk, reviewer=announcement.details["to"])
    return [each.reviewer for each in standing.select_related("reviewer")]


def _reminded(reminder: Reminder, _announcement: Announcement) -> Iterable[User]:
    return reachable_people(reminder.agency, reminder.operation)


def _importer(file_import: Any, _announcement: Announcement) -> Iterable[User]:
    return _persons({file_import.created_by_id})


def _persons(ids: Iterable[int]) -> list[User]:
    """The persons of the accounts; of a key's account, the one who answers for it, and the key itself.

    A key reads its notices by the API; without an address it gets no e-mail.
    """
    holders = ApiKey.objects.filter(account__in=ids, holder__isnull=False).values("holder")
    return list(User.objects.filter(Q(pk__in=ids) | Q(pk__in=holders)).select_related("key"))


def _reads(person: User) -> bool:
    """Whether the person can sign in, or the key be used: nobody signs in to the account of a key."""
    key: ApiKey | None = getattr(person, "key", None)
    return key.is_usable if key else person.is_active


RECIPIENTS: dict[str, Callable[[Any, Announcement], Iterable[User]]] = {
    NoticeKind.SUBMITTED: _reviewers,
    NoticeKind.ASSIGNED: _assigned,
    NoticeKind.ESCALATED: lambda record, _announcement: escalated_to(record),
    NoticeKind.RETURNED: _authors,
    NoticeKind.VERIFIED: _authors,
    NoticeKind.COMMENTED: _talking,
    NoticeKind.REMINDED: _reminded,
    NoticeKind.IMPORTED: _importer,
}
