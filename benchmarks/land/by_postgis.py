"""The answers by PostGIS, with a throwaway server: GiST, clusters, and year by year only what changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psycopg
from answers import Answers
from workload import KINDS, LATITUDE, LONGITUDE, YEAR_ENDS, Workload

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "512MB",
    "work_mem": "256MB",
    "maintenance_work_mem": "256MB",
    "max_parallel_workers_per_gather": "2",
    "max_wal_size": "8GB",
    "jit": "off",
}

SHAPES = f"""
CREATE EXTENSION IF NOT EXISTS postgis;
INSERT INTO spatial_ref_sys (srid, proj4text)
    VALUES (990001, '+proj=laea +lat_0={LATITUDE} +lon_0={LONGITUDE} +datum=WGS84 +units=m') ON CONFLICT DO NOTHING;
DROP TABLE IF EXISTS raw, hazard, release, pair, piece;
CREATE UNLOGGED TABLE raw (is_hazard boolean, id int, day int, kind int, wkb bytea);
"""  # noqa: S608

READY = """
CREATE UNLOGGED TABLE hazard AS
    SELECT id, day, width_bucket(day, %(after)s::int[]) AS year, geom, ST_Area(geom) AS area, 0 AS cluster
    FROM (SELECT id, day, ST_Transform(ST_GeomFromWKB(wkb, 4326), 990001) AS geom FROM raw WHERE is_hazard) shape;
CREATE UNLOGGED TABLE release AS
    SELECT id, day, kind, width_bucket(day, %(after)s::int[]) AS year,
        ST_Transform(ST_GeomFromWKB(wkb, 4326), 990001) AS geom
    FROM raw WHERE NOT is_hazard;
CREATE INDEX ON hazard USING gist (geom);
CREATE INDEX ON release USING gist (geom);
ANALYZE hazard, release;
UPDATE hazard SET cluster = found.cluster
    FROM (SELECT id, ST_ClusterDBSCAN(geom, 0, 1) OVER () AS cluster FROM hazard) found WHERE found.id = hazard.id;
CREATE UNLOGGED TABLE pair AS
    SELECT hazard.id AS hazard, release.id AS release, hazard.day AS identified, release.day AS released, release.kind,
        release.year, hazard.geom AS hazard_geom, release.geom AS release_geom
    FROM hazard JOIN release ON ST_Intersects(hazard.geom, release.geom) AND release.day >= hazard.day;
CREATE INDEX ON pair (hazard);
CREATE INDEX ON pair (year);
CREATE UNLOGGED TABLE piece AS SELECT id, cluster, year, geom, area FROM hazard;
CREATE INDEX ON piece (id);
CREATE INDEX ON piece (cluster);
ANALYZE pair, piece;
"""

YEAR = """
WITH cut AS (
    SELECT hazard, ST_Union(release_geom) AS geom FROM pair WHERE year = %(year)s AND released > identified
    GROUP BY hazard
), left_over AS MATERIALIZED (
    SELECT piece.id, ST_Difference(piece.geom, cut.geom) AS geom FROM piece JOIN cut ON cut.hazard = piece.id
)
UPDATE piece SET geom = left_over.geom, area = ST_Area(left_over.geom) FROM left_over WHERE left_over.id = piece.id
"""

CHANGED = """
SELECT cluster, ST_Area(ST_Union(geom)) FROM piece
WHERE year <= %(year)s AND cluster IN (
    SELECT cluster FROM piece WHERE year = %(year)s
    UNION SELECT cluster FROM pair JOIN piece ON piece.id = pair.hazard WHERE pair.year = %(year)s
)
GROUP BY cluster
"""

ACCOUNT = """
WITH part AS (
    SELECT pair.release, CASE WHEN earlier.geom IS NULL THEN ST_Intersection(pair.hazard_geom, pair.release_geom)
        ELSE ST_Difference(ST_Intersection(pair.hazard_geom, pair.release_geom), earlier.geom) END AS geom
    FROM pair LEFT JOIN LATERAL (
        SELECT ST_Union(other.release_geom) AS geom FROM pair other
        WHERE other.hazard = pair.hazard AND other.released > other.identified
            AND (other.released, other.kind, other.release) < (pair.released, pair.kind, pair.release)
            AND ST_Intersects(other.release_geom, pair.release_geom)
    ) earlier ON true
    WHERE pair.released > pair.identified
), ended AS (
    SELECT part.release, ST_Union(part.geom) AS geom FROM part GROUP BY part.release
), same AS (
    SELECT release, ST_Union(hazard_geom) AS geom FROM pair WHERE released = identified GROUP BY release
)
SELECT release.year, release.kind,
    sum(ST_Area(CASE WHEN same.geom IS NULL THEN ended.geom ELSE ST_Difference(ended.geom, same.geom) END))
FROM ended JOIN release ON release.id = ended.release LEFT JOIN same ON same.release = ended.release
GROUP BY release.year, release.kind
"""


@contextmanager
def server() -> Iterator[str]:
    """The address of a throwaway server's empty database."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise FileNotFoundError(
            "PostgreSQL's server programs are not installed (postgresql-15, postgresql-15-postgis-3)"
        )
    folder = Path(tempfile.mkdtemp(prefix="ploughshare-land-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [*as_user, str(found[-1].parent / program), *arguments]
        with (folder.parent / f"{folder.name}.log").open("ab") as log:
            subprocess.run(command, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    data = str(folder / "data")
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    options += f" -c listen_addresses= -c unix_socket_directories={folder}"
    try:
        run("initdb", "-D", data, "-U", "ploughshare", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        run("pg_ctl", "-D", data, "-w", "-t", "30", "-l", str(folder / "server.log"), "-o", options, "start")
        try:
            yield f"host={folder} user=ploughshare dbname=postgres"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        (folder.parent / f"{folder.name}.log").unlink(missing_ok=True)


def answers_of(work: Workload, address: str) -> Answers:
    """All the answers."""
    with psycopg.connect(address, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(SHAPES)
        with cursor.copy("COPY raw FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["bool", "int4", "int4", "int4", "bytea"])
            for number, (day, wkb) in enumerate(zip(work.identified.tolist(), work.hazard_wkb, strict=True)):
                copy.write_row((True, number, day, None, wkb))
            rows = zip(work.released.tolist(), work.kind.tolist(), work.release_wkb, strict=True)
            for number, (day, kind, wkb) in enumerate(rows):
                copy.write_row((False, number, day, kind, wkb))
        for statement in READY.split(";")[:-1]:
            cursor.execute(
                psycopg.sql.SQL(statement), {"after": (YEAR_ENDS + 1).tolist()} if "%(" in statement else None
            )
        years = len(YEAR_ENDS)
        hazardous, summed = np.zeros(years), np.zeros(years)
        remaining, by_cluster = np.zeros(len(work.identified)), {}
        for year in range(years):
            cursor.execute(YEAR, {"year": year})
            by_cluster.update(cursor.execute(CHANGED, {"year": year}).fetchall())
            hazardous[year] = sum(by_cluster.values())
            pieces = cursor.execute("SELECT id, area FROM piece WHERE year <= %s", (year,))
            if YEAR_ENDS[year] == work.day:
                found = np.array(pieces.fetchall())
                remaining[found[:, 0].astype(int)] = found[:, 1]
            summed[year] = cursor.execute("SELECT sum(area) FROM piece WHERE year <= %s", (year,)).fetchone()[0]
        account = np.zeros((years, len(KINDS)))
        for year, kind, area in cursor.execute(ACCOUNT):
            if year < years:
                account[year, kind] = area
    return Answers(remaining, hazardous, summed, account)
