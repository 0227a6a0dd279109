"""The transitions of records on all doors, as the product itself lists them, and who may take each with what."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from agencies.models import User
from outcomes.api.v1.views import OutcomeViewSet
from records.pages.steps import CommentView, StepView
from records.services import mark_duplicate
from seizures.api.v1.views import SeizureViewSet
from tests.calls import person, post, signed_in
from tests.entry import outcome, rows, seizure
from tests.factories.operations import PlanFactory
from tests.records.kinds import ADDRESSES, FACTORIES

VIEWSETS: dict[str, Any] = {"seizure": SeizureViewSet, "outcome": OutcomeViewSet}
REASON = {"reason": "It was counted twice."}


class Scene(NamedTuple):
    """A state in which the transition is allowed, the role and agency of who takes it, and what goes with it."""

    facts: dict[str, Any]
    role: str = "supervisor"
    agency: str = "US-ICE"
    sent: dict[str, Any] = {}


ATTACHED = "attachments"
DUPLICATES = ("mark_duplicate", "undo_duplicate")
OTHER = "THE-OTHER"
NAMED = {"named": "US-CBP", "acceptance": "pending", "verified": True}
SCENES = {
    "submit": Scene({}, "analyst"),
    "take_back": Scene({"submitted": True}, "analyst"),
    "begin_review": Scene({"submitted": True}),
    "confirm": Scene({"submitted": True, "levels": 2}),
    "verify": Scene({"submitted": True}),
    "return": Scene({"submitted": True}, sent=REASON),
    "withdraw": Scene({"verified": True}, sent=REASON),
    "raise_marking": Scene({"withdrawn": True}, "analyst", sent=REASON | {"marking": "TLP:AMBER"}),
    "accept": Scene(NAMED, agency="US-CBP"),
    "object": Scene(NAMED, agency="US-CBP", sent=REASON),
    "mark_duplicate": Scene({"verified": True}, sent=REASON),
    "undo_duplicate": Scene({"verified": True}, sent=REASON),
    "assign": Scene({"submitted": True}),
    "assignment": Scene({"submitted": True}),
    "amend": Scene({"verified": True}, "analyst", sent=REASON),
    "edit": Scene({}, "analyst", sent=REASON),
    "attachments": Scene({}, "analyst"),
}


def enter(kind: str, transition: str) -> tuple[Any, Client]:
    """A record in the state that the transition is for, and the browser of a person who may take it."""
    scene = SCENES[transition]
    facts = {**scene.facts}
    if named := facts.pop("named", None):
        facts["seizing_agency" if kind == "seizure" else "agency"] = named
    if levels := facts.pop("levels", None):
        facts["operation"] = PlanFactory(review_levels=levels, operation__owner="US-FBI").operation
    user: User = person(scene.role, scene.agency)
    record = FACTORIES[kind](owner="US-ICE", **facts)
    if transition in DUPLICATES:
        FACTORIES[kind](owner="US-ICE", reference=OTHER, verified=True)
    if transition == "undo_duplicate":
        record = mark_duplicate(record, by=user, same_as=_other(record).pk, reason="One event.")
    return record, signed_in(user)


def _other(record: Any) -> Any:
    """The record that it is said to be the same as."""
    return type(record).objects.get(reference=OTHER)


class Door(NamedTuple):
    """A way to take a transition. `send` takes the browser, the record, and the version as the door writes it."""

    name: str
    transition: str

    def send(self, kind: str, browser: Client, record: Any, stated: str | None) -> None:
        sent = SCENES[self.transition].sent | self._more(browser, record)
        SENDERS[self.name](kind, self.transition, browser, record, stated, sent)

    def _more(self, browser: Client, record: Any) -> dict[str, Any]:
        if self.transition == "mark_duplicate":
            other = _other(record)
            return {"same_as": other.reference if self.name == "page" else str(other.pk)}
        me = User.objects.get(pk=browser.session["_auth_user_id"])
        return {"assign": {"to": str(me.pk)}, "assignment": {"reviewer": me.username}}.get(
            self.transition, {}
        )


def read(browser: Client, kind: str, record: Any, door: Door) -> str:
    """The version of the record as the door has shown it."""
    if door.name == "api":
        return browser.get(f"{ADDRESSES[kind]}{record.pk}/").headers["ETag"]
    return str(record.version)


def _api(kind: str, name: str, browser: Client, record: Any, stated: str | None, sent: Any) -> None:
    headers = {} if stated is None else {"if_match": stated}
    if name == ATTACHED:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        browser.post(f"{ADDRESSES[kind]}{record.pk}/{name}/", {"file": _file()}, headers=named)
        return
    post(browser, f"{ADDRESSES[kind]}{record.pk}/{name.replace('_', '-')}/", sent, **headers)


def _api_each(kind: str, name: str, browser: Client, record: Any, stated: str | None, sent: Any) -> None:
    seen = {} if stated is None else {"version": int(stated) if stated.isdigit() else stated}
    post(browser, f"{ADDRESSES[kind]}{name}/", [{"id": str(record.pk), **seen}])


def _page(kind: str, name: str, browser: Client, record: Any, stated: str | None, sent: Any) -> None:
    version = {} if stated is None else {"version": stated}
    address = reverse(f"{kind}-{name.replace('_', '-')}", args=[record.pk])
    if name in ("edit", "amend"):
        version |= _typed(kind, record) | {"why": "It was counted twice."}
    if name == ATTACHED:
        version |= {"file": _file(), "marking": ""}
    browser.post(address, sent | version)


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.txt", b"Seen at the gate.", "text/plain")


def _typed(kind: str, record: Any) -> dict[str, Any]:
    """The form of the record with another quantity."""
    if kind == "outcome":
        return outcome(quantity="7", reference=record.reference)
    item = record.items.get()
    fields = {"kind": "NARC", "measure": "NARC.COCAINE", "qualifier": "exact", "quantity": "7", "unit": "KGM"}
    return seizure(reference=record.reference) | rows("items", fields | {"id": item.pk}, stored=1)


def _queue(kind: str, name: str, browser: Client, record: Any, stated: str | None, sent: Any) -> None:
    chosen = f"{kind}:{record.pk}" if stated is None else f"{kind}:{record.pk}:{stated}"
    browser.post({"verify": "/review/", "submit": "/my-work/"}[name], {"record": chosen})


def _admin(kind: str, name: str, browser: Client, record: Any, stated: str | None, sent: Any) -> None:
    _act(name, browser, record, stated, sent)


def _admin_across(kind: str, name: str, browser: Client, record: Any, stated: str | None, sent: Any) -> None:
    _act(name, browser, record, stated, sent | {"select_across": "1"})


def _act(name: str, browser: Client, record: Any, stated: str | None, sent: Any) -> None:
    action = {"return": "return_to_author", "object": "object_to"}.get(name, name)
    seen = {} if stated is None else {"seen": f"{record.pk}:{stated}"}
    address = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_changelist")
    browser.post(address, {"action": action, "_selected_action": [record.pk], **seen, **sent})


SENDERS = {
    "api": _api,
    "api of several": _api_each,
    "page": _page,
    "page of several": _queue,
    "admin": _admin,
    "admin, all across": _admin_across,
}


def doors(kind: str) -> list[Door]:
    """All doors of that kind of record."""
    found = [
        Door("api" if action.detail else "api of several", _named(action.url_path))
        for action in VIEWSETS[kind].get_extra_actions()
        # A file never changes, and a comment decides nothing.
        if "(" not in action.url_path and action.url_path != "comments"
    ]
    found += [Door("page", _named(name)) for name in (*_pages(kind), "edit", "amend")]
    found += [Door("page of several", "verify"), Door("page of several", "submit")]
    screen = admin.site._registry[FACTORIES[kind]._meta.model]
    names = {"return_to_author": "return", "object_to": "object"}
    actions = [names.get(str(name), str(name)) for name in screen.actions or ()]
    return [*found, *(Door(door, name) for name in actions for door in ("admin", "admin, all across"))]


def _named(path: str) -> str:
    return path.replace("-", "_")


def _pages(kind: str) -> Iterator[str]:
    for view in _views(get_resolver().url_patterns):
        shown = getattr(view, "view_class", None)
        if shown and issubclass(shown, StepView) and shown is not CommentView:
            options = view.view_initkwargs
            if options["detail_view"].kind == kind:
                yield options["name"]


def _views(patterns: Any) -> Iterator[Any]:
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _views(each.url_patterns)
        elif isinstance(each, URLPattern):
            yield each.callback
