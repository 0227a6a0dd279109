"""The page of a reviewed record: what was recorded, what may be done with it now, and how it came to be."""

from dataclasses import replace
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from common.errors import Refused
from operations.discretion import Discretion
from operations.history import Part, history_of
from operations.models import UNVERIFIED, Comment, Operation, ReviewedRecord, State
from operations.versions import Fact, compared, fact_of
from records.forms.comments import CommentForm
from records.pages.allowed import steps
from records.pages.effects import Figure, Share, effects
from records.pages.moves import Version, moves

STEPS = ("edit", "submit", "verify", "return", "withdraw", "amend", "comment")


class RecordPage(View):
    """A subclass says of which kind; `about` are the fields shown, and the fields that a comment may be about."""

    kind = ""
    model: type[ReviewedRecord]
    template = ""
    about: tuple[str, ...] = ()
    list_label: Any = ""
    parts: tuple[Part, ...] = ()

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        return self.of(request, pk).shown()

    @classmethod
    def of(cls, request: HttpRequest, pk: Any) -> Self:
        page = cls()
        page.setup(request)
        page.record = get_object_or_404(cls.records().visible_to(request.user), pk=pk)
        page.discretion = Discretion(request.user)
        page.is_inside = page.discretion.is_inside(page.record)
        return page

    @classmethod
    def records(cls) -> Any:
        people = ("created_by__agency", "last_edited_by__agency", "verified_by__agency")
        return cls.model.objects.select_related("amends", "part_of", *people)

    def shown(
        self,
        refusal: Refused | None = None,
        *,
        step: str = "",
        errors: Any = None,
        form: Any = None,
        status: int = 200,
    ) -> HttpResponse:
        """The page; after a step that was refused, with the sentence and what was typed for that step."""
        record, reader = self.record, self.request.user
        context = {
            "record": record,
            "refusal": refusal,
            "tried": {"step": step, "errors": errors or [], "reason": self.request.POST.get("reason", "")},
            "list_url": reverse(f"{self.kind}s"),
            "list_label": self.list_label,
            "urls": {name: reverse(f"{self.kind}-{name}", args=[record.pk]) for name in STEPS},
            "may": steps(record, reader),
            "reporting_currency": settings.REPORTING_CURRENCY,
            "inside": self.is_inside,
            "history": history_of(record, self.discretion, parts=self.parts),
            **self.said(form),
            **self.compared(),
            **self.context(),
        }
        return render(self.request, self.template, context, status=refusal.page_status if refusal else status)

    def said(self, form: Any) -> dict[str, Any]:
        labels, remarks = self.labels(), Comment.objects.select_related("written_by")
        comments = list(remarks.filter(record=self.record.pk)) if self.is_inside else []
        for comment in comments:
            comment.about = labels.get(comment.field, comment.field)  # type: ignore[attr-defined]
        return {"comments": comments, "comment_form": form or CommentForm(about=labels)}

    def compared(self) -> dict[str, Any]:
        """For an amendment, both versions; for what waits for review, the figures that verifying it moves."""
        record, amended = self.record, self.amended()
        amending = amended is not None and record.state in UNVERIFIED
        changes = compared(self.stated(amended), self.stated(record)) if amending else []
        return {
            "amended": amended,
            "amending": amending,
            "changed": [change for change in changes if change.changed],
            "unchanged": [change for change in changes if not change.changed],
            **(self.moved(amended) if record.state == State.SUBMITTED else {"effects": None}),
        }

    def moved(self, amended: Any) -> dict[str, Any]:
        """What verifying the record moves: the totals of all together, and those that it leaves and comes into."""
        then = self.shares(self.record)
        if not amended:
            return {"effects": effects({}, then), "moves": []}
        found = moves(self.version(amended), self.version(self.record))
        return {"effects": effects(self.shares(amended), then), "moves": found}

    def version(self, record: Any) -> Version:
        return Version(
            self.places(record), self.shares(record), fact_of(record, "date"), self.shares(record, dated=True)
        )

    def having(self, record: Any) -> list[Any]:
        """The operations and agencies that have it in full; None among them where none is stated."""
        return [record.operation]

    def places(self, record: Any) -> list[Fact]:
        """Whose and of where the totals are that a version is counted in: what a phase has, its umbrella has too."""
        found = [each for each in self.having(record) if each]
        found += [each.parent for each in found if isinstance(each, Operation) and each.parent]
        told = [Fact(each._meta.label, self.name_of(each), key=each.pk) for each in dict.fromkeys(found)]
        return [*told, fact_of(record, "country")]

    def name_of(self, whose: Any) -> str:
        """Of an agency or an operation; nobody is told the name of an operation that they may not see."""
        hidden = isinstance(whose, Operation) and not self.discretion.may_name(Operation, whose.pk)
        return str(_("an operation that you may not see") if hidden else whose)

    def amended(self) -> ReviewedRecord | None:
        if self.record.amends_id is None:
            return None
        return self.records().visible_to(self.request.user).filter(pk=self.record.amends_id).first()

    def facts(self) -> list[Fact]:
        facts = [self.fact(self.record, name) for name in self.about]
        shown = [*facts, *self.links(), *self.inside(self.record), *self.people()]
        return [fact for fact in shown if fact.known]

    def fact(self, record: Any, name: str) -> Fact:
        """A field of a version of the record, as far as the reader may know it."""
        return self.discretion.fact(record, name, inside=self.is_inside)

    def people(self) -> list[Fact]:
        """Who brought it to where it stands, and when: outside, of which agency they are."""
        done = (
            ("created_by", "created_at"),
            ("last_edited_by", "last_edited_at"),
            ("verified_by", "verified_at"),
        )
        edited = self.record.last_edited_at > self.record.created_at
        return [
            replace(self.fact(self.record, name), kind=kind)
            for who, when in done
            if edited or who != "last_edited_by"
            for name, kind in ((who, "text"), (when, "moment"))
        ]

    def inside(self, record: Any) -> list[Fact]:
        return [self.fact(record, "note")]

    def links(self) -> list[Fact]:
        """The records around this one that the reader may see."""
        record, near = self.record, self.model.objects.visible_to(self.request.user)
        around = [
            (_("Part of"), near.filter(pk=record.part_of_id) if record.part_of_id else near.none()),
            (_("Amends"), near.filter(pk=record.amends_id) if record.amends_id else near.none()),
            (_("Amended by"), near.filter(amends=record.pk).exclude(state=State.WITHDRAWN)),
            (_("Parts, not counted again"), near.filter(part_of=record.pk).order_by("reference")[:50]),
        ]
        return [Fact(label, list(found), "records") for label, found in around if found]

    # What a subclass says.

    def labels(self) -> dict[str, Any]:
        """What a comment may be about, by the field's name in the record."""
        return {
            ("date_from" if name == "date" else name): fact_of(self.record, name).label for name in self.about
        }

    def stated(self, record: Any) -> list[Fact]:
        """All that a version says, to be compared with another."""
        raise NotImplementedError

    def shares(self, record: Any, *, dated: bool = False) -> dict[Figure, Share]:
        """What it adds to totals; `dated` is what of that goes by the record's own date."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        raise NotImplementedError
