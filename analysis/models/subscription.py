"""Subscriptions by e-mail to saved questions, and the e-mails that were due."""

from decimal import Decimal

import pghistory
import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from analysis.models.saved_question import SavedQuestion
from common.db.constraints import one_of
from operations.sharing import Reader

# In per cent of what a figure was.
LARGEST_THRESHOLD = Decimal(1000)


class Rhythm(models.TextChoices):
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every Monday")
    ON_CHANGE = "on_change", _("when a figure changes")


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def of(self, reader: Reader) -> "SubscriptionQuerySet":
        return self.filter(person=reader.user_id, person__isnull=False)


@pghistory.track()
class Subscription(models.Model):
    """A person's wish to get the answer to a saved question by e-mail, with the person's own rights of that day."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    question = models.ForeignKey(
        SavedQuestion, models.CASCADE, related_name="subscriptions", verbose_name=_("saved question")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    rhythm = models.CharField(_("when"), max_length=9, choices=Rhythm)
    # A figure has to move by more than this part of what it was; zero for every change.
    threshold = models.DecimalField(
        _("change of more than (%)"),
        max_digits=6,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(LARGEST_THRESHOLD)],
    )
    started_at = models.DateTimeField(_("started at"), auto_now_add=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "question"],
                name="a_question_is_subscribed_once",
                violation_error_message=_("You have a subscription to that question already. Change it."),
            ),
            one_of("rhythm", Rhythm.values, name="rhythm_is_known", message=_("There is no such choice.")),
            models.CheckConstraint(
                condition=Q(threshold__gte=0, threshold__lte=LARGEST_THRESHOLD),
                name="threshold_is_a_part",
                violation_error_code="field:threshold",
                violation_error_message=_("A threshold is between 0 and 1000 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.get_rhythm_display()}"


class Mailing(models.Model):
    """The e-mail to a person about a question for one period; ending a subscription does not undo that it was sent.

    `begun_at` is committed before the server is given the message, and cleared if it refuses it: a worker that dies in
    between leaves it set, and the e-mail is never sent twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    question = models.ForeignKey(SavedQuestion, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    # A day (2026-11-29) or a week (2026-W48).
    period = models.CharField(max_length=10)
    made_at = models.DateTimeField(auto_now_add=True)
    # The instant of the answer that it has.
    asked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    begun_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # The subscription had ended by then, or the person could not read the question any more.
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("e-mail of a subscription")
        verbose_name_plural = _("e-mails of subscriptions")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "question", "period"], name="a_period_is_mailed_once"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(begun_at__isnull=False, dropped_at__isnull=True),
                name="mailing_is_begun_before_it_is_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="mailings_to_send",
                condition=Q(begun_at__isnull=True, sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.period}"
