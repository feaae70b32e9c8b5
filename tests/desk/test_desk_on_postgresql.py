"""The desk on a real PostgreSQL: its tables, its triggers, and many hands at once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.core.management import call_command

from desk_drafts import NAMES, PASSWORD, small_draft
from django_databases import django_on
from ploughshare.errors import PloughshareError

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server(postgresql_url: str, django_db_blocker: Any) -> Iterator[None]:
    """Django on a fresh database of that server, with one editor."""
    with psycopg.connect(postgresql_url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE desk")
    with django_db_blocker.unblock(), django_on(f"{postgresql_url.rpartition('/')[0]}/desk"):
        call_command("migrate", verbosity=0)
        from ploughshare.web.accounts.actions.accounts import OpenAccount
        from ploughshare.web.accounts.roles import Role

        OpenAccount("keeper", "ana", Role.EDITOR, PASSWORD).execute()
        yield


def test_a_draft_is_reviewed_undone_and_entered(server: None) -> None:
    from django.contrib.auth.models import User
    from django.db import DatabaseError, connection

    from ploughshare.web.desk import sheet
    from ploughshare.web.desk.actions.bring_in import BringIn
    from ploughshare.web.desk.actions.enter import EnterRecord
    from ploughshare.web.desk.actions.judge import Decision, Judge
    from ploughshare.web.desk.actions.undo import Undo
    from ploughshare.web.desk.policy import DeskPolicy
    from ploughshare.web.records import store

    policy = DeskPolicy(User.objects.get(username="ana"))
    draft = BringIn(by="ana", why="", policy=policy, read=small_draft(), file="report.txt").execute().draft
    given = {"by": "ana", "why": "", "policy": policy, "draft": draft}

    def judge_it(_: int) -> str:
        try:
            Judge(**given, decisions=[Decision(NAMES["event"], 0, "accepted")]).execute()
        except PloughshareError as error:
            return error.code
        finally:
            connection.close()
        return "judged"

    with ThreadPoolExecutor(4) as hands:
        assert sorted(hands.map(judge_it, range(6))) == ["desk.stale"] * 5 + ["judged"]
    Undo(**given).execute()
    wholes = [Decision(each.name, each.number, "accepted") for each in sheet.read(draft).wholes()]
    Judge(**given, decisions=wholes).execute()
    EnterRecord(**given).execute()
    assert [row["id"] for row in store.must_read("qr").rows("events")] == ["clearance"]
    for table in ("drafts", "draft_proposals", "judgements", "draft_rows"):
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET id = id", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(DatabaseError), connection.cursor() as cursor:
                cursor.execute(statement)
