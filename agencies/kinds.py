"""The kinds of rows that plain values name: agencies, countries and places."""

from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, Country, Place
from common.db.lookups import RowKind, RowKindById

AGENCY = RowKind(_("agency"), Agency)
COUNTRY = RowKind(_("country"), Country)
PLACE = RowKindById(_("place"), Place, columns=("locode", "iata"))
