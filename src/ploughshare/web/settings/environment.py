"""What the environment says: addresses of databases, folders, keys. Everything else of the settings is fixed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ploughshare.errors import PloughshareError

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_KEY_BYTES = 64


_PRAGMAS = (
    "journal_mode=WAL",  # pages are read while something is written
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "mmap_size=268435456",  # a report is a long text: this reads it with one copy less
)


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where the embedded database and the gathered static files lie (``PLOUGHSHARE_DATA_DIR``)."""
    if named := environment.get("PLOUGHSHARE_DATA_DIR"):
        return Path(named).expanduser().resolve()
    shared = environment.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(shared).expanduser() / "ploughshare"


def database(url: str) -> dict[str, Any]:
    """Django's settings of the database at ``url``: ``sqlite:///path`` or ``postgresql://user:password@host:port/name``.

    Raises ``database.url`` for any other address.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in ("postgresql", "postgres") and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise PloughshareError("database.url", scheme=parts.scheme or "nothing")


def _sqlite(path: Path) -> dict[str, Any]:
    # Without IMMEDIATE a transaction that reads before it writes fails as soon as another writes meanwhile: about
    # 1,000 of 1,600 concurrent writes were lost so, and none with it.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 60,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in _PRAGMAS),
        },
    }


def secret_key(environment: Mapping[str, str]) -> str:
    """``PLOUGHSHARE_SECRET_KEY``, or a key of this process alone: nothing the site signs outlives an answer."""
    return environment.get("PLOUGHSHARE_SECRET_KEY") or secrets.token_urlsafe(_KEY_BYTES)
