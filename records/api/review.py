"""The steps of review as POSTs on a record."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agencies.models import User
from common.api.problems import json_pointer
from common.api.steps import ReasonSerializer, Steps, step
from common.errors import Refused
from operations.api.attachments import Attached
from operations.sharing import Marking
from records import services
from records.api.each import each, render_taken, versions_of
from records.api.reading import RowsMixin
from records.api.remarks import RemarkedMixin
from records.cautions import Caution, caution_records, cautions_of
from records.drafts import Draft
from records.services.drafts import record_draft, record_drafts


class RaisedMarkingSerializer(ReasonSerializer):
    marking = serializers.ChoiceField(choices=Marking.choices)


class DuplicateSerializer(ReasonSerializer):
    same_as = serializers.UUIDField()


class Reviewed(Attached, RemarkedMixin, RowsMixin, Steps):
    """A viewset of reviewed records.

    `draft_of(data, by)` makes a draft of validated data, and `amended(record, by)` opens an amendment by the service.
    """

    draft_of: Callable[..., Draft[Any]]
    amended: Callable[..., Any]
    create_parameters = ("submit",)
    of_a_version = True
    attaching, detaching = staticmethod(services.attach), staticmethod(services.detach)
    # Those that this request records: what is in them is not read again.
    drafts: Sequence[Draft[Any]] = ()

    def recorded(self, data: dict[str, Any], by: User) -> Any:
        self.drafts = [self.draft_of(data, by)]
        return record_draft(self.drafts[0], by=by)

    def all_recorded(self, drafts: Sequence[Any], by: User) -> list[Any]:
        self.drafts = [self.draft_of(data, by) for data in drafts]
        return record_drafts(self.drafts, by=by)

    def entered(self, rows: list[Any], by: Any) -> list[Any]:
        """The rows; with `submit=true`, submitted for review: all of them, or nothing is saved."""
        submit = self.request.query_params.get("submit", "false")
        if submit not in ("true", "false"):
            raise exceptions.ValidationError({"submit": [_("It is true or false.")]})
        if submit == "false":
            return rows
        return [self._submitted(row, number, by) for number, row in enumerate(rows)]

    def _submitted(self, row: Any, number: int, by: Any) -> Any:
        try:
            return services.submit(row, by=by)
        except Refused as refusal:
            if isinstance(self.request.data, list):
                refusal.path = (str(number),)
            raise

    def remarked(self, rows: list[Any], read: Sequence[Any]) -> Sequence[Any]:
        """The record as it now reads, with `warnings`: what looks wrong and was accepted."""
        by = self.request.user.actor
        found = cautions_of(self.drafts, by=by) if self.drafts else caution_records(rows, by=by)
        return [{**row, "warnings": _warnings(each)} for row, each in zip(read, found, strict=True)]

    @each("submit", "Hands drafts over for review, each in the version that is sent with it.")
    def submit_each(self, request: Request) -> Response:
        return self.taken_each(services.submit)

    @each("confirm", "Confirms submitted records, each in the version that is sent with it.")
    def confirm_each(self, request: Request) -> Response:
        return self.taken_each(services.confirm)

    @each("verify", "Verifies submitted records, each in the version that is sent with it.")
    def verify_each(self, request: Request) -> Response:
        return self.taken_each(services.verify)

    def taken_each(self, service: Any) -> Response:
        """The response to a step with many records: what was done, and what was refused and why."""
        seen = versions_of(self.request.data, self.get_serializer_context())
        taken = services.take_each(self.queryset.model, service, seen, by=self.request.user.actor)
        return Response(render_taken(taken))

    @step(
        "submit",
        "Hands a draft over for review. What touches a closed period needs a reason: why it comes late.",
        body=ReasonSerializer,
    )
    def submit(self, request: Request, pk: str) -> Response:
        return self.stepped(services.submit, ReasonSerializer)

    @step(
        "take-back",
        "Makes a submitted record a draft again, until somebody has begun to review it.",
        body=ReasonSerializer,
    )
    def take_back(self, request: Request, pk: str) -> Response:
        return self.stepped(services.take_back, ReasonSerializer)

    @step("begin-review", "Begins the review of a submitted record: from then on it is not taken back.")
    def begin_review(self, request: Request, pk: str) -> Response:
        return self.stepped(services.begin_review)

    @step(
        "confirm",
        "Confirms a submitted record for its agency, where its operation asks for two levels of review.",
    )
    def confirm(self, request: Request, pk: str) -> Response:
        return self.stepped(services.confirm, seen=True)

    @step(
        "verify",
        "Makes a submitted record count, in the version of If-Match. Who wrote no part of it does it. What touches a "
        "period that was closed since it was submitted needs a reason.",
        body=ReasonSerializer,
    )
    def verify(self, request: Request, pk: str) -> Response:
        return self.stepped(services.verify, ReasonSerializer, seen=True)

    @step("return", "Gives a submitted record back to its author, and says why.", body=ReasonSerializer)
    def return_to_author(self, request: Request, pk: str) -> Response:
        return self.stepped(services.return_to_author, ReasonSerializer, seen=True)

    @step("withdraw", "Takes a record out of the totals, and says why.", body=ReasonSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.stepped(services.withdraw, ReasonSerializer, seen=True)

    @step(
        "raise-marking",
        "Gives a withdrawn or superseded record a stricter marking, and says why.",
        body=RaisedMarkingSerializer,
    )
    def raise_marking(self, request: Request, pk: str) -> Response:
        return self.stepped(services.raise_marking, RaisedMarkingSerializer, seen=True)

    @step(
        "mark-duplicate",
        "Takes a verified record out of the totals: `same_as` is the id of the record of the same event that counts.",
        body=DuplicateSerializer,
    )
    def mark_duplicate(self, request: Request, pk: str) -> Response:
        return self.stepped(services.mark_duplicate, DuplicateSerializer, seen=True)

    @step("undo-duplicate", "Puts it back into the totals, and says why.", body=ReasonSerializer)
    def undo_duplicate(self, request: Request, pk: str) -> Response:
        return self.stepped(services.undo_duplicate, ReasonSerializer, seen=True)

    @step(
        "accept",
        "Agrees to what the record puts into totals of one's agency, or of an operation that it leads.",
    )
    def accept(self, request: Request, pk: str) -> Response:
        return self.stepped(services.accept, seen=True)

    @step("object", "Takes it out of those totals, and says why.", body=ReasonSerializer)
    def object_to(self, request: Request, pk: str) -> Response:
        return self.stepped(services.object_to, ReasonSerializer, seen=True)

    @step(
        "amend",
        "Opens a draft that takes the place of a verified record once it is verified itself; a reason is needed.",
        body=ReasonSerializer,
    )
    def amend(self, request: Request, pk: str) -> Response:
        return self.stepped(self.amended, ReasonSerializer, status=201)


def _warnings(cautions: list[Caution]) -> list[dict[str, str]]:
    return [
        {
            "pointer": json_pointer(caution.path.split(".")) if caution.path else "",
            "code": caution.code,
            "detail": caution.sentence,
        }
        for caution in cautions
    ]
