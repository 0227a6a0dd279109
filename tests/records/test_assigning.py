"""A record waits for a reviewer by name: given by supervisors, taken by those who may decide, and no one else."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from common.errors import Invalid, NotAllowed, Outdated, Refused
from operations.models import Assignment, Comment
from records import services
from records.assigning import escalated_to, may_be_assigned, waits_too_long
from tests.calls import findings, person, post, signed_in
from tests.entry import text_of
from tests.factories.operations import OperationFactory, ParticipationFactory, PlanFactory
from tests.page import parsed, words
from tests.records.kinds import ADDRESSES, FACTORIES, amend

pytestmark = pytest.mark.django_db


@pytest.fixture(params=FACTORIES)
def kind(request):
    return request.param


@pytest.fixture
def record(kind):
    return FACTORIES[kind](owner="US-ICE", submitted=True)


@pytest.fixture
def supervisor():
    return person("supervisor")


def assigned(record):
    return {each.record: each.reviewer for each in Assignment.objects.all()}.get(record.pk)


def test_a_supervisor_takes_a_record_and_hands_it_on(record, supervisor):
    other = person("supervisor")

    services.assign(record, by=supervisor, to=supervisor)
    assert assigned(record) == supervisor
    services.assign(record, by=supervisor, to=other)
    assert assigned(record) == other
    services.assign(record, by=other, to=None)
    assert assigned(record) is None


def test_assigning_changes_neither_the_version_nor_who_may_take_it_back(record, supervisor):
    services.assign(record, by=supervisor, to=supervisor)

    taken = services.take_back(record, by=record.created_by, version=record.version)

    assert taken.state == "draft"


def test_an_author_who_supervises_hands_it_to_another_and_not_to_themselves(kind, supervisor):
    record = FACTORIES[kind](owner="US-ICE", submitted=True, created_by=supervisor)
    other = person("supervisor")

    with pytest.raises(Invalid):
        services.assign(record, by=supervisor, to=supervisor)
    services.assign(record, by=supervisor, to=other)

    assert assigned(record) == other


@pytest.mark.parametrize(
    ("role", "agency"), [("analyst", "US-ICE"), ("supervisor", "US-FBI"), ("partner", "US-ICE")]
)
def test_nobody_else_assigns_or_is_assigned(record, supervisor, role, agency):
    outsider = person(role, agency)

    with pytest.raises((NotAllowed, Refused)):
        services.assign(record, by=outsider, to=supervisor)
    with pytest.raises(Invalid):
        services.assign(record, by=supervisor, to=outsider)

    assert assigned(record) is None


def test_only_what_waits_is_assigned_and_in_the_version_that_was_read(kind, record, supervisor):
    with pytest.raises(Refused):
        services.assign(FACTORIES[kind](owner="US-ICE"), by=supervisor, to=supervisor)
    with pytest.raises(Outdated):
        services.assign(record, by=supervisor, to=supervisor, version=record.version + 1)


def test_a_corrected_record_comes_back_to_its_reviewer(record, supervisor):
    services.assign(record, by=supervisor, to=supervisor)
    services.return_to_author(record, by=supervisor, reason="Check the date.")
    services.submit(record, by=record.created_by)

    assert assigned(record) == supervisor


def test_with_two_levels_it_is_assigned_to_who_takes_the_next_step(kind):
    operation = PlanFactory(review_levels=2, operation__owner="US-FBI").operation
    ParticipationFactory(operation=operation, agency="US-ICE")
    record = FACTORIES[kind](owner="US-ICE", operation=operation, submitted=True)
    own, lead = person("supervisor", "US-ICE"), person("supervisor", "US-FBI")
    assert (may_be_assigned(record, own), may_be_assigned(record, lead)) == (True, False)

    record = services.confirm(record, by=own, version=record.version)

    assert (may_be_assigned(record, own), may_be_assigned(record, lead)) == (False, True)


def test_what_waits_too_long_is_brought_to_all_who_may_take_its_next_step(kind, settings):
    settings.REVIEW_ESCALATES_AFTER_DAYS = 3
    operation = OperationFactory(owner="US-FBI")
    ParticipationFactory(operation=operation, agency="US-ICE")
    record = FACTORIES[kind](owner="US-ICE", operation=operation, submitted=True)
    own, lead = person("supervisor", "US-ICE"), person("supervisor", "US-FBI")
    person("supervisor", "US-DEA"), person("analyst", "US-FBI")

    assert not waits_too_long(record)
    record.submitted_at = timezone.now() - datetime.timedelta(days=3, minutes=1)

    assert waits_too_long(record)
    assert set(escalated_to(record)) == {own, lead}


def test_its_page_offers_who_may_decide_and_its_history_says_to_whom(kind, record, supervisor):
    client, other = signed_in(supervisor), person("supervisor")
    person("supervisor", "US-FBI")
    page = parsed(client.get(record.get_absolute_url()))
    offered = {each.attributes["value"] for each in page.css("#assign-to option")}

    client.post(reverse(f"{kind}-assign", args=[record.pk]), {"to": other.pk, "version": record.version})
    page = text_of(client.get(record.get_absolute_url()))

    assert offered == {"nobody", str(supervisor.pk), str(other.pk)}
    assert "Assigned to a reviewer" in page
    assert assigned(record) == other


def test_readers_outside_the_record_learn_neither_comments_nor_assignment(kind, record, supervisor):
    services.assign(record, by=supervisor, to=supervisor)
    services.comment(record, by=supervisor, text="wordquokka", field="note")
    services.verify(record, by=supervisor)
    outsider = signed_in(person("analyst", "US-FBI"))
    address = f"{ADDRESSES[kind]}{record.pk}/"

    page = outsider.get(record.get_absolute_url())

    assert page.status_code == 200
    assert str(supervisor) not in text_of(page)
    assert "wordquokka" not in text_of(page)
    assert outsider.get(f"{address}comments/").json() == []
    assert outsider.get(f"{address}assignment/").json() == {"reviewer": None}


def test_the_api_assigns_and_comments(kind, record, supervisor):
    client, address = signed_in(supervisor), f"{ADDRESSES[kind]}{record.pk}/"

    taken = post(client, f"{address}assignment/", {"reviewer": supervisor.username})
    written = post(client, f"{address}comments/", {"text": "Which day?", "field": "date_from"})

    assert taken.json() == client.get(f"{address}assignment/").json() == {"reviewer": supervisor.username}
    assert written.status_code == 201
    assert [each["text"] for each in client.get(f"{address}comments/").json()] == ["Which day?"]
    assert post(client, f"{address}assignment/", {"reviewer": None}).json() == {"reviewer": None}


def test_the_api_does_not_say_who_has_an_account(kind, record, supervisor):
    client, address = signed_in(supervisor), f"{ADDRESSES[kind]}{record.pk}/assignment/"

    answers = [
        findings(post(client, address, {"reviewer": name}))
        for name in ("nobody.here", person("analyst", "US-FBI").username)
    ]

    assert answers[0] == answers[1] == {"/reviewer": f"No such person can review {record}."}


def test_a_comment_on_a_field_stands_beside_it(kind, record, supervisor):
    services.comment(record, by=supervisor, text="Which page?", field="source")
    services.comment(record, by=supervisor, text="As a whole.")
    services.comment(record, by=supervisor, text="Whose?", field="owner")

    page = parsed(signed_in(supervisor).get(record.get_absolute_url()))
    beside = {
        words(each.css_first("dt")): words(each.css_first(".remark"))
        for each in page.css(".facts > div")
        if each.css_first(".remark")
    }

    assert [name for name, text in beside.items() if "Whose?" in text] == ["Recording agency"]
    assert not any("As a whole." in text for text in beside.values())


def test_a_comment_on_a_field_stands_in_the_comparison(kind, supervisor):
    original = FACTORIES[kind](owner="US-ICE", verified=True, date="2009-07-14")
    amendment = amend(original)
    type(amendment).objects.filter(pk=amendment.pk).update(date_from="2009-07-15", date_to="2009-07-15")
    amendment.refresh_from_db()
    services.submit(amendment, by=amendment.created_by)
    services.comment(amendment, by=supervisor, text="Why another day?", field="date_from")

    page = parsed(signed_in(supervisor).get(reverse(f"review-{kind}", args=[amendment.pk])))
    [row] = [each for each in page.css("[aria-labelledby=changes-title] tr") if each.css_first(".remark")]

    assert words(row.css_first("th")).startswith("Date")
    assert "Why another day?" in words(row)
    link = row.css_first("th a").attributes["href"]
    again = parsed(signed_in(supervisor).get(link))
    assert again.css_first("#id_comment-field option[selected]").attributes["value"] == "date_from"


def test_a_comment_in_the_queue_leads_back_to_it(kind, record, supervisor):
    client = signed_in(supervisor)
    page = parsed(client.get(reverse(f"review-{kind}", args=[record.pk]) + "?at=0"))
    form = page.css_first("#comments form")
    sent = {each.attributes["name"]: each.attributes.get("value") or "" for each in form.css("input")}

    answer = client.post(
        form.attributes["action"], sent | {"comment-text": "Look again.", "comment-field": ""}
    )

    assert answer["Location"] == "/review/?at=0"
    assert Comment.objects.get().text == "Look again."
