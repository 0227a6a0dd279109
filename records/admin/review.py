"""Admin screens of reviewed records: drafts are edited, and the steps of review are actions."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agencies.models import User
from common.db.acts import read_version
from common.errors import Invalid, Refused
from operations.admin.forms import Explained, VersionedForm
from operations.admin.listing import VisibleRelatedFilter, operations_for, out_of_sight
from operations.admin.saving import ServiceAdmin, is_list, passes_rule
from operations.models import ReviewedRecord
from operations.sharing import Marking
from records import rules, services
from records.cautions import caution_records

if TYPE_CHECKING:
    from django.contrib.admin import FieldListFilter
    from django.contrib.admin.options import _FieldOpts
    from django_stubs_ext import StrOrPromise

STATE = (
    "state", "state_reason", "late_reason", "owner", "revision", "amends", "created_by", "created_at", "last_edited_by",
    "last_edited_at", "submitted_at", "reviewer", "confirmed_by", "confirmed_at", "verified_by",
    "verified_at", "acceptance",
)  # fmt: skip
REVIEW: "tuple[StrOrPromise, _FieldOpts]" = (gettext_lazy("Review"), {"fields": STATE})


class ReviewedForm(VersionedForm):
    dates = ("date",)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "cols": 60})
    )


class MarkingForm(ReasonForm):
    marking = forms.ChoiceField(label=gettext_lazy("Marking"), choices=Marking.choices)


class OtherRecordForm(ReasonForm):
    same_as = forms.UUIDField(
        label=gettext_lazy("Id of the other record, which goes on to count"),
        help_text=gettext_lazy("The last part of the address of its page."),
    )


class ReviewedAdmin(Explained, ServiceAdmin):
    """A screen that edits drafts and returned records of the user's own agency, and shows all others read only."""

    list_filter: "ClassVar[tuple[str | tuple[str, type[FieldListFilter]], ...]]" = (
        "state",
        "marking",
        ("operation", VisibleRelatedFilter),
        ("owner", admin.RelatedOnlyFieldListFilter),
        ("country", admin.RelatedOnlyFieldListFilter),
    )
    date_hierarchy = "date_from"
    veiled = ("operation", "source", "part_of", "amends")
    readonly_fields = STATE
    autocomplete_fields: ClassVar[tuple[str, ...]] = ("operation", "country", "source", "part_of")
    filter_horizontal = ("readers",)
    actions = (
        "submit", "take_back", "begin_review", "confirm", "verify", "return_to_author", "withdraw", "raise_marking",
        "accept", "object_to", "amend", "mark_duplicate", "undo_duplicate",
    )  # fmt: skip

    def copy(self, original: ReviewedRecord, *, by: User, version: int | None, reason: str) -> ReviewedRecord:
        """Opens an amendment of a verified record through the service."""
        raise NotImplementedError

    @admin.display(description=gettext_lazy("reference"), ordering="reference")
    def called(self, record: ReviewedRecord) -> str:
        """The reference with its revision: the versions of one record share the reference."""
        return str(record)

    @admin.display(description=gettext_lazy("date"), ordering="date_from")
    def when(self, record: ReviewedRecord) -> str:
        return str(record.date)

    @admin.display(description=gettext_lazy("operation"), ordering="operation__code")
    def within(self, record: ReviewedRecord) -> str:
        if record.operation is None:
            # The prefetch leaves out what the reader may not see.
            return _("not shown to you") if record.operation_id else ""
        return record.operation.code

    def get_queryset(self, request: Any) -> Any:
        rows = super().get_queryset(request)
        return rows.prefetch_related(operations_for(request.user)) if is_list(request) else rows

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """The rows found. A record in a hidden operation is found by its reference, and not by the operation."""
        hidden = out_of_sight(queryset, request.user)
        if not search_term or not hidden.exists():
            return super().get_search_results(request, queryset, search_term)
        shown = queryset.exclude(pk__in=hidden.values("pk"))
        rows, _repeats = super().get_search_results(request, shown, search_term)
        named = hidden.filter(reference__folded_contains=search_term)
        return queryset.filter(Q(pk__in=rows.values("pk")) | Q(pk__in=named.values("pk"))), False

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for caution in caution_records([form.instance], by=request.user)[0]:
            self.message_user(request, caution.sentence, messages.WARNING)

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        """The fieldsets; without those of review for a new record."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else [fieldset for fieldset in fieldsets if fieldset is not REVIEW]

    def has_add_permission(self, request: Any) -> bool:
        return bool(request.user.enters)

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return bool(request.user.enters) and (obj is None or passes_rule(request, rules.may_change, obj))

    def has_enter_permission(self, request: Any) -> bool:
        return bool(request.user.enters)

    def has_review_permission(self, request: Any) -> bool:
        return bool(request.user.verifies)

    @admin.display(description=mark_safe('<input type="checkbox" id="action-toggle">'))
    def action_checkbox(self, obj: ReviewedRecord) -> SafeString:
        """The checkbox of the row with its version, so that an action applies to what the list showed."""
        seen = format_html('<input type="hidden" name="seen" value="{}:{}">', obj.pk, obj.version)
        return super().action_checkbox(obj) + seen

    @admin.action(description=gettext_lazy("Submit for review"), permissions=["enter"])
    def submit(self, request: Any, queryset: Any) -> None:
        self._each(request, queryset, services.submit)

    @admin.action(description=gettext_lazy("Take back"), permissions=["enter"])
    def take_back(self, request: Any, queryset: Any) -> None:
        self._each(request, queryset, services.take_back)

    @admin.action(description=gettext_lazy("Begin the review"), permissions=["review"])
    def begin_review(self, request: Any, queryset: Any) -> None:
        self._each(request, queryset, services.begin_review)

    @admin.action(description=gettext_lazy("Confirm"), permissions=["review"])
    def confirm(self, request: Any, queryset: Any) -> None:
        self._each(request, queryset, services.confirm)

    @admin.action(description=gettext_lazy("Verify"), permissions=["review"])
    def verify(self, request: Any, queryset: Any) -> None:
        self._each(request, queryset, services.verify)

    @admin.action(description=gettext_lazy("Return to the author…"), permissions=["review"])
    def return_to_author(self, request: Any, queryset: Any) -> Any:
        return self._with_reason(request, queryset, services.return_to_author, _("Return to the author"))

    @admin.action(description=gettext_lazy("Withdraw…"), permissions=["enter"])
    def withdraw(self, request: Any, queryset: Any) -> Any:
        return self._with_reason(request, queryset, services.withdraw, _("Withdraw"))

    @admin.action(description=gettext_lazy("Mark up what is gone…"), permissions=["enter"])
    def raise_marking(self, request: Any, queryset: Any) -> Any:
        return self._with_reason(request, queryset, services.raise_marking, _("Mark up"), MarkingForm)

    @admin.action(description=gettext_lazy("Accept for those whom it names"), permissions=["review"])
    def accept(self, request: Any, queryset: Any) -> None:
        self._each(request, queryset, services.accept)

    @admin.action(description=gettext_lazy("Object to being named…"), permissions=["review"])
    def object_to(self, request: Any, queryset: Any) -> Any:
        return self._with_reason(request, queryset, services.object_to, _("Object to being named"))

    @admin.action(description=gettext_lazy("The same as another record…"), permissions=["review"])
    def mark_duplicate(self, request: Any, queryset: Any) -> Any:
        title = _("The same as another record")
        return self._with_reason(request, queryset, services.mark_duplicate, title, OtherRecordForm)

    @admin.action(description=gettext_lazy("Not the same as another record…"), permissions=["review"])
    def undo_duplicate(self, request: Any, queryset: Any) -> Any:
        title = _("Not the same as another record")
        return self._with_reason(request, queryset, services.undo_duplicate, title)

    @admin.action(description=gettext_lazy("Amend (one verified record)…"), permissions=["enter"])
    def amend(self, request: Any, queryset: Any) -> Any:
        if len(records := list(queryset[:2])) != 1:
            return self.message_user(request, _("Choose one record to amend."), messages.ERROR)
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            return self._reason_page(request, queryset, form, _("Amend"))
        given = {"version": _seen(request).get(records[0].pk, 0), "reason": form.cleaned_data["reason"]}
        try:
            copy = self.copy(records[0], by=request.user, **given)
        except (Refused, Invalid) as refusal:
            return self.message_user(request, str(refusal), messages.ERROR)
        page = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(page, args=[copy.pk]))

    def _each(self, request: Any, queryset: Any, move: Callable[..., Any], **words: str) -> None:
        done, seen = 0, _seen(request)
        for record in queryset.filter(pk__in=seen):
            try:
                move(record, by=request.user, version=seen[record.pk], **words)
                done += 1
            except (Refused, Invalid) as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
        self._leave_unseen(request, queryset.exclude(pk__in=seen).count())
        if done:
            text = ngettext("Done: %(n)d record.", "Done: %(n)d records.", done) % {"n": done}
            self.message_user(request, text, messages.SUCCESS)

    def _leave_unseen(self, request: Any, number: int) -> None:
        """Shows how many records were left out of the step, because the list did not show them."""
        if number:
            text = ngettext(
                "%(n)d record was not in the list as it was sent, and was left as it is.",
                "%(n)d records were not in the list as it was sent, and were left as they are.",
                number,
            )
            self.message_user(request, text % {"n": number}, messages.ERROR)

    def _with_reason(
        self, request: Any, queryset: Any, move: Callable[..., Any], title: str, form_class: Any = ReasonForm
    ) -> Any:
        """Shows a page that asks for the reason, then takes the step."""
        form = form_class(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            return self._each(request, queryset, move, **form.cleaned_data)
        return self._reason_page(request, queryset, form, title)

    def _reason_page(self, request: Any, queryset: Any, form: ReasonForm, title: str) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "records": queryset.filter(pk__in=_seen(request)),
            "action": request.POST["action"],
            "across": request.POST.get("select_across", "0"),
            "checkbox": ACTION_CHECKBOX_NAME,
            "seen": request.POST.getlist("seen"),
        }
        return TemplateResponse(request, "admin/records/reason.html", context)


def _seen(request: Any) -> dict[UUID, int]:
    """The versions that the list showed, by id; 0, which no record has, for what is no version."""
    seen = {}
    for text in request.POST.getlist("seen"):
        pk, _colon, version = text.partition(":")
        with suppress(ValueError):
            seen[UUID(pk)] = read_version(version)
    return seen
