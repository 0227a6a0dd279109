"""Notices over the API: read, marked as read, and when they go out by e-mail."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import Scope
from common.api.content import compare_content
from common.api.creating import IdempotentMixin
from common.api.fields import Strict
from common.api.filtersets import LeanFilterSet, YesOrNo
from common.api.requests import refuse_unknown
from common.api.responses import Conditional
from common.api.steps import NothingSerializer
from notices import services
from notices.models import Mail, Notice, NoticeKind
from notices.shown import ShownNotice, shown


class NoticeSerializer(serializers.Serializer[ShownNotice]):
    """What you are to know. `subject` is what it is about, and `page` the address of it for people.

    A notice is not listed while its request is settled, or while you may not read its subject.
    """

    id = serializers.UUIDField(source="notice.id")
    kind = serializers.ChoiceField(source="notice.kind", choices=NoticeKind.choices)
    sentence = serializers.CharField()
    subject = serializers.CharField()
    about = serializers.UUIDField(source="notice.about", help_text="The id of what it is about.")
    page = serializers.CharField(source="url")
    at = serializers.DateTimeField(source="notice.at")
    read_at = serializers.DateTimeField(source="notice.read_at", allow_null=True)


class MailSerializer(Strict):
    """When notices are sent to you by e-mail."""

    mail = serializers.ChoiceField(choices=Mail.choices)


class ReadSerializer(serializers.Serializer[Any]):
    read = serializers.IntegerField(help_text="How many of them you had not read.")


class NoticeFilter(LeanFilterSet):
    kind = filters.ChoiceFilter(choices=NoticeKind.choices)
    unread = YesOrNo(method="filter_unread")

    def filter_unread(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(read_at__isnull=value == "true")


class NoticeViewSet(IdempotentMixin, Conditional, mixins.ListModelMixin, GenericViewSet[Any]):
    """Your notices: of a person those of the bell, of a key those about what was entered with it."""

    request: ReaderRequest
    queryset = Notice.objects.all()
    serializer_class = NoticeSerializer
    filterset_class = NoticeFilter
    ordering = ("-id",)
    # Whoever may read a notice may mark it as read.
    required_scopes = {"GET": Scope.READ_RECORDS, "POST": Scope.READ_RECORDS}

    def get_queryset(self) -> QuerySet[Any]:
        reader = self.request.user
        return Notice.objects.of(reader.actor) if reader else Notice.objects.none()

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """The serializer of what is shown of the notices to this reader."""
        if args and kwargs.get("many"):
            return super().get_serializer(self._shown(args[0]), **kwargs)
        return super().get_serializer(*args, **kwargs)

    def _shown(self, notices: Iterable[Notice]) -> list[ShownNotice]:
        return shown(notices, self.request.user)

    def retrieve(self, request: ReaderRequest, *args: Any, **kwargs: Any) -> Response:
        return self._answered(self.get_object())

    @extend_schema(request=NothingSerializer, responses=NoticeSerializer)
    @action(detail=True, methods=["post"], url_path="read", url_name="read")
    def read(self, request: ReaderRequest, **kwargs: Any) -> Response:
        """Marks the notice as read."""
        self._sent(NothingSerializer)
        notice = self.get_object()
        compare_content(request, notice, self._answered(notice).data, required=False)
        services.read_notice(notice, by=request.user.actor)
        notice.refresh_from_db()
        return self._answered(notice)

    @extend_schema(request=NothingSerializer, responses=ReadSerializer, filters=False)
    @action(detail=False, methods=["post"], url_path="read-all", url_name="read-all")
    def read_all(self, request: ReaderRequest) -> Response:
        """Marks all your notices as read."""
        self._sent(NothingSerializer)
        return Response({"read": services.read_all(by=request.user.actor)})

    @extend_schema(responses=MailSerializer, filters=False)
    @action(detail=False, methods=["get"], url_path="mail", url_name="mail", pagination_class=None)
    def mail(self, request: ReaderRequest) -> Response:
        """When notices are sent to you by e-mail: at once, once a day, or never."""
        refuse_unknown(request, ())
        return Response({"mail": services.chosen_mail(request.user.actor)})

    @extend_schema(request=MailSerializer, responses=MailSerializer, filters=False)
    @mail.mapping.post
    def choose_mail(self, request: ReaderRequest) -> Response:
        """Chooses when notices are sent to you by e-mail."""
        choice = services.choose_mail(self._sent(MailSerializer)["mail"], by=request.user.actor)
        return Response({"mail": choice.mail})

    def _answered(self, notice: Notice) -> Response:
        found = self._shown([notice])
        if not found:
            raise Http404
        return Response(self.get_serializer(found[0]).data)

    def _sent(self, body: type[Strict]) -> dict[str, Any]:
        refuse_unknown(self.request, ())
        sent = body(data=self.request.data or {}, context=self.get_serializer_context())
        sent.is_valid(raise_exception=True)
        return dict(sent.validated_data)
