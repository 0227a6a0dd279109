from agencies.models.agency import Agency
from agencies.models.api_key import ApiKey, Scope
from agencies.models.country import Country, CountryName
from agencies.models.place import Place
from agencies.models.user import Role, User

__all__ = ["Agency", "ApiKey", "Country", "CountryName", "Place", "Role", "Scope", "User"]
