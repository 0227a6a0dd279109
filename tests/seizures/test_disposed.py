"""What became of an item: checked together, in the order of the dates, and by its own unit and qualifier."""

from decimal import Decimal

import pytest

from common.errors import Invalid
from measures.models import Unit
from measures.partial_date import PartialDate
from seizures import services
from seizures.models import Disposition
from tests.calls import findings, person, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.seizures import DispositionFactory, SeizedItemFactory, SeizureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return UserFactory()


def seized(analyst, **item):
    seizure = SeizureFactory(owner=analyst.agency, created_by=analyst, item=None, date="2009-07-14")
    return SeizedItemFactory(seizure=seizure, **({"quantity": "100"} | item))


def became(item, stage, quantity=None, date="2010", **more):
    row = Disposition(item=item, stage=stage, quantity=quantity and Decimal(quantity), **more)
    row.date = PartialDate.parse(date)
    return row


FORFEITED, DESTROYED, RETURNED, TRANSFERRED = "forfeited", "destroyed", "returned", "transferred"


@pytest.mark.parametrize(
    ("steps", "fits"),
    [
        pytest.param([(FORFEITED, "100"), (DESTROYED, "100")], True, id="one-follows-the-other"),
        pytest.param([(DESTROYED, "100"), (FORFEITED, "100")], True, id="entered-the-other-way-round"),
        pytest.param(
            [(FORFEITED, "100", "2010-01"), (DESTROYED, "100", "2010-02")], True, id="in-the-order-of-dates"
        ),
        pytest.param(
            [(DESTROYED, "100", "2010-01"), (FORFEITED, "100", "2010-02")], False, id="after-it-was-gone"
        ),
        pytest.param([(DESTROYED, "60"), (RETURNED, "50")], False, id="two-ends-of-one-thing"),
        pytest.param([(DESTROYED, "60"), (TRANSFERRED, "40")], True, id="all-of-it"),
        pytest.param([(FORFEITED, "60"), (FORFEITED, "41")], False, id="forfeited-twice"),
        pytest.param(
            [(FORFEITED, "100"), (DESTROYED, "50"), (RETURNED, "51")], False, id="more-left-than-was"
        ),
        pytest.param(
            [(FORFEITED, "50", "2010-01"), (DESTROYED, "50", "2010-02"), (FORFEITED, "50", "2010-03")],
            True,
            id="one-half-after-the-other",
        ),
        pytest.param(
            [(RETURNED, "50", "2010-01"), (FORFEITED, "51", "2010-03")], False, id="what-was-returned-before"
        ),
        pytest.param([(DESTROYED, "100", ""), (FORFEITED, "100", "2010")], True, id="nobody-knows-when"),
    ],
)
def test_what_became_of_it_is_no_more_than_there_was_at_each_step(analyst, steps, fits):
    item = seized(analyst)
    for stage, quantity, *date in steps[:-1]:
        services.record_disposition(became(item, stage, quantity, *date), by=analyst)
    stage, quantity, *date = steps[-1]

    if fits:
        services.record_disposition(became(item, stage, quantity, *date), by=analyst)
    else:
        with pytest.raises(Invalid) as refusal:
            services.record_disposition(became(item, stage, quantity, *date), by=analyst)
        assert "Only 100 kg was seized" in refusal.value.errors["quantity"][0]
        assert f"{quantity} kg" in refusal.value.errors["quantity"][0]


@pytest.mark.parametrize(
    ("qualifier", "fits"), [("exact", False), ("at_most", False), ("at_least", True), ("approximately", True)]
)
def test_of_what_is_open_above_more_may_become(analyst, qualifier, fits):
    item = seized(analyst, qualifier=qualifier)

    if fits:
        services.record_disposition(became(item, DESTROYED, "101"), by=analyst)
    else:
        with pytest.raises(Invalid, match="Only 100 kg"):
            services.record_disposition(became(item, DESTROYED, "101"), by=analyst)


@pytest.mark.parametrize(
    ("date", "fits"),
    [("2009-07-13", False), ("2008", False), ("2009-07-14", True), ("2009", True), ("", True)],
)
def test_nothing_becomes_of_it_before_it_was_seized(analyst, date, fits):
    item = seized(analyst)

    if fits:
        services.record_disposition(became(item, DESTROYED, "1", date), by=analyst)
    else:
        with pytest.raises(Invalid) as refusal:
            services.record_disposition(became(item, DESTROYED, "1", date), by=analyst)
        assert "before it was seized: 2009-07-14" in refusal.value.errors["date"][0]


