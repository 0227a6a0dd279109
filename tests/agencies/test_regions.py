"""Regions: groups of countries with the days on which each belongs to them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from agencies.models import Country, Region, RegionMember
from tests.calls import findings, post, send, signed_in
from tests.factories.agencies import UserFactory
from tests.factories.keys import key_client

pytestmark = pytest.mark.django_db
REGIONS = "/api/v1/regions/"
OWN = {
    "code": "ANDEAN",
    "name": "Andean group",
    "kind": "own",
    "source": "Our own agreement",
    "members": [
        {"country": "COL"},
        {"country": "PER", "valid_from": "2001-01-01", "valid_to": "2005-12-31"},
    ],
}


@pytest.fixture
def administrator():
    return signed_in(UserFactory(role="administrator", agency=None))


def member(code: str, region: str, first: str | None = None, last: str | None = None) -> RegionMember:
    return RegionMember(
        region=Region.objects.get(code=region),
        country=Country.objects.get(code=code),
        valid_from=first and datetime.date.fromisoformat(first),
        valid_to=last and datetime.date.fromisoformat(last),
    )


def test_every_country_of_m49_is_in_one_sub_region_and_one_region_of_it():
    parts = {"M49-002", "M49-019", "M49-142", "M49-150", "M49-009"}
    above = {*parts, "M49-202", "M49-419"}
    current = Country.objects.filter(kind="current").exclude(code__in=["ATA", "TWN"])

    for country in current:
        codes = {row.region.code for row in country.memberships.select_related("region")}
        geography = {code for code in codes if code.startswith("M49-")}
        assert len(geography - above) == len(geography & parts) == 1, country.code


@pytest.mark.parametrize(
    ("region", "day", "country", "belongs"),
    [
        ("EU", "2013-06-30", "HRV", False),
        ("EU", "2013-07-01", "HRV", True),
        ("EU", "2020-01-31", "GBR", True),
        ("EU", "2020-02-01", "GBR", False),
        ("SCHENGEN", "2009-07-14", "CHE", True),
        ("ASEAN", "1999-04-29", "KHM", False),
        ("M49-151", "1985-01-01", "SUN", True),
        ("WCO-ESA", "2009-07-14", "KEN", True),
    ],
)
def test_a_country_belongs_to_a_region_by_the_day(region, day, country, belongs):
    found = RegionMember.objects.on(datetime.date.fromisoformat(day)).filter(
        region__code=region, country__code=country
    )

    assert found.exists() is belongs


@pytest.mark.parametrize(
    ("first", "last"), [(None, None), ("2019-01-01", "2021-01-01"), ("2020-01-31", None)]
)
def test_a_country_is_in_a_region_once_on_a_day(first, last):
    row = member("GBR", "EU", first, last)

    with pytest.raises(ValidationError, match="in the region already"):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_it_may_come_back_after_it_has_left():
    row = member("GBR", "EU", "2020-02-01")

    row.full_clean()
    row.save()

    assert RegionMember.objects.filter(region__code="EU", country__code="GBR").count() == 2


def test_the_database_refuses_a_last_day_before_the_first():
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agencies_regionmember SET valid_to = valid_from - 1 WHERE valid_from IS NOT NULL"
        )


def test_a_region_in_full():
    found = key_client("records:read").get(f"{REGIONS}SCHENGEN/").json()

    assert (found["kind"], len(found["members"])) == ("union", 29)
    assert {"country": "HRV", "valid_from": "2023-01-01", "valid_to": None} in found["members"]
    assert found["source"]


def test_regions_of_a_country_on_a_day():
    api = key_client("records:read")

    def codes(query: str) -> set[str]:
        return {row["code"] for row in api.get(f"{REGIONS}?fields=code&{query}").json()["results"]}

    assert codes("country=HRV&on=2013-06-30") == {"M49-039", "M49-150", "WCO-EUR"}
    assert codes("country=HRV&on=2013-07-01") == {"M49-039", "M49-150", "WCO-EUR", "EU"}
    assert codes("kind=union") == {"EU", "SCHENGEN", "ASEAN"}
    assert api.get(f"{REGIONS}?country=XXX").status_code == 400


def test_an_administrator_enters_and_changes_one_with_its_countries(administrator):
    entered = post(administrator, REGIONS, OWN)
    address = f"{REGIONS}ANDEAN/"
    etag = administrator.get(address).headers["ETag"]
    renamed = send(administrator, "PATCH", address, {"name": "Andes"}, if_match=etag)
    left = send(
        administrator,
        "PATCH",
        address,
        {"members": [{"country": "COL"}, {"country": "PER"}, {"country": "COL"}]},
        if_match=renamed.headers["ETag"],
    )
    stale = send(administrator, "PATCH", address, {"name": "A"}, if_match=etag)

    assert [row["country"] for row in entered.json()["members"]] == ["COL", "PER"]
    assert len(renamed.json()["members"]) == 2
    assert {row["country"]: row["valid_from"] for row in left.json()["members"]} == {"COL": None, "PER": None}
    assert [each.status_code for each in (entered, renamed, left, stale)] == [201, 200, 200, 412]


def test_nobody_else_does():
    clients = [signed_in(UserFactory(role=role)) for role in ("analyst", "supervisor", "partner", "auditor")]
    clients.append(key_client("records:read", "records:write"))

    assert {post(client, REGIONS, OWN).status_code for client in clients} == {403}


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"code": "EU"}, ["/code"]),
        ({"code": "andes"}, ["/code"]),
        ({"name": "European Union"}, ["/name"]),
        ({"members": [{"country": "XXX"}]}, ["/members/0/country"]),
        (
            {"members": [{"country": "COL"}, {"country": "PER", "valid_from": "2001-01-01", "valid_to": "2000-01-01"}]},
            ["/members/1/valid_to"],
        ),
        ({"members": [{"country": "COL"}, {"country": "COL", "valid_from": "2001-01-01"}]}, ["/members/1"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_place_and_nothing_is_saved(administrator, change, pointers):
    refused = post(administrator, REGIONS, {**OWN, **change})

    assert list(findings(refused)) == pointers
    assert not Region.objects.filter(code="ANDEAN").exists()
