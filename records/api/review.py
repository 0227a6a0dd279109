"""The steps of review, as POSTs on a record: submit, verify, return, withdraw, amend."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.fields import Strict
from common.api.writing import ChangeMixin
from common.db.acts import all_or_nothing
from records import services
from records.api.reading import RowsMixin


class NothingSerializer(Strict):
    """The step needs no more than its address."""


class ReasonSerializer(Strict):
    reason = serializers.CharField(required=False, default="", allow_blank=True)


def step(name: str, sentence: str, *, body: Any = None) -> Callable[..., Any]:
    """A POST to the record's address and the step's name."""

    def declared(method: Any) -> Any:
        routed = action(detail=True, methods=["post"], url_path=name, url_name=name)(method)
        return extend_schema(description=sentence, request=body)(routed)

    return declared


class Reviewed(RowsMixin, ChangeMixin):
    """A viewset of records that are reviewed. `amended(record, by)` opens a copy to edit in a verified one's place."""

    amended: Callable[..., Any]

    @step("submit", "Hands a draft over for review.")
    def submit(self, request: Request, pk: str) -> Response:
        return self._stepped(services.submit)

    @step("verify", "Makes a submitted record count. Another person than its author or last editor does it.")
    def verify(self, request: Request, pk: str) -> Response:
        return self._stepped(services.verify)

    @step("return", "Gives a submitted record back to its author, and says why.", body=ReasonSerializer)
    def return_to_author(self, request: Request, pk: str) -> Response:
        return self._stepped(services.return_to_author, ReasonSerializer)

    @step("withdraw", "Takes a record out of the totals, and says why.", body=ReasonSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        return self._stepped(services.withdraw, ReasonSerializer)

    @step(
        "amend",
        "Opens a draft that takes the place of a verified record once it is verified itself.",
        body=ReasonSerializer,
    )
    def amend(self, request: Request, pk: str) -> Response:
        return self._stepped(self.amended, ReasonSerializer, status=201)

    def _stepped(self, service: Any, body: Any = NothingSerializer, *, status: int = 200) -> Response:
        record = self.get_object()
        said = body(data=self.request.data or {}, context=self.get_serializer_context())
        said.is_valid(raise_exception=True)
        with all_or_nothing():
            version = self.seen(record)
            moved = service(record, by=self.request.user.actor, version=version, **said.validated_data)
            return self.answered(moved, status=status)
