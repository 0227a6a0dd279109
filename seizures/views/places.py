from django.http import HttpRequest, HttpResponse

from records.pages.suggestions import MOST, options, typed
from seizures.forms.places import suggested, written


def places(request: HttpRequest) -> HttpResponse:
    """Places whose name begins so, or whose code it is."""
    text = typed(request)
    found = suggested(text)[:MOST] if text else []
    return options([(written(place), place.get_kind_display()) for place in found])
