"""The page of a record: what it says, what verifying it changes, and how it came to be."""

from decimal import Decimal

import pytest
from django.urls import reverse

from agencies.models import Agency
from operations.models import Outcome
from outcomes.services import amend_outcome, change_outcome
from records.services import comment, submit
from tests.entry import outcome, text_of
from tests.factories.agencies import AgencyFactory, UserFactory
from tests.factories.operations import OperationFactory, OutcomeFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    return UserFactory(agency=Agency.objects.get(code="US-ICE"))


@pytest.fixture
def supervisor(client, author):
    user = UserFactory(role="supervisor", agency=author.agency)
    client.force_login(user)
    return user


def page(client, record):
    return client.get(record.get_absolute_url())


def test_the_reviewer_sees_which_figure_moves_and_by_how_much(client, author, supervisor):
    record = OutcomeFactory(owner=author.agency, created_by=author, submitted=True, quantity="18")

    (effect,) = page(client, record).context["effects"]

    difference = effect.moved.difference
    assert (difference.cell["measure"], difference.value) == ("PEOPLE.ARRESTED", Decimal(18))


def test_of_an_amendment_the_difference_counts(client, author, supervisor):
    record = OutcomeFactory(owner=author.agency, created_by=author, verified=True, quantity="18")
    copy = amend_outcome(record, by=author, reason="Corrected.")
    copy.quantity = Decimal(15)
    submit(change_outcome(copy, by=author), by=author)

    response = page(client, copy)

    (effect,) = response.context["effects"]
    moved = effect.moved
    assert (moved.before.value, moved.after.value, moved.difference.value) == (
        Decimal(18),
        Decimal(15),
        Decimal(-3),
    )
    assert [change.what for change in response.context["changed"]] == ["Result"]
    assert "Date" in [change.what for change in response.context["unchanged"]]
    assert "18 persons" in text_of(response)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(("exact", 18), ("at_least", 20), "+\xa0more than 2\xa0persons", id="a-bound-comes"),
        pytest.param(("at_least", 18), ("exact", 20), "+\xa0nearly 2\xa0persons", id="a-bound-goes"),
        pytest.param(("exact", 18), ("at_least", 15), "\u2212\xa0nearly 3\xa0persons", id="a-bound-below"),
        pytest.param(("at_least", 18), ("at_least", 20), "+\xa0about 2\xa0persons", id="two-bounds"),
        pytest.param(("exact", 18), ("exact", 20), "+2\xa0persons", id="exact"),
    ],
)
def test_a_difference_is_qualified_as_its_sides_are(client, author, supervisor, before, after, said):
    record = OutcomeFactory(
        owner=author.agency, created_by=author, verified=True, qualifier=before[0], quantity=before[1]
    )
    copy = amend_outcome(record, by=author, reason="Corrected.")
    copy.qualifier, copy.quantity = after[0], Decimal(after[1])
    submit(change_outcome(copy, by=author), by=author)

    assert f'<strong class="num">{said}</strong>' in page(client, copy).content.decode()


def test_a_part_moves_nothing_and_says_so(client, author, supervisor):
    whole = OutcomeFactory(verified=True, quantity="20")
    record = OutcomeFactory(owner=author.agency, created_by=author, submitted=True, part_of=whole)

    response = page(client, record)

    assert response.context["effects"] == []
    assert "is part of another record, and counts for agencies alone" in text_of(response)


def test_a_record_without_a_number_moves_the_count_of_those(client, author, supervisor):
    record = OutcomeFactory(owner=author.agency, created_by=author, submitted=True, unquantified=True)

    (effect,) = page(client, record).context["effects"]

    difference = effect.moved.difference
    assert (difference.value, difference.records, difference.unquantified) == (None, 1, 1)
    assert effect.words.notes == ["+1 without a quantity"]


def test_what_counts_already_moves_nothing(client, author, supervisor):
    assert page(client, OutcomeFactory(verified=True)).context["effects"] is None


def test_only_the_steps_that_one_may_take_are_offered(client, author, supervisor):
    record = OutcomeFactory(owner=author.agency, created_by=author, submitted=True)

    shown = text_of(page(client, record))
    client.force_login(UserFactory(role="partner"))
    to_partner = text_of(page(client, record))

    for name in ("verify", "return", "withdraw"):
        assert reverse(f"outcome-{name}", args=[record.pk]) in shown
        assert reverse(f"outcome-{name}", args=[record.pk]) not in to_partner


