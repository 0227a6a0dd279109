from agencies.models.agency import Agency
from agencies.models.api_key import ApiKey
from agencies.models.country import Country, CountryName
from agencies.models.place import Place
from agencies.models.place_request import PlaceRequest
from agencies.models.refused_access import Access, RefusedAccess
from agencies.models.region import Region, RegionMember
from agencies.models.user import User
from agencies.roles import Role, Scope

__all__ = [
    "Access",
    "Agency",
    "ApiKey",
    "Country",
    "CountryName",
    "Place",
    "PlaceRequest",
    "RefusedAccess",
    "Region",
    "RegionMember",
    "Role",
    "Scope",
    "User",
]
