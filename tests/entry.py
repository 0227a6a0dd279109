"""What a browser sends from the pages of entry, and what it finds on them."""

import html
import re
from typing import Any

from django.http import HttpResponse


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
    return fields | rows("items", *(items or (COCAINE,))) | rows("credits", *credits) | changed


def outcome(**changed: Any) -> dict[str, Any]:
    """Eighteen persons arrested, unless told otherwise."""
    fields = {"measure": "PEOPLE.ARRESTED", "qualifier": "exact", "quantity": "18", "marking": "TLP:GREEN"}
    return fields | {"date": "2009-07"} | changed


def operation(*participants: dict[str, Any], **changed: Any) -> dict[str, Any]:
    fields = {"code": "NEW-TIDE", "name": "New Tide", "kind": "enforcement", "marking": "TLP:GREEN"}
    return fields | rows("participations", *participants) | changed


def text_of(response: HttpResponse) -> str:
    return html.unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def beside(response: HttpResponse, control: str) -> str:
    """The sentence beside the control of that id, which the control says it is described by; empty if there is none."""
    page = text_of(response)
    found = re.search(rf'<p\b[^<>]*\bid="{control}_error"[^<>]*>(.*?)</p>', page, re.DOTALL)
    if found is None:
        return ""
    tag = re.search(rf'<[^<>]*\bid="{control}"[^<>]*>', page)
    assert tag, f"no control {control}"
    assert "aria-invalid" in tag[0]
    assert f"{control}_error" in tag[0]
    assert f'href="#{control}"' in page, "the summary leads to it"
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def typed(response: HttpResponse, control: str) -> str:
    """What stands in the control of that id."""
    page = text_of(response)
    area = re.search(rf'<textarea[^>]*\bid="{control}"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    if area:
        return area[1]
    select = re.search(rf'<select[^>]*\bid="{control}"[^>]*>(.*?)</select>', page, re.DOTALL)
    if select:
        chosen = re.search(r'<option value="([^"]*)" selected', select[1])
        return chosen[1] if chosen else ""
    tag = re.search(rf'<input[^<>]*\bid="{control}"[^<>]*>', page)
    assert tag, f"no control {control}"
    value = re.search(r'value="([^"]*)"', tag[0])
    return value[1] if value else ""


def refusal(response: HttpResponse) -> str:
    """The sentences of the alerts on the page."""
    alerts = re.findall(r'role="alert".*?</(?:div|dialog)>', text_of(response), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>|\s+", " ", alert) for alert in alerts)
