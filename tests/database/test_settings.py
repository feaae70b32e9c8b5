"""The settings: addresses of databases, what a named site demands, and headers that let nothing in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ploughshare.errors import PloughshareError
from ploughshare.web.settings import environment


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:////var/lib/records.sqlite3", {"NAME": Path("/var/lib/records.sqlite3")}),
        ("sqlite:///data/with%20space.sqlite3", {"NAME": Path("data/with space.sqlite3")}),
        (
            "postgresql://kim:p%40ss@db.example.org:5433/records?sslmode=require",
            {
                "NAME": "records",
                "USER": "kim",
                "PASSWORD": "p@ss",
                "HOST": "db.example.org",
                "PORT": "5433",
                "OPTIONS": {"sslmode": "require"},
            },
        ),
        ("postgresql:///records", {"NAME": "records", "HOST": "", "PORT": ""}),
    ],
)
def test_the_address_of_a_database(url: str, expected: dict[str, Any]) -> None:
    found = environment.database(url)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("url", ["mysql://db/records", "records.sqlite3", "postgresql://db", "sqlite://host/a"])
def test_another_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(PloughshareError, match="sqlite:///path") as refusal:
        environment.database(url)
    assert url not in str(refusal.value)  # it may hold a password


@pytest.mark.parametrize("pragma", [("foreign_keys", 1), ("journal_mode", "wal"), ("synchronous", 1)])
def test_sqlite_is_set_up_for_many_hands(sqlite_database: str, pragma: tuple[str, Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma[0]}")
        assert cursor.fetchone()[0] == pragma[1]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.slow
def test_a_named_site_passes_every_check_of_deployment(tmp_path: Path) -> None:
    named = {
        "DJANGO_SETTINGS_MODULE": "ploughshare.web.settings",
        "PLOUGHSHARE_ALLOWED_HOSTS": "records.example.org",
        "PLOUGHSHARE_SECRET_KEY": "k3Y-z9" * 20,
        "PLOUGHSHARE_DATA_DIR": str(tmp_path),
    }
    program = [sys.executable, "-m", "ploughshare.web", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(program, env={**os.environ, **named}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.fixture
def headers(sqlite_database: str, client):
    return client.get("/no-such-page/").headers


@pytest.mark.parametrize("danger", ["unsafe-inline", "unsafe-eval", "http:", "https:", "*", "data: blob: 'self'"])
def test_the_content_security_policy_lets_nothing_in(headers, danger: str) -> None:
    assert danger not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_security_headers(headers, header: str, value: str) -> None:
    assert headers[header] == value


def test_default_policy_is_none(headers) -> None:
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("host", "status"), [("localhost", 404), ("evil.example.org", 400)])
def test_only_this_computer_is_answered_where_no_host_is_named(
    sqlite_database: str, client, host: str, status: int
) -> None:
    assert client.get("/no-such-page/", headers={"host": host}).status_code == status
