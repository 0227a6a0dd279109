from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from measures.models import Unit
from records.forms.typed import EXAMPLES, typed_echo


@require_GET
def amount_echo(request: HttpRequest, of: str) -> HttpResponse:
    """The parsed amount while the user types it: by the same rules as when the form is saved.

    `of` is "quantity", "money" or "any".
    """
    if of not in EXAMPLES:
        raise Http404
    every = {"money": Unit.objects.currencies, "quantity": Unit.objects.quantities, "any": Unit.objects.all}
    offered = every[of]()
    units = {unit.code: unit for unit in offered}
    text = typed_echo(request.GET.get("text", ""), units, EXAMPLES[of])
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
