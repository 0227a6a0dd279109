"""The persons behind an account: a person, or for a key's account whoever made the key."""

from agencies.models import ApiKey, User


def key_of(account: User) -> ApiKey | None:
    """The key whose account this is; None for a person's account. Nobody can sign in with a key's account."""
    if account.is_active:
        return None
    try:
        return account.key
    except ApiKey.DoesNotExist:
        return None


def authors_of(account: User) -> set[int]:
    """The ids of all accounts that count as authors of what this account writes."""
    key = key_of(account)
    maker = key.created_by_id if key else None
    return {account.pk, *({maker} if maker else ())}
