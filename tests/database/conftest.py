"""Databases for the tests of the records: a fresh one a test, first on SQLite and then on a real PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from django_databases import django_on

_numbers = itertools.count(1)


Connected = Callable[[str], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def connected(django_db_blocker: Any) -> Connected:
    """``with connected(url):`` lets Django work on that database."""

    @contextmanager
    def connect(url: str) -> Iterator[None]:
        with django_db_blocker.unblock(), django_on(url):
            yield

    return connect


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, connected: Connected) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "records.sqlite3"
    with connected(f"sqlite:///{path}"):
        call_command("migrate", verbosity=0)
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def on_server(postgresql_url: str) -> Callable[[str], None]:
    """Runs a statement on the real PostgreSQL server as its superuser."""

    def run(statement: str) -> None:
        with closing(psycopg.connect(postgresql_url, autocommit=True)) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str, on_server: Callable[[str], None], connected: Connected) -> str:
    """The name of a migrated database on the real server, to be copied."""
    on_server("CREATE DATABASE records_template")
    with connected(f"{postgresql_url.rpartition('/')[0]}/records_template"):
        call_command("migrate", verbosity=0)
    return "records_template"


@pytest.fixture
def postgresql_database(
    postgresql_url: str, postgresql_template: str, on_server: Callable[[str], None], connected: Connected
) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with all tables, to which Django is connected."""
    name = f"records_{next(_numbers)}"
    on_server(f"CREATE DATABASE {name} TEMPLATE {postgresql_template}")
    url = f"{postgresql_url.rpartition('/')[0]}/{name}"
    with connected(url):
        yield url


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path, connected: Connected) -> Iterator[str]:
    """The address of a fresh SQLite database with all tables, to which Django is connected."""
    path = tmp_path / "records.sqlite3"
    shutil.copy(sqlite_template, path)
    with connected(f"sqlite:///{path}"):
        yield f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest) -> str:
    """A fresh database of each of the two kinds, one after the other."""
    return str(request.getfixturevalue(f"{request.param}_database"))
