"""The one door for changes to keys, accounts and reference data."""

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.holders import check_holder, usual_holder
from agencies.models import Agency, ApiKey, Role, Scope, User
from common.audit import audited, audited_row
from common.db.seen import Seen
from common.db.statements import Statement, execute_together, models_of, selecting
from common.errors import Findings, NotAllowed

PREFIX = "opt_"
# Random bytes of a key: nobody guesses 256 bits, so a plain SHA-256 of them is enough.
KEY_BYTES = 32
USE_IS_NOTED_EVERY = datetime.timedelta(minutes=1)
# A key by its hash, the account in whose name it acts, and that account's agency.
KEY = "t.key_hash = %s"
ACCOUNT = "t.id = (SELECT account_id FROM agencies_apikey WHERE key_hash = %s)"
ACCOUNTS_AGENCY = """
    t.id = (SELECT agency_id FROM agencies_user
            WHERE id = (SELECT account_id FROM agencies_apikey WHERE key_hash = %s))
"""


@transaction.atomic
def make_key(
    *,
    agency: Agency,
    name: str,
    scopes: Iterable[str],
    by: User | None,
    holder: User | None = None,
    expires_at: datetime.datetime | None = None,
    calls_per_minute: int | None = None,
) -> tuple[ApiKey, str]:
    """A new key and its text, which is stored nowhere.

    `by` is None only for commands; where a command names no holder of a key that writes, it is the usual one.
    """
    _administrators_only(by)
    scopes = sorted(set(scopes))
    raw = PREFIX + secrets.token_urlsafe(KEY_BYTES)
    key = ApiKey(
        agency=agency,
        name=name.strip(),
        scopes=scopes,
        prefix=raw[:12],
        key_hash=hash_of(raw),
        expires_at=expires_at,
        calls_per_minute=calls_per_minute,
        created_by=by,
        holder=holder,
    )
    if holder is None and by is None and Scope.WRITE_RECORDS in scopes:
        key.holder = usual_holder(agency)
    key.account = _account(key)
    _check(key)
    with audited(by=by, action="entered"):
        key.account.save()
        key.account_id = key.account.pk
        key.save()
    return key, raw


def _account(key: ApiKey) -> User:
    """An account for the key: an analyst of its agency, with which nobody can sign in."""
    account = User(username=f"key-{key.pk}", role=Role.ANALYST, agency=key.agency, is_active=False)
    account.first_name = key.name[:150]
    account.set_unusable_password()
    return account


def _check(key: ApiKey) -> None:
    """Raises Invalid if the key has no name, no scopes, an unknown scope, or has expired."""
    found = Findings()
    if unknown := [scope for scope in key.scopes if scope not in Scope.values]:
        possible = ", ".join(Scope.values)
        found.add(
            "scopes",
            _("There is no scope %(scope)s; possible are %(possible)s.")
            % {"scope": unknown[0], "possible": possible},
        )
    elif not key.scopes:
        found.add("scopes", _("A key needs at least one scope."))
    if key.expires_at and key.expires_at <= timezone.now():
        found.add("expires_at", _("That is in the past."))
    with found.at():
        key.full_clean(exclude=["scopes", "account"], validate_constraints=False)
    check_holder(key, found, needed=key.created_by is not None)
    found.raise_if_any()


@transaction.atomic
def revoke_key(key: ApiKey, *, by: User | None) -> ApiKey:
    """Revokes the key for ever; a second time changes nothing."""
    _administrators_only(by)
    key = ApiKey.objects.select_for_update(of=("self",), no_key=True).get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at = timezone.now()
        with audited(by=by, action="revoked"):
            key.save(update_fields=["revoked_at"])
    return key


