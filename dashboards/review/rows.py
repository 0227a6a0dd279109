"""The rows of the queue: what each lacks to be verified together with others."""

from collections.abc import Iterable
from typing import Any

from agencies.holders import accounts_of
from agencies.models import User
from records import rules
from records.cautions import caution_records


def queue_rows(records: Iterable[Any], by: User) -> list[Any]:
    """The records with their cautions, whether the user is an author, and whether nothing holds them up (`clean`).

    An amendment is never clean: it is verified with both versions in sight.
    """
    rows, accounts = list(records), accounts_of(by)
    for model in {type(record) for record in rows}:
        of_model = [record for record in rows if type(record) is model]
        for record, cautions in zip(of_model, caution_records(of_model, by=by), strict=True):
            record.cautions = cautions
            record.own = not accounts.isdisjoint(rules.authors_of_record(record))
            record.clean = not (cautions or record.own or record.amends_id)
    return rows
