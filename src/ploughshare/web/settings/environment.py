"""What the environment says: addresses of databases, folders, keys. Everything else of the settings is fixed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
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


def secret_key(environment: Mapping[str, str], folder: Path) -> str:
    """``PLOUGHSHARE_SECRET_KEY``, or the key kept in the data folder, so that people stay signed in over a restart.

    Where there is no such folder yet, or it may not be written, a key of this process alone.
    """
    if named := environment.get("PLOUGHSHARE_SECRET_KEY"):
        return named
    try:
        return _kept_key(folder)
    except OSError:
        return secrets.token_urlsafe(_KEY_BYTES)


def _kept_key(folder: Path) -> str:
    path = folder / "secret-key"
    if not path.exists():
        # Written under another name and linked: of two programs that start at once, both read the whole key of one.
        beside = folder / f".secret-key-{secrets.token_hex(8)}"
        try:
            beside.touch(mode=0o600)
            beside.write_text(secrets.token_urlsafe(_KEY_BYTES), encoding="ascii")
            with suppress(FileExistsError):
                path.hardlink_to(beside)
        finally:
            beside.unlink(missing_ok=True)
    return path.read_text(encoding="ascii")
