"""Steps with a row, such as submit or verify: each is a POST to the row's address and the name of the step."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from common.api.changing import ChangeMixin
from common.api.fields import Strict
from common.db.acts import all_or_nothing


class NothingSerializer(Strict):
    """The empty body of a step that needs no more than its address."""


class ReasonSerializer(Strict):
    reason = serializers.CharField(required=False, default="", allow_blank=True)


def step(name: str, sentence: str, *, body: Any = None) -> Callable[..., Any]:
    """A decorator that routes the method as a step. `body` is the serializer of the request's body."""

    def declared(method: Any) -> Any:
        routed = action(detail=True, methods=["post"], url_path=name, url_name=name)(method)
        return extend_schema(description=sentence, request=body)(routed)

    return declared


class Steps(ChangeMixin):
    """A viewset whose rows have steps."""

    def stepped(
        self, service: Any, body: Any = NothingSerializer, *, status: int = 200, seen: bool = False
    ) -> Response:
        """The row after the service has taken the step.

        The service compares the version of If-Match, if the client sent one; with `seen` the client has to. It has to
        for what decides on a record or changes totals: otherwise nobody would know what was looked at.
        """
        row = self.get_object()
        sent = body(data=self.request.data or {}, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        with all_or_nothing():
            version = self.seen(row, required=seen)
            moved = service(row, by=self.request.user.actor, version=version, **sent.validated_data)
            return self.answered(moved, status=status)
