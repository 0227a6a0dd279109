"""The states of review, and what follows from each."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    VERIFIED = "verified", _("verified")
    WITHDRAWN = "withdrawn", _("withdrawn")
    SUPERSEDED = "superseded", _("superseded")


UNVERIFIED = (State.DRAFT, State.SUBMITTED, State.RETURNED)
EDITABLE = (State.DRAFT, State.RETURNED)
# What nobody outside has seen, or should have.
UNSEEN = Q(state=State.DRAFT) | Q(state=State.WITHDRAWN, verified_at__isnull=True)
RETIRED = (State.WITHDRAWN, State.SUPERSEDED)
# The record that stands for its reference: an amendment does so once it is verified.
HEAD = Q(state=State.VERIFIED) | Q(state__in=UNVERIFIED, amends__isnull=True)
