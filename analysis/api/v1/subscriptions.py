"""Subscriptions by e-mail over the API: each person has their own."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.requests import ReaderRequest
from agencies.models import Scope, User
from analysis.models import SavedQuestion, Subscription
from analysis.subscriptions.services import change_subscription, end_subscription, subscribe
from common.api.content import ContentDeleteMixin
from common.api.fields import Strict


class VisibleQuestion(serializers.PrimaryKeyRelatedField[SavedQuestion]):
    """A saved question of the reader's own, or one that is shared with them."""

    def get_queryset(self) -> Any:
        return SavedQuestion.objects.visible_to(self.context["request"].user.actor)


class SubscriptionSerializer(Strict, serializers.ModelSerializer[Subscription]):
    """E-mails of the answer to a saved question, to the address of your account.

    `daily`, `weekly` (on Monday), or `on_change` of a figure by more than `threshold` per cent of what it was.
    """

    question = VisibleQuestion(help_text="The id of a saved question. It stays as it is.")

    class Meta:
        model = Subscription
        fields = ("id", "question", "rhythm", "threshold", "started_at")
        read_only_fields = ("started_at",)
        validators = ()

    def validate_question(self, question: SavedQuestion) -> SavedQuestion:
        if self.instance and self.instance.question_id != question.pk:
            raise serializers.ValidationError(_("End this subscription, and start another one."))
        return question


class SubscriptionViewSet(ContentDeleteMixin, mixins.ListModelMixin, GenericViewSet[Subscription]):
    """Your subscriptions to saved questions."""

    request: ReaderRequest
    queryset = Subscription.objects.all()
    serializer_class = SubscriptionSerializer
    required_scopes = {"GET": Scope.READ_FIGURES}
    ordering = ("-id",)

    def get_queryset(self) -> QuerySet[Any]:
        return Subscription.objects.of(self.request.user.actor)

    def recorded(self, data: dict[str, Any], by: User) -> Subscription:
        return subscribe(data.pop("question"), by=by, **data)

    def changed(self, row: Subscription, by: User) -> Subscription:
        return change_subscription(row, by=by, rhythm=row.rhythm, threshold=row.threshold)

    def removed(self, row: Subscription, by: User) -> None:
        end_subscription(row, by=by)
