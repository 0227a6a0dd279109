"""Records by what a reader may do with them: read, change, review or accept."""

from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from agencies.models import ApiKey
from operations.models.acceptance import Acceptance
from operations.models.amount import MeasuredQuerySet
from operations.models.operation import Operation
from operations.models.participation import Participation
from operations.models.plan import Plan
from operations.models.state import RETIRED, UNSEEN, UNVERIFIED, State
from operations.sharing import Allowed, Marking, Reader, marking_allows


class ReviewedQuerySet(MeasuredQuerySet):
    def visible_to(self, reader: Reader) -> Self:
        """Records that the marking allows, in operations that the reader may see; drafts only to their own agency.

        A record withdrawn before it was ever verified is seen by its agency and, if it was submitted, by those that
        steer its operation.
        """
        return self.filter(Allowed(self.model, reader))

    def allowed_to(self, reader: Reader) -> Self:
        """The condition behind `visible_to`."""
        operations = Operation.objects
        through = self.model.readers.through
        named = through.objects.filter(user=reader.user_id).values(self.model._meta.model_name)
        own = Q(owner=reader.agency_id)
        visible = operations.allowed_to(reader).values("pk")
        steered = operations.steered_by(reader).values("pk")
        recorded = operations.recorded_by(reader).values("pk")
        joined = Participation.objects.of(reader).values("operation")
        return self.filter(
            marking_allows(reader, operations=joined, field="operation", named=named)
            | Q(marking=Marking.AMBER, operation__in=recorded),
            # Whoever recorded it keeps sight of it, whoever they work with by now.
            Q(operation__isnull=True) | Q(operation__in=visible) | own,
            ~UNSEEN | own | Q(state=State.WITHDRAWN, submitted_at__isnull=False, operation__in=steered),
        )

    def referred(self, text: str) -> Self:
        """Records whose reference starts or ends with the text."""
        return self.filter(Q(reference__folded_starts=text) | Q(reference__folded_ends=text))

    def verified(self) -> Self:
        return self.filter(state=State.VERIFIED)

    def unverified(self) -> Self:
        return self.filter(state__in=UNVERIFIED)

    def written_by(self, reader: Reader) -> Self:
        """Records of the reader's own agency: the only ones that the reader may change."""
        if reader.agency_id is None:
            return self.none()
        return self.filter(owner=reader.agency_id)

    def to_review(self, reader: Reader) -> Self:
        """Submitted records of the reader's agency, or of operations that it steers."""
        if reader.agency_id is None:
            return self.none()
        steered = Operation.objects.steered_by(reader).values("pk")
        theirs = Q(owner=reader.agency_id) | Q(operation__in=steered)
        return self.visible_to(reader).filter(theirs, state=State.SUBMITTED)

    def decidable_by(self, reader: Reader) -> Self:
        """Submitted records that the reader may verify: those to review of which they are no author."""
        keys = ApiKey.objects.held_by(reader).values("account")
        wrote = Q(authors__contains=[reader.user_id or 0]) | Q(created_by=reader.user_id)
        by_key = Q(authors__overlap=ArraySubquery(keys)) | Q(created_by__in=keys) | Q(last_edited_by__in=keys)
        waiting = self.to_review(reader).exclude(wrote | Q(last_edited_by=reader.user_id) | by_key)
        first, second = self.at_level(1), self.at_level(2)
        steered = Operation.objects.steered_by(reader).values("pk")
        # Whoever has confirmed one waits for another.
        theirs = Q(operation__in=steered) & ~Q(confirmed_by=reader.user_id)
        return waiting.exclude(first & ~Q(owner=reader.agency_id)).exclude(second & ~theirs)

    def at_level(self, level: int) -> Q:
        """Records of operations with two levels of review that are not confirmed yet (1), or are (2)."""
        two = Plan.objects.filter(review_levels=2).values("operation")
        asked = Q(operation__in=two) | Q(operation__parent__in=two)
        return asked & Q(confirmed_at__isnull=level == 1)

    def to_accept(self, reader: Reader) -> Self:
        """Records in which an agency or a credit waits for the acceptance of the reader's agency."""
        if reader.agency_id is None:
            return self.none()
        name, steered = self.model.acting, Operation.objects.steered_by(reader).values("pk")
        named = Q(**{name: reader.agency_id}) | Q(operation__in=steered, **{f"{name}__isnull": False})
        waiting = Q(named, acceptance=Acceptance.PENDING) | self.credits_to_accept(reader)
        return self._let_go(reader).filter(waiting)

    def naming(self, reader: Reader) -> Self:
        """Records of other agencies that count for the reader's agency, which may object to them."""
        if reader.agency_id is None:
            return self.none()
        named = Q(**{self.model.acting: reader.agency_id}, acceptance=Acceptance.ACCEPTED)
        return self._let_go(reader).exclude(owner=reader.agency_id).filter(named | self.credits_of(reader))

    def _let_go(self, reader: Reader) -> Self:
        """Visible records that have been submitted at least once."""
        return self.visible_to(reader).standing().exclude(state=State.DRAFT)

    def credits_to_accept(self, reader: Reader) -> Q:
        """Records with a credit that waits for the reader's agency, or for an operation that it steers."""
        steered = Operation.objects.steered_by(reader).values("pk")
        record = self.model._meta.model_name
        named = Q(agency=reader.agency_id) | Q(operation__in=steered)
        led = Q(agency__isnull=False, **{f"{record}__operation__in": steered})
        return self._credited(named | led, Acceptance.PENDING)

    def credits_of(self, reader: Reader) -> Q:
        """Records with a credit that counts for the reader's agency."""
        return self._credited(Q(agency=reader.agency_id), Acceptance.ACCEPTED)

    def _credited(self, whose: Q, answer: str) -> Q:
        credits: Any = self.model._meta.get_field("credits").related_model
        found = credits.objects.filter(whose, acceptance=answer)
        return Q(pk__in=found.values(self.model._meta.model_name))

    def standing(self) -> Self:
        """Records that are neither withdrawn nor superseded."""
        return self.exclude(state__in=RETIRED)
