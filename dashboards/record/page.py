"""The page of a record: its facts, its next steps, its history, and what verifying it changes in totals."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from common.forms.once import page_number
from dashboards.record.assigned import assignment_context, assignment_history
from dashboards.record.effects import effects_of_amendment, effects_of_new
from dashboards.record.moves import RecordVersion
from dashboards.record.remarks import comments_on, place_remarks
from figures.effects import contribution_of
from figures.question.dimensions import DIMENSIONS
from operations.discretion import Discretion
from operations.history import HistoryPart, history_of, named_readers
from operations.models import UNVERIFIED, Operation, ReviewedQuerySet, ReviewedRecord, State
from operations.versions import Detail, compared, detail_of, field_label
from records.acceptance import is_open, to_accept
from records.cautions import Caution, caution_records
from records.forms.comments import CommentForm
from records.pages.allowed import steps
from records.pages.page import RecordPageView
from records.series import counting_beside, reports_beside

# The parts of a whole that its page lists.
PARTS = 50
# The changes that its page lists at first, and when all are asked for.
CHANGES, ALL_CHANGES = 50, 1000
STEPS = (
    "edit", "submit", "take_back", "begin_review", "confirm", "verify", "return", "withdraw", "accept", "object",
    "amend", "comment", "assign", "mark_duplicate", "undo_duplicate",
)  # fmt: skip


class RecordDetailView(RecordPageView):
    """The page of one record. A subclass names the kind of record and lists its facts."""

    # The table between the record and those named to read it.
    reader_model: type[Model]
    context_object_name = "record"
    list_label: Any = ""
    # The fields that the page shows, and that a comment may be about.
    fact_fields: tuple[str, ...] = ()

    def get_queryset(self) -> ReviewedQuerySet:
        people = (
            "created_by__agency",
            "last_edited_by__agency",
            "confirmed_by__agency",
            "verified_by__agency",
            "reviewer",
        )
        visible = self.model.objects.visible_to(self.request.user)
        return visible.select_related("amends", "part_of", *people)

    def get_object(self, queryset: QuerySet[Any] | None = None) -> ReviewedRecord:
        record: ReviewedRecord = super().get_object(queryset)
        self.discretion = Discretion(self.request.user)
        self.is_inside = self.discretion.is_inside(record)
        return record

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, sent = self.object, {name: self.request.POST.get(name, "") for name in ("reason", "same_as")}
        given = {"refusal": None, "attempt": {}, "comment_form": None, **kwargs}
        return super().get_context_data(**given) | {
            "attempt": {"step": "", "errors": [], **sent, **given["attempt"]},
            "references_url": reverse(f"{self.kind}-references"),
            "list_url": reverse(f"{self.kind}s"),
            "list_label": self.list_label,
            "urls": {
                "like": f"{reverse(f'{self.kind}-new')}?like={record.pk}",
                **{
                    name: reverse(f"{self.kind}-{name.replace('_', '-')}", args=[record.pk]) for name in STEPS
                },
            },
            "may": steps(record, self.request.user),
            "reporting_currency": settings.REPORTING_CURRENCY,
            "inside": self.is_inside,
            "within": self.get_operation(),
            **self.get_history(),
            **self.get_remarked(),
            "comment_form": given["comment_form"] or self.new_comment_form(),
            "once": page_number(self.request),
            **assignment_context(record, self.request.user, inside=self.is_inside),
            "accepting": self.get_accepting(),
        }

    def get_operation(self) -> Operation | None:
        """The operation of the record, if the reader may see it."""
        within: Operation | None = self.object.operation
        return within if within and self.discretion.may_name(Operation, within.pk) else None

    def get_accepting(self) -> dict[str, Any]:
        """The totals that change if the reader accepts the record, for those whom the reader may accept it for."""
        record = self.object
        rows = to_accept(record, self.request.user) if is_open(record) else []
        if not rows:
            return {}
        named = (getattr(row, row.acting) if row == record else row.agency or row.operation for row in rows)
        return {
            "names": [self.name_of(each) for each in named],
            **effects_of_new(contribution_of([record.pk])),
        }

    def get_history(self) -> dict[str, Any]:
        """The latest changes; with `history=all` in the address as many as a page can hold."""
        most = ALL_CHANGES if self.request.GET.get("history") == "all" else CHANGES
        found = history_of(self.object, self.discretion, most=most + 1, parts=self.history_parts())
        if self.is_inside:
            found += assignment_history(self.object, most=most + 1)
            found.sort(key=lambda entry: entry.at, reverse=True)
        more = len(found) > most
        over = most if more and most == ALL_CHANGES else 0
        return {
            "history": found[:most],
            "more_history": more and not over,
            "over_history": over,
            "all_history_url": "?history=all#history",
        }

    def get_parts(self) -> tuple[HistoryPart, ...]:
        """The rows below the record that its history includes."""
        return ()

    def history_parts(self) -> tuple[HistoryPart, ...]:
        """The rows whose history is shown with the record's; named readers only to readers inside the record."""
        return (*self.get_parts(), *([named_readers(self.reader_model, self.kind)] if self.is_inside else []))

    def get_remarked(self) -> dict[str, Any]:
        """The facts and the compared versions, each with the comments on it, and all comments."""
        facts, review = self.get_facts(), self.get_review_context()
        comments = comments_on(self.object, self.field_labels()) if self.is_inside else []
        place_remarks(facts, comments)
        place_remarks([*review["changed"], *review["unchanged"]], comments)
        return {"facts": facts, "comments": comments, **review}

    def new_comment_form(self) -> CommentForm:
        """An empty form; with `about` in the address, about that field."""
        return CommentForm(
            about=self.field_labels(), initial={"field": self.request.GET.get("about", "")[:60]}
        )

    def get_review_context(self) -> dict[str, Any]:
        """The context for review: both versions of an amendment, and the effects of verifying on totals."""
        amended = self.get_amended()
        amending = amended is not None and self.object.state in UNVERIFIED
        changes = compared(self.facts_of(amended), self.facts_of(self.object)) if amending else []
        return {
            "amended": amended,
            "open_amendment": self.get_open_amendment(),
            "amending": amending,
            "changed": [change for change in changes if change.changed],
            "unchanged": [change for change in changes if not change.changed],
            "cautions": self.get_cautions(),
            **self.get_effects(amended),
        }

    def get_cautions(self) -> list[Caution]:
        """The cautions about a record that is not verified yet, for those who may mend it or decide on it."""
        if not self.is_inside or self.object.state not in UNVERIFIED:
            return []
        return caution_records([self.object], by=self.request.user)[0]

    def get_amended(self) -> ReviewedRecord | None:
        """The verified record that this one amends, if the reader may see it."""
        return self.get_queryset().filter(pk=self.object.amends_id).first() if self.object.amends_id else None

    def get_open_amendment(self) -> ReviewedRecord | None:
        if self.object.state != State.VERIFIED:
            return None
        visible = self.model.objects.visible_to(self.request.user)
        return visible.unverified().filter(amends=self.object.pk).first()

    def get_effects(self, amended: Any) -> dict[str, Any]:
        if self.object.state != State.SUBMITTED:
            return {"effects": None, "moves": []}
        if not amended:
            return self.get_effects_of_new()
        return effects_of_amendment(self.version(amended), self.version(self.object))

    def get_effects_of_new(self) -> dict[str, Any]:
        """The effects of a new record; a report takes the place of the one that counts, unless that is newer."""
        record = self.object
        if not record.series:
            return effects_of_new(contribution_of([record.pk]))
        displaced = counting_beside(record).visible_to(self.request.user).values_list("pk", flat=True)
        later = reports_beside(record).filter(state=State.VERIFIED, reported_on__gt=record.reported_on)
        added = [] if later.exists() else [record.pk]
        return effects_of_new(contribution_of(added), contribution_of(displaced))

    def version(self, record: Any) -> RecordVersion:
        return RecordVersion(self.places(record), detail_of(record, "date"), contribution_of([record.pk]))

    def places(self, record: Any) -> list[Detail]:
        """The operations, agencies and so on whose totals include the record; for a phase, its umbrella, too."""
        found = [each for each in self.credited_with(record) if each]
        # The umbrella of one that the reader may not see would tell of what it is a phase.
        found += [
            each.parent
            for each in found
            if isinstance(each, Operation) and each.parent and self.discretion.may_name(Operation, each.pk)
        ]
        named = [Detail(each._meta.label, self.name_of(each), key=each.pk) for each in dict.fromkeys(found)]
        own = (each.name for each in DIMENSIONS if not each.several and hasattr(record, each.name))
        return [*named, *(detail_of(record, name) for name in own)]

    def name_of(self, credited: Any) -> str:
        """The name of an agency or an operation; a placeholder for an operation that the reader may not see."""
        hidden = isinstance(credited, Operation) and not self.discretion.may_name(Operation, credited.pk)
        return str(_("an operation that you may not see") if hidden else credited)

    def get_facts(self) -> list[Detail]:
        facts = [self.fact(self.object, name) for name in self.fact_fields]
        shown = [*facts, *self.near_records(), *self.note_of(self.object), *self.people()]
        return [fact for fact in shown if fact.stated]

    def fact(self, record: Any, name: str) -> Detail:
        """A field of a version of the record, as the reader may see it."""
        return self.discretion.fact(record, name, inside=self.is_inside)

    def people(self) -> list[Detail]:
        """The persons who entered, edited and verified the record, and when; readers outside get only agencies."""
        acts = (
            ("created_by", "created_at"),
            ("last_edited_by", "last_edited_at"),
            ("confirmed_by", "confirmed_at"),
            ("verified_by", "verified_at"),
        )
        edited = self.object.last_edited_at > self.object.created_at
        return [
            replace(self.fact(self.object, name), kind=kind)
            for who, when in acts
            if edited or who != "last_edited_by"
            for name, kind in ((who, "text"), (when, "moment"))
        ]

    def note_of(self, record: Any) -> list[Detail]:
        return [self.fact(record, name) for name in ("note", "late_reason")]

    def near_records(self) -> list[Detail]:
        """The whole, the parts and the other revisions of the record that the reader may see."""
        record, near = self.object, self.model.objects.visible_to(self.request.user)
        around: list[tuple[str, Iterable[ReviewedRecord]]] = [
            (
                _("The same as") if record.duplicate else _("Part of"),
                near.filter(pk=record.part_of_id) if record.part_of_id else near.none(),
            ),
            (_("Amends"), near.filter(pk=record.amends_id) if record.amends_id else near.none()),
            (_("Amended by"), near.filter(amends=record.pk, state__in=[State.VERIFIED, State.SUPERSEDED])),
        ]
        reports = reports_beside(record).visible_to(self.request.user).filter(state=State.VERIFIED)
        for called, order in (
            (_("Newer reports of the series"), 1),
            (_("Earlier reports of the series"), -1),
        ):
            side = "gt" if order > 0 else "lt"
            beside = (
                reports.filter(**{f"reported_on__{side}": record.reported_on})
                if record.series
                else near.none()
            )
            around.append((called, beside.order_by("-reported_on")[:PARTS]))
        around += self.below_records(near)
        return [Detail(label, list(found), "records") for label, found in around if found]

    def below_records(self, near: QuerySet[Any]) -> list[tuple[str, list[Any]]]:
        """Records of the same event, and the parts: neither is counted again."""
        below = list(near.filter(part_of=self.object.pk).order_by("-duplicate", "reference")[: PARTS + 1])
        label = _("Parts, not counted again")
        if len(below) > PARTS:
            label = _("Parts, not counted again: the first %(number)d") % {"number": PARTS}
        same, parts = ([row for row in below[:PARTS] if row.duplicate is kind] for kind in (True, False))
        return [(_("Recorded twice, not counted again"), same), (label, parts)]

    # What a kind of record defines.

    @classmethod
    def field_labels(cls) -> dict[str, Any]:
        return {
            ("date_from" if name == "date" else name): field_label(cls.model, name)
            for name in cls.fact_fields
        }

    def credited_with(self, record: Any) -> list[Any]:
        """The operations and agencies whose totals have the record in full; None for one that is not stated."""
        return [record.operation]

    def facts_of(self, record: Any) -> list[Detail]:
        """All facts of a version, to be compared with another version."""
        raise NotImplementedError
