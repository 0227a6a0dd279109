from agencies.models import ApiKey, User
from common.api.requests import ActingRequest


class ReaderRequest(ActingRequest):
    """A request of a person or of a key: the permissions of every view let nobody else through."""

    user: User | ApiKey
