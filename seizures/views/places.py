from django.http import HttpRequest, HttpResponse

from records.pages.suggestions import MOST, options, search_text
from seizures.forms.places import place_text, suggested


def places(request: HttpRequest) -> HttpResponse:
    """Suggestions: places whose name starts with the text, or whose code is the text."""
    text = search_text(request)
    found = suggested(text)[:MOST] if text else []
    return options([(place_text(place), place.get_kind_display()) for place in found])
