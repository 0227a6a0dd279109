"""Records in the order of a listing, from a place on, forwards or back, without reading many other rows."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Sum

from figures.evidence.facts import Reason, reasoned
from figures.evidence.marks import WITHOUT_POSTINGS, Mark
from figures.evidence.sections import section_postings
from figures.models import Posting
from figures.question.question import Question
from operations.models import Outcome
from operations.sharing import Reader
from seizures.models import Seizure


def posted_records(
    question: Question, reader: Reader, reason: str, key: Any, back: bool, most: int
) -> list[Mark]:
    """Records whose postings are not all balanced, by the latest posting of each."""
    postings = section_postings(question, reader, reason)
    same = postings.filter(record_id=OuterRef("record_id"))
    # One aggregate for both: PostgreSQL may read the whole ledger for each row of a NOT EXISTS beside it.
    sums = same.order_by().values("record_id").annotate(left=Sum("facts"), last=Max("pk"))
    latest = Exists(sums.filter(left__gt=0, last=OuterRef("pk")))
    rows = _after(postings.filter(latest), key, back).values_list("pk", "record_id")[:most]
    return [Mark(reason, pk, record_id) for pk, record_id in rows]


def missing_records(
    question: Question, reader: Reader, reason: str, key: Any, back: bool, most: int
) -> list[Mark]:
    """Withdrawn and superseded records, by their own key: the ledger has nothing left of them."""
    facts = reasoned(question, reader).filter(reason=reason, record_id=OuterRef("pk")).select_related(None)
    found: list[UUID] = []
    for model in (Seizure, Outcome):
        records = model.objects.visible_to(reader).filter(
            Exists(facts), state=WITHOUT_POSTINGS[Reason(reason)]
        )
        if question.last_posting is not None:
            # A record that was withdrawn since the first page stays where it was then.
            since = Posting.objects.filter(record_id=OuterRef("pk"), pk__gt=question.last_posting)
            records = records.filter(~Exists(since))
        found += _after(records, key, back).values_list("pk", flat=True)[:most]
    return [Mark(reason, pk, pk) for pk in sorted(found, reverse=not back)[:most]]


def _after(rows: Any, key: Any, back: bool) -> Any:
    if key is not None:
        rows = rows.filter(**{"pk__gt" if back else "pk__lt": key})
    return rows.order_by("pk" if back else "-pk")
