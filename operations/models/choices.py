"""Choices that several models share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Qualifier(models.TextChoices):
    """The relation of a stated amount to the true one."""

    EXACT = "exact", _("exactly")
    AT_LEAST = "at_least", _("more than")
    AT_MOST = "at_most", _("nearly")
    APPROXIMATELY = "approximately", _("about")
    # Of an amount that says its higher number, too.
    BETWEEN = "between", _("between")

    @property
    def taken_away(self) -> "Qualifier":
        """The qualifier of the negative amount: at least becomes at most, and at most becomes at least."""
        sides = {Qualifier.AT_LEAST: Qualifier.AT_MOST, Qualifier.AT_MOST: Qualifier.AT_LEAST}
        return sides.get(self, self)


class Stage(models.TextChoices):
    """The state of the goods, such as detained or seized. Amounts at different stages are never added to each other."""

    DECLARED = "declared", _("declared")
    DETECTED = "detected", _("detected")
    DETAINED = "detained", _("detained")
    SEIZED = "seized", _("seized")


class Threat(models.TextChoices):
    DRUGS = "drug_trafficking", _("drug trafficking")
    LAUNDERING = "money_laundering", _("money laundering")
    CASH = "bulk_cash_smuggling", _("bulk cash smuggling")
    ARMS = "arms_trafficking", _("arms trafficking")
    HUMANS = "human_trafficking", _("human trafficking")
    SMUGGLING = "human_smuggling", _("human smuggling")
    VIOLENCE = "violent_crime", _("violent crime")
    CYBER = "cybercrime", _("cybercrime")
    CHILDREN = "child_exploitation", _("online child exploitation")
    WILDLIFE = "wildlife_trafficking", _("wildlife trafficking")
    COUNTERFEITS = "counterfeiting", _("counterfeit goods")
    FUGITIVES = "fugitives", _("fugitives")
    OTHER = "other", _("other")


class Conveyance(models.TextChoices):
    """The vehicle or other carrier of the goods."""

    YACHT = "yacht", _("yacht")
    SEMI_SUBMERSIBLE = "semi_submersible", _("semi-submersible")
    VESSEL = "vessel", _("other vessel")
    FLIGHT = "commercial_flight", _("commercial flight")
    AIRCRAFT = "aircraft", _("other aircraft")
    CAR = "car", _("car")
    TRUCK = "truck", _("truck")
    BUS = "bus", _("bus")
    TRAIN = "train", _("train")
    MAIL = "mail", _("post or courier")
    ON_FOOT = "on_foot", _("on foot")
    OTHER = "other", _("other")


class Concealment(models.TextChoices):
    """The place where the goods were hidden."""

    BAGGAGE = "baggage", _("baggage")
    PERSON = "person", _("on the traveller’s person")
    BODY = "body", _("inside the body")
    COMPARTMENT = "compartment", _("hidden compartment")
    CONTAINER = "container", _("shipping container")
    AIR_SHIPMENT = "air_shipment", _("shipment aboard a flight")
    CARGO = "cargo", _("among the cargo")
    PARCEL = "parcel", _("parcel")
    NONE = "none", _("not hidden")
    OTHER = "other", _("other")


class Detection(models.TextChoices):
    """The way the goods were found."""

    INTELLIGENCE = "intelligence", _("intelligence")
    RISK = "risk", _("risk profile")
    SEARCH = "search", _("search")
    SCAN = "scan", _("X-ray or scan")
    DOG = "dog", _("detector dog")
    DECLARATION = "declaration", _("declaration check")
    CHANCE = "chance", _("by chance")
    OTHER = "other", _("other")


class Sex(models.TextChoices):
    """The sex of persons, as statistics of crime and justice break them down (ICCS, UN-CTS)."""

    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other sex")


class AgeGroup(models.TextChoices):
    """The age group of persons in the same statistics: a minor is under 18."""

    ADULT = "adult", _("adult")
    MINOR = "minor", _("minor, under 18")
