"""Databases for the tests of the records: a fresh one a test, first on SQLite and then on a real PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections

from ploughshare.web.settings import environment

_numbers = itertools.count(1)


@contextmanager
def django_on(url: str) -> Iterator[None]:
    """Let Django's one connection be to that database for as long as the block lasts."""
    before = connections.settings["default"]
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": environment.database(url)})["default"]
    try:
        yield
    finally:
        connections["default"].close()
        del connections["default"]
        connections.settings["default"] = before


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A migrated SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "records.sqlite3"
    with django_db_blocker.unblock(), django_on(f"sqlite:///{path}"):
        call_command("migrate", verbosity=0)
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture(scope="session")
def postgresql_template(postgresql_url: str, django_db_blocker: Any) -> Callable[[str], str]:
    """Makes a migrated database of that name on the real server and gives its address."""

    def server(statement: str) -> None:
        with closing(psycopg.connect(postgresql_url, autocommit=True)) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    base = postgresql_url.rpartition("/")[0]
    server("CREATE DATABASE records_template")
    with django_db_blocker.unblock(), django_on(f"{base}/records_template"):
        call_command("migrate", verbosity=0)

    def make(name: str) -> str:
        server(f"CREATE DATABASE {name} TEMPLATE records_template")
        return f"{base}/{name}"

    return make


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[str]:
    """The address of a fresh database with all tables, to which Django is connected."""
    if request.param == "sqlite":
        path = tmp_path / "records.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        url = f"sqlite:///{path}"
    else:
        url = request.getfixturevalue("postgresql_template")(f"records_{next(_numbers)}")
    with django_db_blocker.unblock(), django_on(url):
        yield url
