from typing import TYPE_CHECKING, Any
from uuid import UUID

import uuid_utils.compat as uuid_utils
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import IsNull
from django.utils.translation import gettext_lazy as _

from agencies.models import Country
from common.db.changed import Stamped
from common.db.conditions import Contains
from common.db.folding import begins, ends
from common.db.identifiers import IdentifierField, one_line
from measures.models.dated import Dated
from operations.models.acceptance import acceptance, answered
from operations.models.amount import Measured
from operations.models.confirmed import two_levels
from operations.models.content import content_of
from operations.models.marking import Marked
from operations.models.operation import Operation
from operations.models.reviewed_queryset import ReviewedQuerySet
from operations.models.source import Source
from operations.models.state import EDITABLE, HEAD, UNVERIFIED, State


class ReviewedRecord(Stamped, Marked, Dated):
    """A result that is in totals only after a person who is not one of its authors has verified it."""

    id = models.UUIDField(primary_key=True, default=uuid_utils.uuid7, editable=False)
    reference = IdentifierField(
        _("reference"),
        max_length=60,
        blank=True,
        help_text=_("Given by the system where you leave it empty."),
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=1, editable=False)
    # Indexed below, in the order of lists.
    operation = models.ForeignKey(
        Operation, models.PROTECT, null=True, blank=True, db_index=False, verbose_name=_("operation")
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("country"),
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, verbose_name=_("source"))
    part_of: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("A part of a reported whole is shown, and not counted again."),
    )
    duplicate = models.BooleanField(
        _("the same as"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Recorded twice: it counts no more, and its other record is named as its whole is."),
    )
    amends: "models.ForeignKey[Any, Any]" = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="amendments",
        verbose_name=_("amends"),
    )
    series = IdentifierField(
        _("series"),
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Of a cumulative report, a code that all reports of the same running total have. The newest of them counts."
        ),
    )
    reported_on = models.DateField(
        _("as reported on"),
        null=True,
        blank=True,
        help_text=_("Of a cumulative report, the day of which it is."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("Stays inside: it is never given to partners.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    state_reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    late_reason = models.CharField(
        _("why it comes late"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("Of what changes in a period that was closed."),
    )
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("entered by"),
    )
    last_edited_at = models.DateTimeField(_("last edited at"), auto_now_add=True)
    last_edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("last edited by"),
    )
    authors = ArrayField(
        models.BigIntegerField(),
        default=list,
        db_default=[],
        blank=True,
        editable=False,
        verbose_name=_("authors"),
        help_text=_("All who wrote any part of it, those who made the keys that did among them."),
    )
    # Of the agency whose result it is said to be, where that is another than the recording one.
    acceptance = acceptance()
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    # As long as there is none, the record can be taken back.
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("under review by"),
    )
    # Where the operation asks for two levels of review: the first of them.
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("confirmed by"),
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("verified by"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewedQuerySet.as_manager()

    if TYPE_CHECKING:  # what Django adds, and cannot be seen on an abstract model
        part_of_id: UUID | None
        amends_id: UUID | None
        # The name of the field that says whose result it is.
        acting: str
        parts: ReviewedQuerySet
        amendments: ReviewedQuerySet

        def get_absolute_url(self) -> str: ...

    class Meta(Marked.Meta, Dated.Meta):
        abstract = True
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "operation"], name="%(class)s_by_state"),
            models.Index(fields=["-created_at", "-id"], name="%(class)s_newest_first"),
            models.Index(F("date_from").desc(nulls_last=True), F("id").desc(), name="%(class)s_latest_first"),
            models.Index(fields=["last_edited_at"], name="%(class)s_last_edited"),
            models.Index(fields=["changed_at"], name="%(class)s_by_change"),
            models.Index(
                fields=["owner", "series", "reported_on"], name="%(class)s_by_series", condition=~Q(series="")
            ),
            begins("reference", name="%(class)s_by_reference"),
            ends("reference", name="%(class)s_by_reference_end"),
            # A list of an operation's or a country's records in a period passes over the others in the index.
            models.Index(
                fields=["operation", "id", "country", "date_from", "date_to"], name="%(class)s_by_operation"
            ),
            models.Index(
                fields=["country", "id", "operation", "date_from", "date_to"], name="%(class)s_by_country"
            ),
        ]
        constraints = [
            *Marked.Meta.constraints,
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | ~Q(Q(verified_by=F("created_by")) | Q(verified_by=F("last_edited_by"))),
                name="%(class)s_verifier_is_another_person",
                violation_error_message=_("Somebody else than its author must verify a record."),
            ),
            models.CheckConstraint(
                condition=Q(state=State.VERIFIED, verified_by__isnull=False, verified_at__isnull=False)
                | Q(state__in=[State.WITHDRAWN, State.SUPERSEDED])
                | Q(state__in=UNVERIFIED, verified_by__isnull=True, verified_at__isnull=True),
                name="%(class)s_verified_by_somebody",
                violation_error_message=_("A verified record says who verified it and when."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RETURNED, State.WITHDRAWN], state_reason=""),
                name="%(class)s_says_why_it_went_back",
                violation_error_message=_("Say why."),
            ),
            answered(name="%(class)s_is_accepted_or_not"),
            models.CheckConstraint(
                condition=Q(reviewer__isnull=True) | Q(state=State.SUBMITTED),
                name="%(class)s_is_under_review_while_submitted",
                violation_error_message=_("Only a submitted record is under review."),
            ),
            *two_levels(),
            one_line("reference", name="%(class)s_reference_is_one_line"),
            one_line("series", name="%(class)s_series_is_one_line"),
            models.CheckConstraint(
                condition=Q(series="", reported_on__isnull=True)
                | ~Q(Q(series="") | Q(reported_on__isnull=True)),
                name="%(class)s_report_has_a_series_and_a_day",
                violation_error_code="field:reported_on",
                violation_error_message=_(
                    "A cumulative report says of which series it is, and of which day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(duplicate=False) | Q(part_of__isnull=False),
                name="%(class)s_duplicate_has_its_other_record",
                violation_error_message=_("A duplicate says of which record it is one."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="%(class)s_is_not_part_of_itself",
                violation_error_code="field:part_of",
                violation_error_message=_("A record cannot be a part of itself."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(IsNull(Contains("authors", "verified_by"), True)),
                name="%(class)s_verifier_wrote_no_part",
                violation_error_message=_("Somebody who wrote no part of a record must verify it."),
            ),
            models.UniqueConstraint(
                fields=["owner", "reference"],
                condition=HEAD,
                name="%(class)s_reference_is_unique",
                violation_error_code="field:reference",
                violation_error_message=_("Your agency has a record with that reference already."),
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=Q(state__in=UNVERIFIED),
                name="%(class)s_one_open_amendment",
                violation_error_message=_("An amendment of that record is open already."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference if self.revision == 1 else f"{self.reference} (revision {self.revision})"

    @property
    def amounts(self) -> list[Measured]:
        """The amounts of the record, each with its measure, unit and currency."""
        raise NotImplementedError

    @property
    def content(self) -> tuple[Any, ...]:
        """The content of the record and of the rows below it, to compare two versions."""
        return content_of(self)

    @property
    def named_agency_id(self) -> int | None:
        found: int | None = getattr(self, f"{self.acting}_id")
        return found

    @property
    def credit_rows(self) -> Any:
        """Credits of others beside the named agency: of agencies, operations and countries."""
        return self.credits.all()  # type: ignore[attr-defined]  # each kind of record has its own

    @property
    def source_rows(self) -> Any:
        """The sources of the record with page and excerpt; its own `source` has a row only if that says more."""
        return self.sources.all()  # type: ignore[attr-defined]  # each kind of record has its own

    @property
    def editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def duplicate_of(self) -> Any:
        """The record that it is the same as."""
        return self.part_of if self.duplicate else None

    @property
    def counts(self) -> bool:
        """Whether the record is in totals: it is verified, and neither a part of another record nor the same."""
        return self.state == State.VERIFIED and self.part_of_id is None
