"""Many hands on the areas of one programme, and a program that dies among them: nothing lost, nothing half."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from ploughshare.record import canonical, reader, writer
from ploughshare.record.package import Package
from ploughshare.web.records import queries, store
from ploughshare.web.records.actions.accept_proposals import AcceptProposals
from ploughshare.web.records.areas import Asked
from ploughshare.web.records.models import Proposal, PublishedArea, PublishedRow
from small_packages import package

pytestmark = pytest.mark.slow

LOAD = "import sys; from ploughshare.cli import main; sys.exit(main(['load', sys.argv[1]]))"
DIES_IN_THE_ROWS = f"""
import os
from ploughshare.web import boot
boot.ready()
from ploughshare.web.records import store
insert, left = store.bulk.insert, iter(range(18))
store.bulk.insert = lambda *a, **k: insert(*a, **k) if next(left, None) is not None else os._exit(9)
{LOAD}
"""
DIES_IN_THE_AREAS = f"""
import os
from ploughshare.web import boot
boot.ready()
from ploughshare.web.records import areas
areas.publish = lambda *_: os._exit(9)
{LOAD}
"""


def square(west: float) -> dict[str, Any]:
    east = round(west + 0.01, 2)
    ring = [[west, 38.0], [east, 38.0], [east, 38.01], [west, 38.01], [west, 38.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def programme(**changed: dict[str, Any]) -> Package:
    """Two areas, the first with a restricted location; ``changed`` has cells by the id of an area."""
    areas = {
        "north": {"hazard_types": ("ap_mines",), "identified": "2020-01-01", "geometry": square(126.7)},
        "south": {"hazard_types": ("ap_mines",), "identified": "2020-01-01", "geometry": square(127.1)},
    }
    areas["south"]["location_tier"] = "public"
    return package(
        narrative="[All is well.]{.assessment}\n",
        organisations=[{"id": "halo"}],
        areas=[{"id": id, "area_m2": 974000, **cells, **changed.get(id, {})} for id, cells in areas.items()],
        victims=[{"id": "one", "name": "Kim"}],
    )


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    """Writes a package and gives its folder."""

    def write(name: str, made: Package) -> str:
        writer.write(made, tmp_path / name, with_restricted=True)
        return str(tmp_path / name)

    return write


def start(url: str, path: str, program: str = LOAD) -> subprocess.Popen[str]:
    settings = {"DJANGO_SETTINGS_MODULE": "ploughshare.web.settings", "PLOUGHSHARE_DATABASE_URL": url}
    return subprocess.Popen(
        [sys.executable, "-c", program, path],
        env={**os.environ, **settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ends(*running: subprocess.Popen[str]) -> list[int]:
    said = [process.communicate(timeout=240)[0] for process in running]
    assert not [words for words in said if "Traceback" in words]
    return [process.returncode for process in running]


def test_two_people_change_two_areas_at_once(database: str, folder: Any) -> None:
    assert ends(start(database, folder("first", programme()))) == [0]
    changed = [programme(north={"area_m2": 900000}), programme(south={"status": "suspended"})]
    assert ends(*(start(database, folder(f"edition-{n}", made)) for n, made in enumerate(changed))) == [0, 0]
    proposed = {(one.row, one.column): one.new for one in Proposal.objects.filter(state="open")}
    assert proposed == {("north", "area_m2"): "900000", ("south", "status"): "suspended"}
    every = list(Proposal.objects.values_list("pk", flat=True))
    AcceptProposals(by="Kim", why="a test", country="kp", proposals=every).execute()
    areas = {row["id"]: (str(row["area_m2"]), row["status"]) for row in store.must_read("kp").rows("areas")}
    assert areas == {"north": ("900000", "open"), "south": ("974000", "suspended")}
    assert [row["id"] for row in queries.areas("kp", Asked(status="suspended")).rows] == ["south"]


@pytest.mark.parametrize("program", [DIES_IN_THE_ROWS, DIES_IN_THE_AREAS], ids=["rows", "areas"])
def test_a_load_that_dies_leaves_nothing(database: str, folder: Any, program: str) -> None:
    path = folder("first", programme())
    assert ends(start(database, path, program)) == [9]
    assert store.read("kp") is None
    assert not PublishedRow.objects.exists()
    assert not PublishedArea.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM published_boxes")
            assert cursor.fetchone() == (0,)
    assert ends(start(database, path)) == [0]
    assert canonical.files(store.must_read("kp")) == canonical.files(reader.read(Path(path)).package)


def test_what_everybody_can_find_of_it(database: str, folder: Any) -> None:
    assert ends(start(database, folder("first", programme()))) == [0]
    assert [row["id"] for row in queries.areas("kp", Asked(box=(126, 37, 128, 39))).rows] == ["south"]
    assert queries.rows("kp", "victims") == []
    partners = queries.package("kp", "partners")
    whole = queries.package("kp", "restricted")
    assert partners is not None
    assert whole is not None
    assert partners.row("areas", "north")["geometry"] is None
    assert whole.row("areas", "north")["geometry"] == square(126.7)