@transaction.atomic
def limit_key(key: ApiKey, calls_per_minute: int | None, *, by: User | None) -> ApiKey:
    """Sets how many requests a minute the key may make; None is the limit of the settings."""
    _administrators_only(by)
    key = ApiKey.objects.select_for_update(of=("self",), no_key=True).get(pk=key.pk)
    if key.calls_per_minute != calls_per_minute:
        key.calls_per_minute = calls_per_minute
        found = Findings()
        with found.at():
            key.full_clean(exclude=["scopes", "account"])
        found.raise_if_any()
        with audited(by=by, action="limited"):
            key.save(update_fields=["calls_per_minute"])
    return key


@transaction.atomic
def name_holder(key: ApiKey, holder: User | None, *, by: User | None) -> ApiKey:
    """Names who answers for the key from now on; whoever did so before stays an author of what was entered then."""
    _administrators_only(by)
    key = ApiKey.objects.select_for_update(of=("self",), no_key=True).get(pk=key.pk)
    if key.holder != holder:
        key.holder = holder
        found = Findings()
        check_holder(key, found, needed=True)
        found.raise_if_any()
        with audited(by=by, action="holder named"):
            key.save(update_fields=["holder"])
    return key


@transaction.atomic
def change_key(
    key: ApiKey, *, holder: User | None, calls_per_minute: int | None, by: User, seen: Seen | None = None
) -> ApiKey:
    """Changes what of a key can be changed; `seen` is what the editor read."""
    if seen:
        seen.check(key)
    name_holder(key, holder, by=by)
    return limit_key(key, calls_per_minute, by=by)


def find_key(raw: str, *, acting: bool = False) -> ApiKey | None:
    """The usable key with that text; with `acting`, the account that it acts as is loaded too.

    It is one look-up by hash, whether the key exists or not.
    """
    return find_key_beside(raw, acting=acting)[0]


def find_key_beside(raw: str, *others: Statement, acting: bool = False) -> tuple[ApiKey | None, list[Any]]:
    """The key, and the rows of other statements, in one round trip."""
    wanted = [(ApiKey, KEY), (User, ACCOUNT), (Agency, ACCOUNTS_AGENCY)] if acting else [(ApiKey, KEY)]
    keys = [(selecting(model, condition), [hash_of(raw)]) for model, condition in wanted]
    answers = execute_together(*keys, *others)
    found = [cursor.fetchall() for cursor in answers[len(keys) :]]
    key = next(iter(models_of(ApiKey, answers[0])), None)
    if key is None or not key.is_usable:
        return None, found
    if acting:
        [key.account], [agency] = models_of(User, answers[1]), models_of(Agency, answers[2])
        key.account.agency = agency
    _note_use(key)
    return key, found


def _note_use(key: ApiKey) -> None:
    now = timezone.now()
    before = now - USE_IS_NOTED_EVERY
    if key.last_used_at is None or key.last_used_at < before:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=before)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def hash_of(raw: str) -> str:
    return hashlib.sha256(raw.encode(errors="replace")).hexdigest()


@transaction.atomic
def save(record: models.Model, *, by: User, seen: Seen | None = None) -> None:
    """Saves a row of reference data, or an account; `seen` is what the editor read.

    Raises Invalid or Outdated, or NotAllowed unless `by` is an administrator.
    """
    _administrators_only(by)
    with audited_row(record, by=by, seen=seen):
        record.save()


def remove(record: models.Model, *, by: User) -> None:
    """Deletes a row of reference data, or an account, that no row refers to.

    Raises NotAllowed unless `by` is an administrator.
    """
    _administrators_only(by)
    with audited(by=by, action="deleted"):
        record.delete()


def _administrators_only(by: User | None) -> None:
    if by is not None and not (by.administers or by.is_superuser):
        raise NotAllowed(_("Only an administrator may do this."))


@transaction.atomic
def change_password(user: User, password: str) -> User:
    """Sets the user's own new password, which ends their sessions everywhere. The caller has checked the old one."""
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    user.set_password(password)
    with audited(by=user, action="password changed"):
        user.save(update_fields=["password"])
    return user
