from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, mixins, serializers
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from agencies.api.fields import agency_field
from agencies.api.requests import ReaderRequest
from agencies.models import Scope, User
from common.api.content import ContentRemoveMixin
from common.api.creating import CreateMixin
from common.api.fields import Strict
from common.api.requests import refuse_unknown
from common.api.responses import Conditional
from common.text.instants import format_instant
from figures.api.v1.schemas import COMPLETENESS
from figures.completeness.answers import remind, state_nothing, take_statement_back
from figures.completeness.board import ExpectedReport, boards, plans_for, sees_all
from measures.api.fields import DAYS, TextDate
from operations.api.fields import operation_field
from operations.api.filters import OfOperation
from operations.models import NothingReported, Operation, Reminder

ASKED = ("operation", "earlier")


class CompletenessView(Conditional, APIView):
    """Who was expected to report for an operation, of its latest twelve periods, and whether they have.

    `earlier=1` gives the twelve before. Who leads or coordinates the operation and auditors see every agency; others
    see their own. `status` is `reported`, `nothing` (stated that there is nothing), `due` or `missing`.
    """

    required_scopes = {"GET": Scope.READ_RECORDS}

    @extend_schema(
        operation_id="completeness",
        parameters=[OpenApiParameter("operation", required=True), OpenApiParameter("earlier", int)],
        responses={200: COMPLETENESS},
    )
    def get(self, request: ReaderRequest) -> Response:
        refuse_unknown(request, ASKED)
        code, earlier = (request.query_params.get(name, "") for name in ASKED)
        if not code:
            raise exceptions.ValidationError({"operation": [_("Name the operation.")]})
        if not (earlier or "0").isascii() or not (earlier or "0").isdigit() or len(earlier) > 4:
            raise exceptions.ValidationError({"earlier": [_("A whole number: how many pages back.")]})
        plan = plans_for(request.user).filter(operation__code=code).first()
        if plan is None:
            raise Http404
        [board] = boards([plan], request.user, earlier=int(earlier or 0))
        return Response(
            {"operation": code, "every": plan.every, "reports": [_shown(each) for each in board.reports]}
        )


def _shown(report: ExpectedReport) -> dict[str, Any]:
    date, due, sent = report.period.date, report.period.due, report.reminder
    return {
        "operation": report.operation.code,
        "agency": report.agency.code,
        "period": str(date),
        "date_from": date.first,
        "date_to": date.last,
        "due": due,
        "status": report.status,
        "days_late": report.days_late,
        "verified": report.verified,
        "submitted": report.submitted,
        "nothing_reported": str(report.nothing.pk) if report.nothing else None,
        "reminded_at": format_instant(sent.sent_at) if sent else None,
    }


class AboutReportSerializer(Strict, serializers.ModelSerializer[Any]):
    operation = operation_field()
    date = TextDate(required=False)

    class Meta:
        read_only_fields: tuple[str, ...] = DAYS
        validators = ()


class NothingReportedSerializer(AboutReportSerializer):
    """A statement that one's agency has nothing to report for the period `date`: empty for the whole operation."""

    agency = agency_field(read_only=True)

    class Meta(AboutReportSerializer.Meta):
        model = NothingReported
        fields = ("id", "operation", "agency", "date", *DAYS, "stated_at")


class ReminderSerializer(AboutReportSerializer):
    """A reminder of a missing report. `people` are those who were reminded, and `mailed` those by e-mail, too."""

    agency = agency_field()

    class Meta(AboutReportSerializer.Meta):
        model = Reminder
        fields = ("id", "operation", "agency", "date", *DAYS, "sent_at", "people", "mailed")
        read_only_fields = (*DAYS, "people", "mailed")


class AboutReports(mixins.ListModelMixin, GenericViewSet[Any]):
    filterset_class = OfOperation
    ordering = ("-id",)
    http_method_names = ["get", "post", "head", "options"]

    def get_queryset(self) -> QuerySet[Any]:
        """Those of agencies whose reports the reader follows."""
        reader: Any = self.request.user
        every: Any = super().get_queryset()
        rows: QuerySet[Any] = every.visible_to(reader)
        if sees_all(reader):
            return rows
        steered = Operation.objects.steered_by(reader).values("pk")
        return rows.filter(Q(agency=reader.agency_id) | Q(operation__in=steered))


class NothingReportedViewSet(ContentRemoveMixin, AboutReports):
    """Statements that there is nothing to report. They are taken back, not changed."""

    queryset = NothingReported.objects.select_related("operation", "agency")
    serializer_class = NothingReportedSerializer

    def recorded(self, data: dict[str, Any], by: User) -> NothingReported:
        row = NothingReported(**data)
        return state_nothing(row.operation, row.date, by=by)

    def removed(self, row: NothingReported, by: User) -> None:
        take_statement_back(row, by=by)


class ReminderViewSet(CreateMixin, mixins.RetrieveModelMixin, AboutReports):
    """Reminders of reports that are missing, by those who lead or coordinate the operation."""

    queryset = Reminder.objects.select_related("operation", "agency")
    serializer_class = ReminderSerializer

    def recorded(self, data: dict[str, Any], by: User) -> Reminder:
        row = Reminder(**data)
        return remind(row.operation, row.agency, row.date, by=by)
