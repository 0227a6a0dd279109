"""Comments on a record, and beside the fields that they are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from operations.models import Comment, ReviewedRecord
from operations.versions import Detail, FieldChange


def comments_on(record: ReviewedRecord, labels: Mapping[str, Any]) -> list[Comment]:
    """The comments on a record, oldest first, each with the label of the field that it is about."""
    comments = list(Comment.objects.select_related("written_by").filter(record=record.pk))
    for comment in comments:
        comment.about = labels.get(comment.field, comment.field)
    return comments


def place_remarks(shown: Iterable[Detail | FieldChange], comments: Iterable[Comment]) -> None:
    """Adds each comment to the first row that shows its field; of a field that no row shows, to none."""
    by_field: dict[str, list[Comment]] = defaultdict(list)
    for comment in comments:
        by_field[comment.field].append(comment)
    for row in shown:
        if row.field:
            row.remarks.extend(by_field.pop(row.field, ()))
