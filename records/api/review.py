"""The steps of review, as POSTs on a record."""

from collections.abc import Callable, Sequence
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from common.api.problems import json_pointer
from common.api.steps import ReasonSerializer, Steps, step
from records import services
from records.api.reading import RowsMixin
from records.cautions import Caution, caution_records


class Reviewed(RowsMixin, Steps):
    """A viewset of records that are reviewed. `amended(record, by)` opens a copy to edit in a verified one's place."""

    amended: Callable[..., Any]

    def remarked(self, rows: list[Any], read: Sequence[Any]) -> Sequence[Any]:
        """With `warnings`, of what was taken and looks wrong."""
        found = caution_records(rows, by=self.request.user.actor)
        return [{**row, "warnings": _warnings(each)} for row, each in zip(read, found, strict=True)]

    @step("submit", "Hands a draft over for review.")
    def submit(self, request: Request, pk: str) -> Response:
        return self.stepped(services.submit)

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

    @step("verify", "Makes a submitted record count. Another person than its author or last editor does it.")
    def verify(self, request: Request, pk: str) -> Response:
        return self.stepped(services.verify)

    @step("return", "Gives a submitted record back to its author, and says why.", body=ReasonSerializer)
    def return_to_author(self, request: Request, pk: str) -> Response:
        return self.stepped(services.return_to_author, ReasonSerializer)

    @step("withdraw", "Takes a record out of the totals, and says why.", body=ReasonSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        return self.stepped(services.withdraw, ReasonSerializer)

    @step(
        "accept",
        "Agrees to what the record puts into totals of one's agency, or of an operation that it leads.",
    )
    def accept(self, request: Request, pk: str) -> Response:
        return self.stepped(services.accept)

    @step("object", "Takes it out of those totals, and says why.", body=ReasonSerializer)
    def object_to(self, request: Request, pk: str) -> Response:
        return self.stepped(services.object_to, ReasonSerializer)

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
