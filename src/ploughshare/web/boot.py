"""Start Django from a program that is not a web server, and bring the database up to the newest tables."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import OperationalError, connection

from ploughshare.errors import PloughshareError

_MIGRATION_LOCK = 0x706C6F75
"""The number under which PostgreSQL keeps two programs from migrating at once."""


def ready() -> None:
    """Set Django up and apply what migrations are missing. Two programs may start at once on an empty database.

    Raises ``database.unreachable`` where there is no such server, or no leave to use it.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ploughshare.web.settings")
    django.setup()
    try:
        with _one_at_a_time():
            call_command("migrate", interactive=False, verbosity=0)
    except (OperationalError, sqlite3.Error) as error:
        raise PloughshareError("database.unreachable", why=str(error).strip().partition("\n")[0]) from error


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])
        return
    path = Path(connection.settings_dict["NAME"])
    keep_private(path)
    with closing(sqlite3.connect(path.with_name(f"{path.name}.lock"), timeout=60, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")  # a lock between programs that every system has; nothing is written to it
        yield


def keep_private(path: Path) -> None:
    """Make the folder and file of the database such that no stranger on the computer can read them.

    All tiers are in it. A folder that is there already keeps its mode, and a file its group's; SQLite gives the files
    that it puts beside it the mode of the file.
    """
    if not path.parent.is_dir():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & stat.S_IRWXO and path.stat().st_uid == os.geteuid():
        path.chmod(mode & ~stat.S_IRWXO)
