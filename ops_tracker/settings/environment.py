"""The environment's variables and the paths that other settings are derived from."""

import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("OPS_TRACKER_DATA", BASE_DIR / ".data")).resolve()


def flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).lower() in {"1", "true", "yes", "on"}


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _secret_key() -> str:
    """SECRET_KEY, or a key made on first use and stored with the data: there is no default secret."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = flag("DEBUG")
SECRET_KEY = _secret_key()
# Demo accounts are made, and shown on the sign-in page, only where this is set: `make run` does.
DEMO = flag("OPS_TRACKER_DEMO")
# Cookies travel over TLS alone unless the site is served on loopback, as `make run` does.
HTTPS = flag("HTTPS")

# The currency in which money is valued so that it can be added up.
REPORTING_CURRENCY = os.environ.get("REPORTING_CURRENCY", "USD")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    # A page that somebody may not open is no fault of ours.
    "loggers": {"django.request": {"level": "ERROR"}},
}
