"""One step with many records: a POST of ids and versions to the address of the list and the name of the step."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action

from common.api.fields import Strict, Whole
from common.errors import Invalid, Refused
from records.services.each import MOST, StepsTaken


class SeenSerializer(Strict):
    """A record in the version that the user has read."""

    id = serializers.UUIDField()
    version = Whole(min_value=1)


class DoneSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.CharField()
    version = serializers.IntegerField()


class RefusedSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class TakenSerializer(serializers.Serializer[Any]):
    """The records with which the step was taken, and the refusals of the others."""

    done = DoneSerializer(many=True)
    refused = RefusedSerializer(many=True)


def each(name: str, sentence: str) -> Callable[..., Any]:
    """A decorator that routes the method as a step with many records."""

    def declared(method: Any) -> Any:
        routed = action(detail=False, methods=["post"], url_path=name, url_name=f"{name}-each")(method)
        return extend_schema(
            description=sentence, request=SeenSerializer(many=True), responses=TakenSerializer, filters=False
        )(routed)

    return declared


def versions_of(sent: Any, context: Mapping[str, Any]) -> dict[UUID, int]:
    """The versions by id. Raises ValidationError if the body is no such list, or too long."""
    rows = sent if isinstance(sent, list) else [sent]
    if len(rows) > MOST:
        text = _("There are %(number)d in the list; send at most %(limit)d at a time.")
        raise exceptions.ValidationError(text % {"number": len(rows), "limit": MOST})
    serializer = SeenSerializer(data=rows, many=True, context=context)
    serializer.is_valid(raise_exception=True)
    return {row["id"]: row["version"] for row in serializer.validated_data}


def render_taken(taken: StepsTaken) -> dict[str, Any]:
    return {
        "done": [{"id": str(row.pk), "state": row.state, "version": row.version} for row in taken.done],
        "refused": [
            {"id": str(pk), "code": _code(refusal), "detail": str(refusal)}
            for pk, refusal in taken.refused.items()
        ],
    }


def _code(refusal: Refused | Invalid) -> str:
    return refusal.code if isinstance(refusal, Refused) else "invalid"
