"""Validity of countries and currencies at a date."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agencies.models import Country
from measures.models import Unit

Day = datetime.date | None


def check_country(country: Country | None, first: Day, last: Day) -> None:
    """Raises ValidationError if the country did not exist on any of these days."""
    if country is None:
        return
    if last and country.valid_from and last < country.valid_from:
        known = {"country": country.name, "day": country.valid_from}
        raise ValidationError(
            _("%(country)s has been a country since %(day)s only. Choose the one of that time.") % known
        )
    if first and country.valid_to and first > country.valid_to:
        known = {"country": country.name, "day": country.valid_to}
        raise ValidationError(
            _("%(country)s was a country until %(day)s only. Choose the one of that time.") % known
        )


def check_currency(currency: Unit, first: Day, last: Day) -> None:
    """Raises ValidationError if the currency could not be paid or exchanged on any of these days."""
    if last and currency.valid_from and last < currency.valid_from:
        known = {"code": currency.code, "day": currency.valid_from}
        raise ValidationError({"currency": _("%(code)s was introduced on %(day)s.") % known})
    end = currency.exchanged_to or currency.valid_to
    if not (first and end and first > end):
        return
    known = {"code": currency.code, "day": currency.valid_to or end, "end": end}
    sentence = _("%(code)s was withdrawn on %(day)s.")
    if currency.exchanged_to:
        sentence = _("%(code)s was withdrawn on %(day)s, and exchanged until %(end)s.")
    raise ValidationError({"currency": sentence % known})
