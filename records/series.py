"""Cumulative reports of a series: of those that are verified the newest counts, and the others stand behind it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from operations.models import ReviewedQuerySet, ReviewedRecord, State
from operations.sharing import stricter


def reports_beside(record: ReviewedRecord) -> ReviewedQuerySet:
    """The other reports of the record's series, in whatever state; none for a record that is of no series."""
    records: ReviewedQuerySet = type(record).objects.all()
    if not record.series:
        return records.none()
    same = records.filter(owner=record.owner_id, operation=record.operation_id, series=record.series)
    return same.exclude(pk__in=[pk for pk in (record.pk, record.amends_id) if pk])


def counting_beside(record: ReviewedRecord) -> ReviewedQuerySet:
    """The verified reports whose place the record takes, once it is verified; none if there is a newer one already."""
    verified = reports_beside(record).filter(state=State.VERIFIED, part_of__isnull=True)
    newest = verified.order_by("-reported_on").values_list("reported_on", flat=True).first()
    if newest is None or newest >= record.reported_on:
        return verified.none()
    return verified.filter(reported_on=newest)


def has_newer_report(record: ReviewedRecord) -> bool:
    """Whether a later report of its series counts in the place of the record."""
    if not record.series:
        return False
    return reports_beside(record).filter(state=State.VERIFIED, reported_on__gt=record.reported_on).exists()


def check_series(record: ReviewedRecord) -> None:
    """Raises ValidationError if a report would be out of totals for the sake of one that its readers may not see."""
    verified = reports_beside(record).filter(state=State.VERIFIED)
    for marking, day in verified.order_by().values_list("marking", "reported_on").distinct():
        if day == record.reported_on:
            continue
        newer, earlier = (record.marking, marking) if record.reported_on > day else (marking, record.marking)
        if stricter(newer, earlier) != earlier:
            raise ValidationError(
                _(
                    "A report of a series is marked no more strictly than the earlier ones: who reads those must be "
                    "able to read what takes their place. That of %(day)s is %(marking)s."
                )
                % {"day": day, "marking": marking}
            )
