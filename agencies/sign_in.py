"""The check of passwords, for every page that asks for one."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from agencies.limits.guesses import Attempt, TooOften
from agencies.models import Access, User
from agencies.refusals import count_refusal


class PasswordBackend(ModelBackend):
    """Django's backend with a limit on guessing; refused passwords are counted."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if request is None or username is None or password is None:
            return None
        try:
            attempt = Attempt(request, username)
        except TooOften:
            count_refusal(Access.PASSWORD, request, username, limited=True)
            raise
        user = super().authenticate(request, username, password, **kwargs)
        if user is None:
            count_refusal(Access.PASSWORD, request, username)
            return None
        attempt.succeed()
        return user


def check_own_password(request: HttpRequest, password: str) -> bool:
    """Whether the text is the signed-in user's password; attempts have the limits of the sign-in page.

    Raises TooOften.
    """
    user = request.user
    return PasswordBackend().authenticate(request, user.get_username(), password) is not None
