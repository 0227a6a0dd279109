"""Who stands behind an act: a person, or a key and whoever made it."""

from agencies.models import ApiKey, User


def key_of(account: User) -> ApiKey | None:
    """The key that acts in the name of this account; None for a person. Nobody signs in with a key's account."""
    if account.is_active:
        return None
    try:
        return account.key
    except ApiKey.DoesNotExist:
        return None


def authors_of(account: User) -> set[int]:
    """All who count as authors of what the account writes."""
    key = key_of(account)
    maker = key.created_by_id if key else None
    return {account.pk, *({maker} if maker else ())}
