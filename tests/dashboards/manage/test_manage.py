"""Accounts, keys, agencies and places in the frame: who reads the lists, who changes them, and by the same rules."""

import pytest

from agencies.models import Agency, ApiKey, Country, Place, PlaceRequest, User
from agencies.place_requests import request_place
from tests.calls import person, signed_in
from tests.entry import text_of
from tests.factories.agencies import UserFactory
from tests.page import parsed

pytestmark = pytest.mark.django_db
LISTS = ("people", "keys", "agencies", "places")


@pytest.fixture
def admin():
    return signed_in(person("administrator", None))


def filled(client, path, **typed):
    """The fields of the form on the page, as a browser sends them, with what was typed over them."""
    form = parsed(client.get(path)).css_first("main form.form-narrow")
    sent = {}
    for box in form.css("input"):
        kind, name = box.attributes.get("type"), box.attributes["name"]
        if kind == "checkbox" and "checked" not in box.attributes:
            continue
        sent[name] = box.attributes.get("value") or ""
    for select in form.css("select"):
        chosen = select.css_first("option[selected]")
        sent[select.attributes["name"]] = (chosen.attributes.get("value") or "") if chosen else ""
    for area in form.css("textarea"):
        sent[area.attributes["name"]] = area.text()
    return {name: value for name, value in (sent | typed).items() if value is not None}


@pytest.mark.parametrize(
    ("role", "seen", "added"),
    [
        ("administrator", LISTS, LISTS),
        ("auditor", LISTS, ()),
        ("analyst", ("agencies", "places"), ()),
        ("supervisor", ("agencies", "places"), ()),
        ("partner", (), ()),
    ],
)
def test_who_may_read_and_add(role, seen, added):
    client = signed_in(person(role))

    assert tuple(name for name in LISTS if client.get(f"/manage/{name}/").status_code == 200) == seen
    assert tuple(name for name in LISTS if client.get(f"/manage/{name}/new/").status_code == 200) == added
    assert {client.get(f"/manage/{name}/").status_code for name in LISTS} <= {200, 403}


