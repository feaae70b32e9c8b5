"""The site for its tests: records published into an SQLite database of their own, and Django's client on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client

from django_databases import django_on
from ploughshare.record import reader
from ploughshare.record.package import Package
from ploughshare.report import checks
from ploughshare.web.records import store
from ploughshare.web.records.publishing import publish
from served_site import served


def put(package: Package) -> None:
    """Publish a record whatever its findings: what the pages must bear is more than what a load lets in."""
    with transaction.atomic():
        store.claim(package)
        store.write(package.country, package.tables)
        whole = store.must_read(package.country)
        publish(whole, checks.examine(whole))


def _settled(path: Path) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A file with all tables and no record, to be copied."""
    path = tmp_path_factory.mktemp("site") / "empty.sqlite3"
    with django_db_blocker.unblock(), django_on(f"sqlite:///{path}"):
        call_command("migrate", verbosity=0)
        _settled(path)
    return path


@pytest.fixture(scope="session")
def kp_database(empty_database: Path, kp_path: Path, django_db_blocker: Any) -> Path:
    """A file with the shipped record. Nothing may change it."""
    path = empty_database.with_name("kp.sqlite3")
    shutil.copy(empty_database, path)
    with django_db_blocker.unblock(), django_on(f"sqlite:///{path}"):
        put(reader.read(kp_path).package)
        _settled(path)
    return path


@pytest.fixture
def kp(kp_database: Path, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[Client]:
    """A visitor of the site with the shipped record."""
    settings.DATA_DIR = tmp_path
    with django_db_blocker.unblock(), django_on(f"sqlite:///{kp_database}"):
        yield Client(SERVER_NAME="127.0.0.1")


@pytest.fixture
def site_of(
    empty_database: Path, django_db_blocker: Any, settings: Any, tmp_path: Path
) -> Iterator[Callable[..., Client]]:
    """``site_of(package, ...)`` is a visitor of a site with those records."""
    settings.DATA_DIR = tmp_path
    path = tmp_path / "site.sqlite3"
    shutil.copy(empty_database, path)
    with django_db_blocker.unblock(), django_on(f"sqlite:///{path}"):

        def made(*packages: Package) -> Client:
            for package in packages:
                put(package)
            return Client(SERVER_NAME="127.0.0.1", raise_request_exception=True)

        yield made


@pytest.fixture(scope="session")
def demoland(root: Path) -> Package:
    """The invented record with a programme."""
    return reader.read(root / "records" / "demoland").package


@pytest.fixture(scope="session")
def demoland_database(empty_database: Path, demoland: Package, django_db_blocker: Any) -> Path:
    """A file with the invented record. Nothing may change it."""
    path = empty_database.with_name("demoland.sqlite3")
    shutil.copy(empty_database, path)
    with django_db_blocker.unblock(), django_on(f"sqlite:///{path}"):
        put(demoland)
        _settled(path)
    return path


@pytest.fixture
def xd(demoland_database: Path, django_db_blocker: Any, settings: Any) -> Iterator[Client]:
    """A visitor of the site with the invented record; what is made of it is made once for all tests."""
    settings.DATA_DIR = demoland_database.with_name("demoland")
    with django_db_blocker.unblock(), django_on(f"sqlite:///{demoland_database}"):
        yield Client(SERVER_NAME="127.0.0.1")


@pytest.fixture(scope="session")
def live_demoland(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site with the invented record, served by the project's own commands."""
    with served(root / "records" / "demoland", tmp_path_factory.mktemp("live-demoland")) as address:
        yield address
