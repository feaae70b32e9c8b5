"""How each area stands on the record's own day: stated, measured, released, remaining. Made once, read by id."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, Final

from ploughshare.land import days, facts, states
from ploughshare.land.remains import hazards_on
from ploughshare.web.site.land.making import Publication, made
from ploughshare.web.site.land.overview import land_package

_FILE: Final = "areas.sqlite3"


def balance(publication: Publication, area: str) -> Mapping[str, Any] | None:
    """How an area stands, as ``AreaState.as_json`` gives it, and the ``others`` that are hazardous on its land.

    None while it is made, and for what is no hazard.
    """
    folder = made(publication, "balances", partial(_write, publication.code))
    if folder is None:
        return None
    with closing(sqlite3.connect(f"file:{folder / _FILE}?mode=ro", uri=True)) as store:
        found = store.execute("SELECT content FROM areas WHERE id = ?", (area,)).fetchone()
    content: Mapping[str, Any] | None = json.loads(found[0]) if found else None
    return content


def _write(code: str, folder: Path) -> None:
    package = land_package(code)
    found = states.state(package, package.as_of)
    others = hazards_on(facts.read(package), days.interval(package.as_of)[1])
    with closing(sqlite3.connect(folder / _FILE)) as store, store:
        store.execute("CREATE TABLE areas (id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID")
        rows = (
            (
                area.id,
                json.dumps(
                    {**area.as_json(), "words": states.status_label(area), "others": list(others.get(area.id, ()))}
                ),
            )
            for area in found.areas
        )
        store.executemany("INSERT INTO areas VALUES (?, ?)", rows)
