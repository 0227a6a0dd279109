"""Keys, and clients that call the API with them."""

from django.test import Client

from agencies import services
from agencies.models import Agency, Scope


def key_client(*scopes: str, agency: str = "US-FBI") -> Client:
    """Calls with a key of the agency that has the scopes; all of them unless some are named."""
    _key, raw = services.make_key(
        agency=Agency.objects.get(code=agency), name="A test", scopes=scopes or Scope.values, by=None
    )
    return Client(headers={"authorization": f"Bearer {raw}"})
