"""The rows of the queue: what each lacks to be verified together with others."""

from collections.abc import Iterable
from typing import Any

from agencies.holders import accounts_of
from agencies.models import User
from records import rules
from records.assigning import assignments_of, too_long_since
from records.cautions import caution_records
from records.levels import asking_for_two


def queue_rows(records: Iterable[Any], by: User) -> list[Any]:
    """The records with their cautions and assignment, and whether nothing holds them up (`clean`).

    An amendment is never clean: it is verified with both versions in sight.
    """
    rows, accounts = list(records), accounts_of(by)
    assigned, late = assignments_of(rows), too_long_since()
    for record in rows:
        record.assignment = assigned.get(record.pk)
        record.too_long = record.submitted_at < late
    two = asking_for_two(record.operation_id for record in rows)
    for model in {type(record) for record in rows}:
        of_model = [record for record in rows if type(record) is model]
        for record, cautions in zip(of_model, caution_records(of_model, by=by), strict=True):
            record.cautions = cautions
            acted = {*rules.authors_of_record(record), record.confirmed_by_id}
            record.own = not accounts.isdisjoint(acted)
            record.first_level = record.operation_id in two and record.confirmed_by_id is None
            waits = record.first_level and record.owner_id != by.agency_id
            record.clean = not (cautions or record.own or record.amends_id or waits)
    return rows
