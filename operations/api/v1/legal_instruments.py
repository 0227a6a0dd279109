from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import mixins, serializers
from rest_framework.viewsets import GenericViewSet

from agencies.api.access import HasDuty
from agencies.api.fields import country_field
from agencies.api.requests import ReaderRequest
from agencies.models import User
from common.api.content import ContentChangeMixin
from common.api.creating import set_all
from common.api.fields import Strict
from operations import services
from operations.api.v1.filtersets import LegalInstrumentFilter
from operations.models import LegalInstrument, LegalParty, Operation


class LegalPartySerializer(Strict, serializers.ModelSerializer[LegalParty]):
    """A party, with its first and last day as one; null where not recorded, or where it still is one."""

    country = country_field()

    class Meta:
        model = LegalParty
        fields = ("country", "valid_from", "valid_to")
        validators = ()


class LegalInstrumentSerializer(Strict, serializers.ModelSerializer[LegalInstrument]):
    """A treaty, convention, agreement, statute or network. A change of its parties sends all of them.

    Unless `parties_complete`, a country that is not listed may be a party. `operations` are those of the reader that
    rest on it.
    """

    parties = LegalPartySerializer(many=True, required=False)
    operations = serializers.SerializerMethodField()

    class Meta:
        model = LegalInstrument
        fields = (
            "code", "name", "kind", "reference", "in_force_from", "mutual_assistance", "extradition",
            "parties_complete", "note", "parties", "operations",
        )  # fmt: skip
        extra_kwargs = {"code": {"validators": LegalInstrument._meta.get_field("code").validators}}

    def get_operations(self, instrument: LegalInstrument) -> list[str]:
        return [each.code for each in instrument.operations.all()]


class LegalInstrumentViewSet(ContentChangeMixin, mixins.ListModelMixin, GenericViewSet[LegalInstrument]):
    """What operations rest on, and which countries are parties to it."""

    request: ReaderRequest

    permission_classes = (HasDuty,)
    queryset = LegalInstrument.objects.all()
    serializer_class = LegalInstrumentSerializer
    filterset_class = LegalInstrumentFilter
    ordering = ("code",)
    lookup_field = "code"
    # Those that a change sends; None where it leaves them as they are.
    parties: list[LegalParty] | None = None

    def get_queryset(self) -> QuerySet[Any]:
        visible = Operation.objects.visible_to(self.request.user).order_by("code")
        return (
            super()
            .get_queryset()
            .prefetch_related("parties__country", Prefetch("operations", queryset=visible))
        )

    def recorded(self, data: dict[str, Any], by: User) -> LegalInstrument:
        parties = _parties(data.pop("parties", None))
        return services.record_instrument(LegalInstrument(**data), parties, by=by)

    def edited(self, row: LegalInstrument, data: dict[str, Any]) -> LegalInstrument:
        self.parties = _parties(data.pop("parties", None))
        edited: LegalInstrument = set_all(row, data)
        return edited

    def changed(self, row: LegalInstrument, by: User) -> LegalInstrument:
        return services.record_instrument(row, self.parties, by=by)


def _parties(sent: list[dict[str, Any]] | None) -> list[LegalParty] | None:
    return None if sent is None else [LegalParty(**facts) for facts in sent]
