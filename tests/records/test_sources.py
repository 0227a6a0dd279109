"""A record rests on several sources, each with its page and an excerpt, and each as visible as its marking says."""

import pytest
from django.db import IntegrityError, transaction

from common.errors import Invalid
from operations.models import Outcome, OutcomeSource
from outcomes import services as outcomes
from records import services as review
from seizures import services as seizures
from seizures.models import Seizure, SeizureSource
from tests.calls import person, post, send, signed_in
from tests.entry import outcome, rows, seizure, text_of
from tests.factories.operations import OutcomeFactory, SourceFactory
from tests.factories.seizures import SeizureFactory

pytestmark = pytest.mark.django_db

KINDS = {
    "seizure": (SeizureFactory, Seizure, SeizureSource, seizures.change_seizure, seizures.amend_seizure),
    "outcome": (OutcomeFactory, Outcome, OutcomeSource, outcomes.change_outcome, outcomes.amend_outcome),
}
ITEM = {"measure": "NARC.COCAINE", "quantity": "10", "unit": "KGM"}
SENT = {
    "seizure": {"date": "2009-07-14", "items": [ITEM]},
    "outcome": {"date": "2009-07-14", "measure": "PEOPLE.ARRESTED", "quantity": "3", "unit": "C62"},
}
by_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def ice():
    return person("analyst", "US-ICE")


def record_of(kind, ice, **facts):
    factory, *_rest = KINDS[kind]
    return factory(owner="US-ICE", created_by=ice, **facts)


def listed(kind, record, reader):
    answer = signed_in(reader).get(f"/api/v1/{kind}s/{record.pk}/").json()
    return answer["source"], [(row["source"], row["page"], row["excerpt"]) for row in answer["sources"]]


@by_kind
def test_a_record_is_sent_with_several_sources_of_which_the_first_is_its_own(kind, ice):
    first, second = SourceFactory(), SourceFactory()
    sent = SENT[kind] | {
        "sources": [
            {"source": str(first.pk), "page": "p. 14", "excerpt": "Ten kilograms."},
            {"source": str(second.pk)},
        ]
    }

    answer = post(signed_in(ice), f"/api/v1/{kind}s/", sent)

    record = KINDS[kind][1].objects.get(pk=answer.json()["id"])
    assert (answer.status_code, record.source) == (201, first)
    assert listed(kind, record, ice) == (
        str(first.pk),
        [(str(first.pk), "p. 14", "Ten kilograms."), (str(second.pk), "", "")],
    )


@by_kind
def test_a_single_source_is_written_and_read_as_before(kind, ice):
    source = SourceFactory()
    answer = post(signed_in(ice), f"/api/v1/{kind}s/", SENT[kind] | {"source": str(source.pk)})

    record = KINDS[kind][1].objects.get(pk=answer.json()["id"])
    assert listed(kind, record, ice) == (str(source.pk), [(str(source.pk), "", "")])


@by_kind
def test_a_change_of_the_first_source_leaves_the_others(kind, ice):
    _factory, _model, row_model, change, _amend = KINDS[kind]
    first, second, third = SourceFactory(), SourceFactory(), SourceFactory()
    record = record_of(kind, ice)
    change(record, sources=[row_model(source=first, page="1"), row_model(source=second, page="2")], by=ice)
    client, path = signed_in(ice), f"/api/v1/{kind}s/{record.pk}/"

    changed = send(client, "PATCH", path, {"source": str(third.pk)}, if_match=client.get(path)["ETag"])

    assert changed.status_code == 200, changed.json()
    assert listed(kind, record, ice) == (
        str(third.pk),
        [(str(third.pk), "", ""), (str(second.pk), "2", "")],
    )
    emptied = send(client, "PATCH", path, {"sources": []}, if_match=changed["ETag"])
    assert (emptied.json()["source"], emptied.json()["sources"]) == (None, [])


@by_kind
def test_a_source_that_is_sent_without_its_excerpt_keeps_it(kind, ice):
    _factory, _model, row_model, change, _amend = KINDS[kind]
    first, second = SourceFactory(), SourceFactory()
    record = record_of(kind, ice)
    change(record, sources=[row_model(source=first, excerpt="Words.")], by=ice)
    client, path = signed_in(ice), f"/api/v1/{kind}s/{record.pk}/"

    sent = {"sources": [{"source": str(second.pk), "page": "9"}, {"source": str(first.pk)}]}
    send(client, "PATCH", path, sent, if_match=client.get(path)["ETag"])

    assert listed(kind, record, ice)[1] == [(str(second.pk), "9", ""), (str(first.pk), "", "Words.")]