@pytest.mark.parametrize(
    ("stage", "fits"), [("declared", False), ("detected", False), ("detained", True), ("seized", True)]
)
def test_what_was_never_taken_is_not_forfeited(analyst, stage, fits):
    item = seized(analyst)
    item.seizure.stage = stage
    item.seizure.save()

    if fits:
        services.record_disposition(became(item, FORFEITED, "1"), by=analyst)
    else:
        with pytest.raises(Invalid) as refusal:
            services.record_disposition(became(item, FORFEITED, "1"), by=analyst)
        assert "was not taken" in refusal.value.errors["stage"][0]


@pytest.mark.parametrize(
    ("changed", "path"),
    [
        pytest.param({"quantity": Decimal(60)}, "items.0.quantity", id="cut-below-all-of-it-together"),
        pytest.param({"quantity": None, "unit": None}, "items.0.quantity", id="no-quantity-any-more"),
        pytest.param({"stage": "declared"}, "items.0", id="never-taken"),
        pytest.param({"date": PartialDate.parse("2011")}, "items.0", id="seized-afterwards"),
    ],
)
def test_a_change_of_the_seizure_leaves_room_for_what_became_of_it(analyst, changed, path):
    item = seized(analyst)
    DispositionFactory(item=item, quantity="50", stage="forfeited", date="2010")
    DispositionFactory(item=item, quantity="80", stage="destroyed", date="2010")
    for name, value in changed.items():
        setattr(item if name in ("quantity", "unit") else item.seizure, name, value)

    with pytest.raises(Invalid) as refusal:
        services.change_seizure(item.seizure, items=[item], by=analyst)

    assert set(refusal.value.errors) == {path}
    assert item.seizure.items.get().quantity == 100


def test_an_item_is_restated_in_another_unit_and_what_became_of_it_stays(analyst):
    item = seized(analyst)
    gone = DispositionFactory(item=item, quantity="50", stage="forfeited", date="2010")
    item.quantity, item.unit = Decimal(60000), Unit.objects.quantity("GRM")

    services.change_seizure(item.seizure, items=[item], by=analyst)

    gone.refresh_from_db()
    assert (gone.quantity, gone.unit.code, gone.canonical_quantity) == (50, "KGM", 50)
    item.quantity = Decimal(49000)
    with pytest.raises(Invalid, match="Only 49,000 g was seized"):
        services.change_seizure(item.seizure, items=[item], by=analyst)


@pytest.mark.parametrize(
    ("item", "changed", "path"),
    [
        pytest.param({}, {"unit": ("quantity", "U2")}, "items.0.unit", id="kilograms-to-tablets"),
        pytest.param(
            {"cash": "500"},
            {"currency": ("currency", "JPY"), "amount": "60000"},
            "items.0.currency",
            id="dollars-to-yen",
        ),
    ],
)
def test_a_unit_that_nothing_converts_to_is_refused(analyst, item, changed, path):
    item = seized(analyst, **({"quantity": None} if "cash" in item else {}), **item)
    number = {"amount": "500", "quantity": None} if item.amount else {"quantity": "50"}
    gone = DispositionFactory(item=item, stage="forfeited", date="2010", **number)
    gone.refresh_from_db()
    value = gone.value
    for name, stated in changed.items():
        found = getattr(Unit.objects, stated[0])(stated[1]) if isinstance(stated, tuple) else Decimal(stated)
        setattr(item, name, found)

    with pytest.raises(Invalid) as refusal:
        services.change_seizure(item.seizure, items=[item], by=analyst)

    assert set(refusal.value.errors) == {path}
    gone.refresh_from_db()
    assert gone.value == value


def test_a_disposition_has_its_own_qualifier(analyst):
    item = seized(analyst, quantity=None, cash="250000", qualifier="at_least")

    kept = services.record_disposition(became(item, FORFEITED, amount=Decimal(200000)), by=analyst)

    kept.refresh_from_db()
    assert (kept.qualifier, kept.currency.code) == ("exact", "USD")


def test_the_api_refuses_a_cut_below_what_became_of_it():
    seizure = SeizureFactory(owner="US-ICE", item=None)
    item = SeizedItemFactory(seizure=seizure, quantity="100")
    DispositionFactory(item=item, quantity="50", stage="returned")
    DispositionFactory(item=item, quantity="50", stage="destroyed")

    body = {"items": [{"id": str(item.pk), "quantity": "60"}]}
    response = send(signed_in(person()), "PATCH", f"/api/v1/seizures/{seizure.pk}/", body, if_match="*")

    assert response.status_code == 400
    assert "Only 60 kg was seized" in findings(response)["/items/0/quantity"]
