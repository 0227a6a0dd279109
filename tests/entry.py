"""What a browser sends from the pages of entry, and what it finds on them."""

import html
from typing import Any

from django.http import HttpResponse

from tests.page import attributes, element, parsed, value_of, words


def rows(prefix: str, *sent: dict[str, Any], stored: int = 0) -> dict[str, Any]:
    """The fields of a formset with these rows."""
    fields = {f"{prefix}-TOTAL_FORMS": len(sent), f"{prefix}-INITIAL_FORMS": stored}
    for number, row in enumerate(sent):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


COCAINE = {"kind": "NARC", "measure": "NARC.COCAINE", "qualifier": "exact", "quantity": "10", "unit": "KGM"}
CASH = {
    "kind": "CASH",
    "measure": "CASH.CURRENCY",
    "qualifier": "at_least",
    "amount": "3500000",
    "currency": "USD",
}


def seizure(
    *items: dict[str, Any], credits: tuple[dict[str, Any], ...] = (), **changed: Any
) -> dict[str, Any]:
    """A seizure of ten kilograms of cocaine, unless told otherwise."""
    fields = {
        "seizing_agency": "US-ICE",
        "date": "2009-07-14",
        "marking": "TLP:GREEN",
        "stage": "seized",
        "kind": "event",
    }
    below = rows("items", *(items or (COCAINE,))) | rows("credits", *credits) | rows("sources")
    return fields | below | changed


def outcome(credits: tuple[dict[str, Any], ...] = (), **changed: Any) -> dict[str, Any]:
    """Eighteen persons arrested, unless told otherwise."""
    fields = {"measure": "PEOPLE.ARRESTED", "qualifier": "exact", "quantity": "18", "marking": "TLP:GREEN"}
    return (
        fields | {"date": "2009-07"} | rows("persons") | rows("credits", *credits) | rows("sources") | changed
    )


def operation(*participants: dict[str, Any], **changed: Any) -> dict[str, Any]:
    fields = {"code": "NEW-TIDE", "name": "New Tide", "kind": "enforcement", "marking": "TLP:GREEN"}
    return fields | rows("participations", *participants) | changed


def text_of(response: HttpResponse) -> str:
    return html.unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def beside(response: HttpResponse, control: str) -> str:
    """The sentence beside the control of that id, which the control says it is described by; empty if there is none."""
    page = parsed(response)
    sentence = page.css_first(f'p[id="{control}_error"]')
    if sentence is None:
        return ""
    described = attributes(element(page, control))
    assert "aria-invalid" in described
    assert f"{control}_error" in described["aria-describedby"].split()
    assert page.css_first(f'[href="#{control}"]'), "the summary leads to it"
    return words(sentence)


def typed(response: HttpResponse, control: str) -> str:
    """What stands in the control of that id."""
    return value_of(element(parsed(response), control))


def refusal(response: HttpResponse) -> str:
    """The sentences of the alerts on the page."""
    return " ".join(words(alert) for alert in parsed(response).css('[role="alert"]'))
