"""Turns the database's refusal to delete a row into a sentence on the admin page."""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from psycopg.errors import RestrictViolation

View = Callable[..., HttpResponse]


def with_refusals_shown(view: View) -> View:
    """Wraps a view of an admin screen. The triggers in named.sql (figures/sql/) are what refuses."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            # So that what was noted of the deletion beforehand is not there either.
            with transaction.atomic() if request.method == "POST" else nullcontext():
                return view(request, *args, **named)
        except IntegrityError as refusal:
            if not isinstance(refusal.__cause__, RestrictViolation):
                raise
            messages.error(request, _("It cannot be deleted: figures of the past still name it."))
            return redirect(request.path.removesuffix("delete/"))

    return wrapped
