"""The fixtures that need a program from outside keep what they promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest


@pytest.mark.postgresql
def test_the_throwaway_server_can_hold_postgis(postgresql_url: str) -> None:
    with psycopg.connect(postgresql_url, autocommit=False) as connection:
        connection.execute("CREATE EXTENSION postgis")
        row = connection.execute("SELECT ST_Area(ST_GeomFromText('POLYGON((0 0, 2 0, 2 3, 0 3, 0 0))'))").fetchone()
        connection.rollback()
    assert row == (6.0,)


@pytest.mark.browser
def test_a_page_reaches_nothing_outside_this_machine(page: Any) -> None:
    page.set_content("<img src='http://example.org/tile.png' alt='a tile'>")
    assert page.evaluate("fetch('http://example.org/').then(() => 'reached', () => 'refused')") == "refused"


@pytest.mark.browser
def test_axe_sees_a_picture_without_words(page: Any, violations: Callable[[Any], list[str]]) -> None:
    page.set_content("<html lang='en'><title>A</title><main><h1>A</h1><img src='data:,'></main></html>")
    assert [found.split(":")[0] for found in violations(page)] == ["image-alt"]