@by_kind
def test_who_may_not_see_a_source_reads_nothing_of_it_and_removes_nothing(kind, ice):
    _factory, model, row_model, change, _amend = KINDS[kind]
    strict = SourceFactory(owner="US-CBP", marking="TLP:AMBER+STRICT", title="STRICTQUOKKA")
    open_source = SourceFactory(title="Open")
    record = record_of(kind, ice, source=strict)
    row_model.objects.create(source=strict, excerpt="SECRETQUOKKA", **{kind: record})

    change(model.objects.get(pk=record.pk), sources=[row_model(source=open_source, excerpt="Plain.")], by=ice)

    page = text_of(signed_in(ice).get(record.get_absolute_url()))
    assert "Plain." in page
    assert "QUOKKA" not in page
    assert listed(kind, record, ice) == (None, [(str(open_source.pk), "", "Plain.")])
    record.refresh_from_db()
    assert (record.source, record.sources.count()) == (strict, 2)


@by_kind
def test_excerpts_stay_inside(kind, ice):
    row_model = KINDS[kind][2]
    source, partner = SourceFactory(marking="TLP:CLEAR"), person("partner", "US-FBI")
    record = record_of(kind, ice, verified=True, marking="TLP:CLEAR")
    row_model.objects.create(source=source, page="p. 2", excerpt="Free textquokka", **{kind: record})

    assert listed(kind, record, partner)[1] == [(str(source.pk), "p. 2", None)]
    assert "textquokka" not in text_of(signed_in(partner).get(record.get_absolute_url()))


WRONG = {
    "twice": (lambda: [SourceFactory()] * 2, "in the list already"),
    "hidden": (
        lambda: [SourceFactory(owner="US-CBP", marking="TLP:AMBER+STRICT")],
        "There is no such source",
    ),
    "too many": (lambda: [SourceFactory()] * 51, "a record has 50 at most"),
}


@by_kind
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_list_is_refused_with_a_sentence(kind, ice, wrong):
    _factory, _model, row_model, change, _amend = KINDS[kind]
    made, sentence = WRONG[wrong]
    with pytest.raises(Invalid) as refused:
        change(record_of(kind, ice), sources=[row_model(source=each) for each in made()], by=ice)
    assert sentence in str(refused.value.errors)


@by_kind
def test_the_database_holds_a_source_once_a_record(kind, ice):
    row_model, record, source = KINDS[kind][2], record_of(kind, ice), SourceFactory()
    row_model.objects.create(source=source, **{kind: record})
    with pytest.raises(IntegrityError), transaction.atomic():
        row_model.objects.create(source=source, **{kind: record})


@by_kind
def test_an_amendment_has_the_sources_and_shows_what_changed_of_them(kind, ice):
    _factory, _model, row_model, change, amend = KINDS[kind]
    source, supervisor = SourceFactory(title="The bulletin"), person("supervisor", "US-ICE")
    record = record_of(kind, ice, verified=True)
    row_model.objects.create(source=source, page="p. 1", **{kind: record})

    copy = amend(record, by=ice, reason="The page.")
    change(copy, sources=[row_model(source=source, page="p. 2")], by=ice)
    copy.refresh_from_db()
    review.submit(copy, by=ice)

    page = text_of(signed_in(supervisor).get(copy.get_absolute_url()))
    assert "The bulletin, p. 1" in page
    assert "The bulletin, p. 2" in page
    assert (record.sources.get().page, copy.sources.get().page) == ("p. 1", "p. 2")


def sent_form(kind, *sources, stored=0, **more):
    fields = {"seizure": seizure, "outcome": outcome}[kind](**more)
    return fields | rows("sources", *sources, stored=stored)


@by_kind
def test_the_entry_page_takes_sources_and_an_excerpt_of_the_first(kind, ice):
    first, second, client = SourceFactory(), SourceFactory(), signed_in(ice)
    sent = sent_form(kind, {"page": "p. 3", "excerpt": "Said."}, {"source": second.code}, source=first.code)

    answer = client.post(f"/{kind}s/new/", sent)

    assert answer.status_code == 302, text_of(answer)
    record = KINDS[kind][1].objects.get()
    assert record.source == first
    assert [(row.source, row.page, row.excerpt) for row in record.sources.all()] == [
        (first, "p. 3", "Said."),
        (second, "", ""),
    ]
    edit = client.get(f"{record.get_absolute_url()}edit/")
    assert "Said." in text_of(edit)
    assert all(str(each) in text_of(client.get(record.get_absolute_url())) for each in (first, second))


@by_kind
def test_a_change_of_a_source_row_is_in_the_history(kind, ice):
    _factory, _model, row_model, change, _amend = KINDS[kind]
    record, source = record_of(kind, ice), SourceFactory(title="The bulletin")
    change(record, sources=[row_model(source=source, page="p. 77")], by=ice)

    assert "The bulletin, p. 77" in text_of(signed_in(ice).get(record.get_absolute_url()))
