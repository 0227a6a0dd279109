"""The persons behind an account: a person, or for a key's account whoever holds the key and whoever made it."""

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
    persons = (key.holder_id, key.created_by_id) if key else ()
    return {account.pk, *(person for person in persons if person)}
