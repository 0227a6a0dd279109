"""Files of claims: what a source states, which is in no total and is compared with the records."""

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.kinds import AGENCY
from agencies.models import User
from common.db.lookups import Lookups
from common.errors import Findings
from imports.kinds.drafts import record_all
from imports.kinds.kind import StatedKind
from imports.kinds.targets import PERIOD
from measures.kinds import ANY_UNIT, MEASURE
from operations.kinds import OPERATION, SOURCE
from operations.models import Claim
from operations.services import record_fact
from operations.services.discarding import discard_claims
from records.plain import Resolved, Shape, Values

SHAPE = Shape(
    Claim,
    {"source": SOURCE, "operation": OPERATION, "measure": MEASURE, "agency": AGENCY, "unit": ANY_UNIT},
    ("code", "stage", "value", "value_high", "qualifier", "statement", "note"),
)
# No claim can be made, or changed, without these.
NEEDED = ("operation", "source", "measure", "unit")
# An amount of money is a value in a currency.
FIELDS = {
    "quantity": "value",
    "quantity_high": "value_high",
    "amount": "value",
    "amount_high": "value_high",
    "currency": "unit",
    "reference": "code",
    "description": "statement",
}


@dataclass
class ClaimDraft:
    record: Claim


def resolve_claims(rows: Sequence[Values], *, by: User) -> list[Resolved[Any]]:
    """Drafts of claims, in a fixed number of queries."""
    stated, lookups = [_fields(values) for values in rows], Lookups(by)
    lookups.look_up(named for values in stated for named in SHAPE.named_in(values))
    return [_resolved(values, lookups) for values in stated]


def _fields(values: Values) -> dict[str, Any]:
    money = "amount" in values
    found = {
        FIELDS.get(name, name): value
        for name, value in values.items()
        if name not in (("quantity", "quantity_high", "unit") if money else ("amount_high", "currency"))
    }
    return {**found, "statement": found.get("statement") or _in_words(found)}


def _in_words(values: Values) -> str:
    """Our words where the file has none of its own."""
    numbers = [str(values[name]) for name in ("value", "value_high") if values.get(name) is not None]
    stated = (values.get("measure"), "–".join(numbers), values.get("unit"))
    return " ".join(str(each) for each in stated if each)


def _resolved(values: Values, lookups: Lookups) -> Resolved[Any]:
    findings = Findings()
    for name in NEEDED:
        if not values.get(name):
            sentence = gettext("Nothing is stated for “%(target)s”, and every claim needs it.")
            findings.add(name, sentence % {"target": name})
    return Resolved(ClaimDraft(SHAPE.build(values, lookups, findings)), findings)


def record_claims(drafts: Sequence[ClaimDraft], *, by: User, reason: str) -> None:
    save = partial(record_fact, by=by, reason=reason)
    # Of a copy: what is taken back is recorded again, without what was wrong beside it.
    record_all(drafts, lambda draft: save(copy(draft.record)))


def apply_claim(
    pk: UUID, draft: ClaimDraft, changed: Collection[str], _before: Values, *, by: User, reason: str
) -> Claim:
    """Sets in the stored claim what changed in the file, and leaves what people have edited."""
    stored = Claim.objects.get(pk=pk)
    for name in {FIELDS.get(path, path) for path in changed} | {"statement"}:
        setattr(stored, name, getattr(draft.record, name))
    return record_fact(stored, by=by, reason=reason)


CLAIMS = StatedKind(
    name=_("claims"),
    model=Claim,
    link="claim",
    targets=frozenset(
        {
            "date", *PERIOD, "reference", "operation", "source", "measure", "agency", "stage", "quantity",
            "quantity_high", "unit", "amount", "amount_high", "currency", "qualifier", "description", "note",
        }
    ),
    needed=(
        ("measure", _("Nothing says what is claimed: map a column to “measure”, or give a default.")),
        ("source", _("A claim is of a source: map a column to “source”, or give a default.")),
        ("operation", _("A claim is of an operation: map a column to “operation”, or give a default.")),
    ),
    resolve=resolve_claims,
    record=record_claims,
    apply=apply_claim,
    discard=discard_claims,
    stored_as=tuple(FIELDS.items()),
    checks=("same_rows", "sums"),
)  # fmt: skip
