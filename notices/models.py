"""Notices to people, the e-mails that carry them, and what each person chose."""

from typing import Any

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.db.constraints import one_of


class NoticeKind(models.TextChoices):
    SUBMITTED = "submitted", _("A record waits for your review")
    ASSIGNED = "assigned", _("A record was assigned to you")
    ESCALATED = "escalated", _("A record waits too long for review")
    RETURNED = "returned", _("A record was returned to you")
    VERIFIED = "verified", _("A record of yours was verified")
    COMMENTED = "commented", _("A record was commented on")
    REMINDED = "reminded", _("A report of your agency is missing")
    IMPORTED = "imported", _("A file of yours was read")


# What asks for a decision, until it is made.
ASKING = (NoticeKind.SUBMITTED, NoticeKind.ASSIGNED, NoticeKind.ESCALATED)


class Mail(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    NEVER = "never", _("never")


class MailChoice(models.Model):
    """When a person wants e-mails; without a row, at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="mail_choice",
        verbose_name=_("person"),
    )
    mail = models.CharField(_("e-mail"), max_length=8, choices=Mail, default=Mail.AT_ONCE)

    class Meta:
        verbose_name = _("choice of e-mail")
        verbose_name_plural = _("choices of e-mail")
        constraints = [
            one_of("mail", Mail.values, name="mail_choice_is_known", message=_("There is no such choice."))
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_mail_display()}"


class Letter(models.Model):
    """An e-mail to one person about some notices. What it says is composed when it is sent, with the rights of then.

    `begun_at` is committed before the server is given the message, and cleared if it is refused: a worker that dies in
    between leaves it set, and the letter is never sent twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    next_at = models.DateTimeField(_("next attempt at"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    begun_at = models.DateTimeField(_("begun at"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    # All that it was about may be hidden from the person by then.
    dropped_at = models.DateTimeField(_("dropped at"), null=True)

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(
                fields=["next_at"],
                name="letters_to_send",
                condition=Q(begun_at__isnull=True, sent_at__isnull=True, dropped_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(begun_at__isnull=False, dropped_at__isnull=True),
                name="letter_is_begun_before_it_is_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.made_at}"


class NoticeQuerySet(models.QuerySet[Any]):
    def of(self, person: Any) -> "NoticeQuerySet":
        return self.filter(person=person)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """What one person is to know. It names a row by its id; what it says is composed when it is shown."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person")
    )
    announcement = models.BigIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=NoticeKind)
    model = models.CharField(max_length=80)
    about = models.CharField(max_length=40)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True)
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "announcement"], name="a_person_has_a_notice_once"),
            one_of(
                "kind", NoticeKind.values, name="notice_kind_is_known", message=_("There is no such kind.")
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-at"], name="notices_of_a_person"),
            models.Index(fields=["person"], name="notices_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["person"], name="notices_not_mailed", condition=Q(letter__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
