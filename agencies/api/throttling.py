from typing import Any

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from agencies.limits.calls import limit_refusal, spend_call


class CallsPerMinute(BaseThrottle):
    """Limits a key, or a person, to a number of requests a minute. Anonymous requests were refused before."""

    def allow_request(self, request: Request, view: Any) -> bool:
        principal: Any = request.user
        if principal is None or spend_call(request._request, principal):  # noqa: SLF001
            return True
        raise limit_refusal(request._request)  # noqa: SLF001
