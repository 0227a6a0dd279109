"""One field for numbers, and beside it how it is read."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from common.forms.numbers import NumberField, NumberInput, WholeField, echo
from tests.page import attributes, element, parsed


class Amounts(forms.Form):
    amount = NumberField(required=False, help_text="How much.", negative="Not below zero.")
    events = WholeField(required=False, min_value=1)


@pytest.mark.parametrize("value", ["1.2", "1200", "1.234", "2.350", "0.125", "1234567.5", "12"])
@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_an_edit_form_reads_back_what_it_shows(language, value):
    with translation.override(language):
        shown = Amounts(initial={"amount": Decimal(value)})["amount"].value()
        form = Amounts({"amount": shown}, initial={"amount": Decimal(value)})

        assert form.is_valid()
        assert form.cleaned_data["amount"] == Decimal(value)
        assert not form.has_changed()


def test_what_is_wrong_stays_as_it_was_typed():
    with translation.override("es"):
        form = Amounts({"amount": "1.200"})

        assert "1200 " in form.errors["amount"][0]
        assert form["amount"].value() == "1.200"


def test_nothing_typed_is_not_reported():
    form = Amounts({"amount": " ", "events": ""})

    assert form.is_valid()
    assert form.cleaned_data == {"amount": None, "events": None}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("1.5", "whole number"), ("1,200", "1200 or as 1.2"), ("0", "greater than or equal to 1")],
)
def test_a_count_is_whole(text, sentence):
    assert sentence in Amounts({"events": text}).errors["events"][0]


def test_a_count_may_be_written_in_groups():
    assert WholeField().clean("1 200") == 1200


def test_a_far_too_long_count_is_refused():
    with pytest.raises(ValidationError, match="40 digits"):
        WholeField().clean("9" * 100_000)


def test_the_control_is_described_by_its_echo_its_help_and_its_error():
    html = str(Amounts({"amount": "-1500"})["amount"])

    assert 'aria-describedby="id_amount_echo id_amount_helptext id_amount_error"' in html
    echo = attributes(element(parsed(html), "id_amount_echo"))
    assert (echo["for"], echo["aria-live"]) == ("id_amount", "polite")
    assert ">-1,500 (1 thousand 500)</output>" in html


def test_a_stored_number_is_echoed_when_the_page_opens():
    with translation.override("es"):
        assert ">1,2 (1 y una fracción)</output>" in str(
            Amounts(initial={"amount": Decimal("1.2")})["amount"]
        )


def test_the_echo_says_what_is_wrong():
    assert echo("") == echo("  ") == ""
    assert echo("15000") == "15,000 (15 thousand)"
    assert "1200 or as 1.2" in echo("1,200")
    assert "40 digits" in echo("9" * 5000)


def test_markup_that_is_typed_stays_text():
    assert "<script" not in NumberInput().render("amount", "<script>", {"id": "id_amount"})


@pytest.mark.django_db
def test_the_page_asks_the_server_how_a_number_is_read(client, django_user_model):
    assert client.get("/number/", {"text": "15000"}).status_code == 302
    client.force_login(
        django_user_model.objects.create(username="somebody", is_superuser=True, role="auditor")
    )

    assert client.get("/number/", {"text": "15000"}).content.decode() == "15,000 (15 thousand)"
    assert client.get("/number/").content == b""
    assert client.get("/number/", {"text": "<b>"}).headers["Content-Type"].startswith("text/plain")

    client.cookies["django_language"] = "es"
    assert client.get("/number/", {"text": "15000"}).content.decode() == "15.000 (15 mil)"