def test_the_author_learns_why_the_record_is_not_theirs_to_verify(client, supervisor):
    record = OutcomeFactory(owner=supervisor.agency, created_by=supervisor, submitted=True)

    assert "another person must review it" in text_of(page(client, record))


@pytest.mark.parametrize(
    ("role", "seen"),
    [("analyst", True), ("lead", True), ("auditor", True), ("partner", False), ("stranger", False)],
)
def test_the_note_stays_inside(client, author, role, seen):
    operation = OperationFactory()
    lead = ParticipationFactory(operation=operation, role="lead").agency
    record = OutcomeFactory(owner=author.agency, operation=operation, verified=True, note="Kept inside.")
    reader = {
        "analyst": lambda: UserFactory(agency=author.agency),
        "lead": lambda: UserFactory(agency=lead),
        "auditor": lambda: UserFactory(role="auditor", agency=None),
        "partner": lambda: UserFactory(role="partner"),
        "stranger": UserFactory,
    }[role]()
    client.force_login(reader)

    assert ("Kept inside." in text_of(page(client, record))) is seen


def test_history_tells_who_did_what_and_what_changed(client, author, supervisor):
    client.force_login(author)
    client.post("/outcomes/new/", outcome(note="Before."))
    record = Outcome.objects.get()
    client.post(
        reverse("outcome-edit", args=[record.pk]),
        outcome(
            quantity="20", note="After.", country="COL", version=1, reference=record.reference, then="submit"
        ),
    )

    submitted, edited, entered = page(client, record).context["history"]

    assert [each.what for each in (entered, edited, submitted)] == [
        "Entered",
        "Edited",
        "Submitted for review",
    ]
    assert {each.who for each in (entered, edited, submitted)} == {author.username}
    changes = {change.what: (change.before.value, change.after.value) for change in edited.changes}
    assert changes == {
        "Quantity": (Decimal(18), Decimal(20)), "Note": ("Before.", "After."), "Country": (None, "Colombia"),
        "Canonical quantity": (Decimal(18), Decimal(20)),
    }  # fmt: skip
    assert submitted.changes == []


def test_history_does_not_tell_the_note_or_a_hidden_record_to_outsiders(client, author):
    whole = OutcomeFactory(marking="TLP:RED", reference="SECRET-1", verified=True)
    record = OutcomeFactory(
        owner=author.agency, created_by=author, returned=True, part_of=whole, note="Kept inside."
    )
    Outcome.objects.filter(pk=record.pk).update(part_of=None, note="Other words.")
    client.force_login(UserFactory(role="partner"))

    response = page(client, record)
    shown = text_of(response)

    assert "withheld" in shown
    assert not any(words in shown for words in ("SECRET-1", "Kept inside.", "Other words."))
    assert [change.what for entry in response.context["history"] for change in entry.changes] == ["Part of"]


def test_records_around_it_are_linked_where_they_may_be_seen(client, author, supervisor):
    record = OutcomeFactory(verified=True, quantity="20")
    seen = OutcomeFactory(verified=True, part_of=record, quantity="2")
    hidden = OutcomeFactory(verified=True, part_of=record, marking="TLP:RED", quantity="2")

    shown = text_of(page(client, record))

    assert seen.get_absolute_url() in shown
    assert hidden.reference not in shown


@pytest.mark.parametrize("length", [1, 12])
def test_the_page_costs_the_same_for_any_history(
    client, author, supervisor, length, django_assert_num_queries
):
    record = OutcomeFactory(owner=AgencyFactory(), verified=True, quantity="100")
    for _number in range(length):
        comment(record, by=supervisor, text="A remark.")
        OutcomeFactory(verified=True, part_of=record, quantity="1")
        record.save()

    # session, user, their agency, review count (2); the record, its comments and history; is an amendment open,
    # and who steers the operation; the accounts that the reader answers for; amended by, parts; persons,
    # sources and files, and their history
    with django_assert_num_queries(20):
        page(client, record)
