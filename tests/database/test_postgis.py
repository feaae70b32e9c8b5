"""On PostgreSQL a desktop GIS finds a geometry beside the WKB; without PostGIS all else works."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction

from ploughshare.record.package import Package
from ploughshare.web.records import store
from small_packages import package

pytestmark = pytest.mark.postgresql

LINE = {"type": "LineString", "coordinates": [[126.67, 37.83], [128.4, 38.6]]}


def written(given_package: Package) -> None:
    with transaction.atomic():
        store.claim(given_package)
        store.write(given_package.country, given_package.tables)


def ask(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def test_a_gis_finds_places_by_their_geometry(postgresql_database: str) -> None:
    written(package(places=[{"id": "line", "geometry": LINE}, {"id": "nowhere"}]))
    near = "ST_DWithin(shape::geography, ST_SetSRID(ST_MakePoint(126.67, 37.83), 4326)::geography, 10)"
    assert ask(f"SELECT id, ST_SRID(shape), GeometryType(shape) FROM places WHERE {near}") == [
        ("line", 4326, "LINESTRING")
    ]
    assert ask("SELECT id FROM places WHERE shape IS NULL") == [("nowhere",)]
    assert "gist" in str(ask("SELECT indexdef FROM pg_indexes WHERE indexname = 'places_shape'")[0][0])


@pytest.mark.parametrize("table", ["areas", "activities", "releases", "finds", "accidents"])
def test_a_gis_finds_what_a_programme_has(postgresql_database: str, table: str) -> None:
    written(package(**{table: [{"id": "drawn", "geometry": LINE}, {"id": "nowhere"}]}))
    assert ask(f"SELECT id, GeometryType(shape) FROM {table} ORDER BY id") == [
        ("drawn", "LINESTRING"),
        ("nowhere", None),
    ]
    assert "gist" in str(ask(f"SELECT indexdef FROM pg_indexes WHERE indexname = '{table}_shape'")[0][0])


def test_where_postgis_cannot_be_made_it_is_left_out_and_said(
    postgresql_url: str, on_server: Callable[[str], None], connected, capsys
) -> None:
    on_server("CREATE ROLE keeper LOGIN")
    on_server("CREATE DATABASE without_postgis OWNER keeper")
    server = postgresql_url.rpartition("/")[0]
    with connected(f"{server.replace('ploughshare@', 'keeper@')}/without_postgis"):
        call_command("migrate", verbosity=0)
        assert "PostGIS cannot be set up" in capsys.readouterr().out
        written(package(places=[{"id": "line", "geometry": LINE}]))
        assert store.must_read("kp").rows("places")[0]["geometry"] == LINE

        # Once somebody who may has set it up, a step back and forward adds the column, as the guide to servers says.
        with closing(psycopg.connect(f"{server}/without_postgis", autocommit=True)) as superuser:
            superuser.execute("CREATE EXTENSION postgis")
        call_command("migrate", "records", "0002", verbosity=0)
        call_command("migrate", verbosity=0)
        assert ask("SELECT ST_NPoints(shape) FROM places") == [(2,)]
        assert ask("SELECT shape FROM areas") == []
