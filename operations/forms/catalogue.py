"""The lists that entry forms offer, each read once for a page, however many rows the page has."""

from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agencies.forms import COUNTRY_GROUPS
from agencies.models import Agency, Country, User
from common.db.folding import Folded
from common.forms.listing import Choice, Listing
from common.text.language import collated
from measures.forms.lists import MeasureLists
from operations.models import LegalInstrument, Operation, Source
from operations.people import nearest_people


class Catalogue(MeasureLists):
    def __init__(self, reader: User) -> None:
        self.reader = reader

    @cached_property
    def countries(self) -> Listing:
        """Countries by name; withdrawn ones, and territories without a code, are in groups at the end."""
        kinds: dict[str, list[Choice]] = {kind: [] for kind in (Country.Kind.CURRENT, *COUNTRY_GROUPS)}
        for country in Country.objects.all():
            kinds[country.kind].append(Choice(country.code, country.choice, country))
        for choices in kinds.values():
            choices.sort(key=lambda choice: collated(choice.label))
        current = kinds.pop(Country.Kind.CURRENT)
        others = [(str(COUNTRY_GROUPS[Country.Kind(kind)]), choices) for kind, choices in kinds.items()]
        return Listing(_("country"), [("", current), *others])

    @cached_property
    def agencies(self) -> Listing:
        agencies = Agency.objects.all()
        return Listing.flat(
            _("agency"), [Choice(each.code, f"{each.code} · {each.name}", each) for each in agencies]
        )

    @cached_property
    def operations(self) -> Listing:
        """The operations that the reader sees; each has `recordable`: whether the reader's agency may record in it."""
        recordable = Operation.objects.recordable_by(self.reader).filter(pk=OuterRef("pk"))
        visible = Operation.objects.visible_to(self.reader).annotate(recordable=Exists(recordable))
        rows = visible.order_by(Folded("name"), "name", "pk")
        return Listing.flat(_("operation"), [Choice(each.code, each.name, each) for each in rows])

    def recordable(self, operation_id: Any) -> Listing:
        """The operations that a record may be in: its own, and those that the reader's agency may record in."""
        rows = self.operations.choices
        return Listing.flat(
            _("operation"), [each for each in rows if each.row.recordable or each.row.pk == operation_id]
        )

    @cached_property
    def sources(self) -> Listing:
        visible = Source.objects.visible_to(self.reader)
        return Listing.flat(_("source"), [Choice(each.code, str(each), each) for each in visible])

    @cached_property
    def legal_instruments(self) -> Listing:
        rows = LegalInstrument.objects.all()
        return Listing.flat(
            _("legal instrument"), [Choice(each.code, f"{each.code} · {each.name}", each) for each in rows]
        )

    def people_for(self, record: Any) -> Listing:
        """The persons who are offered as readers of the record."""
        near = nearest_people(self.reader, record)
        return Listing.flat(_("person"), [Choice(str(each.pk), _person(each), each) for each in near])


def _person(user: User) -> str:
    name = user.get_full_name() or user.get_username()
    return f"{name} ({user.agency.code})" if user.agency else name
