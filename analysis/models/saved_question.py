import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from common.db.identifiers import IdentifierField, one_line
from operations.sharing import Reader

LONGEST_QUERY = 4000


class SavedQuestionQuerySet(models.QuerySet["SavedQuestion"]):
    def visible_to(self, reader: Reader) -> "SavedQuestionQuerySet":
        """A person's own, and those that are shared with the reader's agency."""
        allowed = Q(owner=reader.user_id, owner__isnull=False)
        if reader.agency_id is not None:
            allowed |= Q(shared=True, agency=reader.agency_id)
        return self.filter(allowed)

    def of(self, reader: Reader) -> "SavedQuestionQuerySet":
        return self.filter(owner=reader.user_id, owner__isnull=False)


@pghistory.track()
class SavedQuestion(models.Model):
    """A question about figures under a name. It is a text, parsed with the rights of whoever opens it.

    What it says of operations that only its owner may see, nobody else reads: see dashboards/explore/saved.py.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("owner")
    )
    # That of the owner when the question was saved; whoever moves to another one takes no readers along.
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    name = IdentifierField(_("name"), max_length=120)
    # The parameters of the address, as figures/question/question.py writes them.
    query = models.CharField(_("question"), max_length=LONGEST_QUERY, blank=True)
    shared = models.BooleanField(_("shared with my agency"), default=False)
    pinned = models.BooleanField(_("on my overview"), default=False)
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)

    objects = SavedQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved question")
        verbose_name_plural = _("saved questions")
        ordering = ["name", "id"]
        constraints = [
            one_line("name", name="saved_question_name_is_one_line"),
            models.CheckConstraint(
                condition=Q(shared=False) | Q(agency__isnull=False),
                name="shared_question_has_an_agency",
                violation_error_message=_("You work for no agency that you could share it with."),
            ),
            models.UniqueConstraint(
                fields=["owner", "name"],
                name="question_name_is_used_once",
                violation_error_message=_("You have saved a question of that name already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)
