"""The desk for its tests: a database of its own with two editors and a reader, and a small draft made in the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client

from desk_drafts import PASSWORD, small_draft
from django_databases import django_on

EDITORS, READER = ("ana", "ben"), "rita"


@pytest.fixture(scope="session")
def desk_database(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A migrated file with the accounts, to be copied."""
    path = tmp_path_factory.mktemp("desk") / "desk.sqlite3"
    with django_db_blocker.unblock(), django_on(f"sqlite:///{path}"):
        call_command("migrate", verbosity=0)
        from ploughshare.web.accounts.actions.accounts import OpenAccount
        from ploughshare.web.accounts.roles import Role

        for name in EDITORS:
            OpenAccount("keeper", name, Role.EDITOR, PASSWORD).execute()
        OpenAccount("keeper", READER, Role.READER, PASSWORD).execute()
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def desk(desk_database: Path, django_db_blocker: Any, settings: Any, tmp_path: Path) -> Iterator[None]:
    """Django on a fresh copy of that database."""
    from django.core.cache import cache

    settings.DATA_DIR = tmp_path
    path = tmp_path / "desk.sqlite3"
    shutil.copy(desk_database, path)
    cache.clear()
    with django_db_blocker.unblock(), django_on(f"sqlite:///{path}"):
        yield


@pytest.fixture
def client_of(desk: None) -> Callable[[str], Client]:
    """``client_of(name)`` is that person's browser, signed in; with ``""`` a visitor's."""

    def made(name: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        if name:
            from django.contrib.auth.models import User

            client.force_login(User.objects.get(username=name), "django.contrib.auth.backends.ModelBackend")
        return client

    return made


@pytest.fixture
def policy_of(desk: None) -> Callable[[str], Any]:
    """``policy_of(name)`` is the desk's policy for that person."""

    def made(name: str) -> Any:
        from django.contrib.auth.models import AnonymousUser, User

        from ploughshare.web.desk.policy import DeskPolicy

        return DeskPolicy(User.objects.get(username=name) if name else AnonymousUser())

    return made


@pytest.fixture
def draft(policy_of: Callable[[str], Any]) -> Any:
    """A small draft that Ana brought in."""
    from ploughshare.web.desk.actions.bring_in import BringIn

    return BringIn(by="ana", why="", policy=policy_of("ana"), read=small_draft(), file="report.txt").execute().draft


@pytest.fixture
def record(desk: None) -> Callable[[Any], None]:
    """``record(package)`` loads and publishes a record, whatever its findings."""

    def put(package: Any) -> None:
        from ploughshare.report import checks
        from ploughshare.web.records import store
        from ploughshare.web.records.publishing import publish

        with transaction.atomic():
            store.claim(package)
            store.write(package.country, package.tables)
            whole = store.must_read(package.country)
            publish(whole, checks.examine(whole))

    return put