def test_an_account_is_made_and_changed(admin):
    typed = {"username": "newcomer", "role": "analyst", "agency": Agency.objects.get(code="US-ICE").pk}
    sent = filled(admin, "/manage/people/new/", **typed, password="a long enough secret", is_active="on")

    answers = [admin.post("/manage/people/new/", sent) for _twice in range(2)]
    found = User.objects.get(username="newcomer")
    address = f"/manage/people/{found.pk}/"
    admin.post(address, filled(admin, address, last_name="Newcomer", is_active=None))
    found.refresh_from_db()

    assert {each.status_code for each in answers} == {302}
    assert found.check_password("a long enough secret")
    assert (found.last_name, found.is_active) == ("Newcomer", False)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "short"}, "too short"),
        ({"role": "analyst", "agency": ""}, "works for an agency"),
        ({"username": ""}, "required"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_in_words(admin, typed, sentence):
    usual = {"username": "newcomer", "role": "auditor", "password": "a long enough secret"}

    answer = admin.post("/manage/people/new/", filled(admin, "/manage/people/new/", **(usual | typed)))

    assert answer.status_code == 400
    assert sentence in text_of(answer)
    assert not User.objects.filter(username="newcomer").exists()


def test_an_account_that_somebody_changed_meanwhile_is_not_overwritten(admin):
    address = f"/manage/people/{UserFactory(role='auditor', agency=None).pk}/"
    sent = filled(admin, address, last_name="Mine")
    User.objects.filter(pk=address.split("/")[-2]).update(last_name="Theirs")

    answer = admin.post(address, sent)

    assert answer.status_code in (409, 412)
    assert User.objects.get(pk=address.split("/")[-2]).last_name == "Theirs"


def test_a_keys_account_is_no_person(admin):
    sent = filled(
        admin,
        "/manage/keys/new/",
        name="Feed",
        agency=Agency.objects.get(code="US-ICE").pk,
        scopes="figures:read",
    )
    admin.post("/manage/keys/new/", sent)
    key = ApiKey.objects.get(name="Feed")

    assert key.account.username not in text_of(admin.get("/manage/people/"))
    assert admin.get(f"/manage/people/{key.account_id}/").status_code == 404


def test_a_key_is_shown_once_and_revoked(admin):
    sent = filled(
        admin,
        "/manage/keys/new/",
        name="Feed",
        agency=Agency.objects.get(code="US-ICE").pk,
        scopes="figures:read",
    )
    first, again = (admin.post("/manage/keys/new/", sent) for _twice in range(2))
    key = ApiKey.objects.get(name="Feed")
    shown = parsed(first).css_first("main code").text()

    assert shown.startswith(key.prefix)
    assert parsed(again).css_first("main code") is None
    assert "sent before" in text_of(again)
    assert shown not in text_of(admin.get("/manage/keys/"))
    assert key.expires_at
    admin.post(f"/manage/keys/{key.pk}/revoke/")
    assert not ApiKey.objects.get(pk=key.pk).is_usable


def test_a_key_that_writes_needs_a_holder(admin):
    sent = filled(
        admin,
        "/manage/keys/new/",
        name="Feed",
        agency=Agency.objects.get(code="US-ICE").pk,
        scopes="records:write",
    )

    answer = admin.post("/manage/keys/new/", sent)

    assert answer.status_code == 400
    assert "answers for a key that writes" in text_of(answer)


def test_a_place_that_was_asked_for_is_added_and_marked_as_done(admin):
    colombia = Country.objects.get(alpha3="COL")
    wanted = request_place("Nowhereville", colombia, by=person("analyst"))
    page = parsed(admin.get("/manage/places/"))
    [link] = [
        each.attributes["href"] for each in page.css("main a") if "Nowhereville" in each.attributes["href"]
    ]

    admin.post("/manage/places/new/", filled(admin, link, kind="city", latitude="4.5", longitude="-74"))
    admin.post(f"/manage/places/requests/{wanted.pk}/done/")

    place = Place.objects.get(name="Nowhereville")
    assert (place.country, str(place.latitude)) == (colombia, "4.500000")
    assert PlaceRequest.objects.get(pk=wanted.pk).settled_at


def test_only_administrators_read_what_was_asked_for():
    request_place("Nowhereville", None, by=person("analyst"))

    assert "Nowhereville" not in text_of(signed_in(person("analyst")).get("/manage/places/"))


def test_a_list_is_searched_and_what_is_none_is_not_there(admin):
    text = text_of(admin.get("/manage/agencies/", {"q": "US-ICE"}))

    assert "US-ICE" in text
    assert "US-FBI" not in text
    assert "Nothing was found" in text_of(admin.get("/manage/agencies/", {"q": "quokka"}))
    assert {
        admin.get(f"/manage/{path}/").status_code for path in ("x", "people/x", "places/x", "keys/x")
    } == {404}


@pytest.mark.parametrize(("role", "agency"), [("partner", "US-ICE"), ("auditor", None)])
def test_everybody_has_a_page_of_their_account(role, agency):
    user = person(role, agency)

    page = text_of(signed_in(user).get("/account/"))

    assert user.username in page
    assert "Keys that you answer for" in page


def test_a_key_may_be_valid_until_the_last_day_there_is(admin):
    agency = Agency.objects.get(code="US-ICE")
    stated = {"name": "Long", "agency": str(agency.pk), "scopes": ["figures:read"], "until": "9999-12-31"}

    assert admin.post("/manage/keys/new/", stated).status_code == 200
    assert ApiKey.objects.get(name="Long").expires_at.isoformat().startswith("9999-12-31T23:59:59")


@pytest.mark.parametrize("name", LISTS)
def test_a_search_for_what_cannot_be_written_finds_nothing(admin, name):
    assert admin.get(f"/manage/{name}/", {"q": "a\0b"}).status_code == 200


def test_places_that_were_asked_for_and_are_not_shown_are_counted(admin, monkeypatch):
    monkeypatch.setattr("dashboards.views.manage.ROWS", 2)
    for number in range(3):
        request_place(f"Nowhere {number}", None, by=person("analyst"))

    assert "Only the first 2 of 3 are shown" in text_of(admin.get("/manage/places/"))
