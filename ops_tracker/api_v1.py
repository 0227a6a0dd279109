"""Every room of the first public API, in one list."""

from rest_framework.routers import DefaultRouter

from agencies.api.v1.views import AgencyViewSet, CountryViewSet, PlaceViewSet
from measures.api.v1.views import MeasureViewSet, UnitViewSet

router = DefaultRouter()
# The Accept header chooses the form, not the end of the address.
router.include_format_suffixes = False
router.register("agencies", AgencyViewSet)
router.register("countries", CountryViewSet)
router.register("measures", MeasureViewSet)
router.register("places", PlaceViewSet)
router.register("units", UnitViewSet)

urlpatterns = [
    *router.urls,
]
