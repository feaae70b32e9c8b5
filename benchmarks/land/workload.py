"""Hazards and releases to measure with: by the shared script where it lies beside the project, else made up here."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench" / "land_workload.py"
LONGITUDE, LATITUDE = 127.3, 38.2
"""Where the plane touches the earth on which all is measured: Lambert's azimuthal equal-area projection."""
KINDS = ("cancelled", "reduced", "cleared")
FIRST_YEAR, YEARS = 2006, 20
YEAR_ENDS = (
    np.array([f"{year + 1}-01-01" for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)], "datetime64[D]").astype(int) - 1
)
"""The last day of each year, as days since 1970-01-01."""


@dataclass(frozen=True)
class Workload:
    """Hazards with the day of their identification, releases with theirs and their kind, as positions in KINDS."""

    hazard_wkb: NDArray[np.object_]
    identified: NDArray[np.int64]
    release_wkb: NDArray[np.object_]
    released: NDArray[np.int64]
    kind: NDArray[np.int64]

    @property
    def day(self) -> int:
        """The day for which what remains of each hazard is asked."""
        return int(YEAR_ENDS[YEARS * 3 // 4])


def make(folder: Path, hazards: int, releases: int) -> str:
    """Write a workload, and say whose it is."""
    if SHARED.exists():
        sizes = ["--hazards", str(hazards), "--releases", str(releases)]
        subprocess.run([sys.executable, str(SHARED), str(folder), *sizes], check=True)
        return SHARED.name
    rng = np.random.default_rng(1)
    first, days = int(YEAR_ENDS[0]) - 364, YEARS * 365
    middle = rng.uniform(0, 0.02 * np.sqrt(hazards), (max(hazards // 60, 1), 2)) * (1.25, 1) + (124, 36)
    at = middle[rng.integers(0, len(middle), hazards)] + rng.normal(0, 0.03, (hazards, 2))
    size = rng.uniform(0.001, 0.005, hazards)
    beside = rng.integers(0, hazards, releases)
    near = at[beside] + rng.normal(0, 0.3, (releases, 2)) * size[beside, None]
    identified = np.where(rng.random(hazards) < 0.9, first - 1, first + rng.integers(0, days, hazards))
    released = first + rng.integers(0, days, releases)
    write(folder / "hazards.parquet", {"identified_on": identified}, _blobs(at, size, rng))
    kind = np.array(KINDS)[rng.integers(0, 3, releases)]
    write(folder / "releases.parquet", {"released_on": released, "kind": kind}, _blobs(near, size[beside] * 0.6, rng))
    return Path(__file__).name


def _blobs(at: NDArray[np.float64], size: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.object_]:
    turn = np.linspace(0, 2 * np.pi, 13)[:-1]
    reach = size[:, None] * rng.uniform(0.5, 1, (len(at), len(turn)))
    corners = np.stack([at[:, :1] + 1.25 * reach * np.cos(turn), at[:, 1:] + reach * np.sin(turn)], axis=-1)
    return np.asarray(shapely.to_wkb(shapely.polygons(corners)))


def write(path: Path, columns: dict[str, NDArray[np.generic]], wkb: NDArray[np.object_]) -> None:
    """Write a table as the shared script does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    dates = {
        name: values.astype("datetime64[D]") if name.endswith("_on") else values for name, values in columns.items()
    }
    pq.write_table(pa.table({**dates, "wkb": pa.array(wkb.tolist(), pa.binary())}), path)


def read(folder: Path, limit: int | None = None) -> Workload:
    """Read a workload, or the first so many of each table."""

    def columns(name: str) -> dict[str, NDArray[np.generic]]:
        table = pq.read_table(folder / f"{name}.parquet").slice(0, limit)
        return {column: table[column].to_numpy() for column in table.column_names}

    hazards, releases = columns("hazards"), columns("releases")
    place = {kind: number for number, kind in enumerate(KINDS)}
    return Workload(
        hazard_wkb=hazards["wkb"],
        identified=hazards["identified_on"].astype("datetime64[D]").astype(np.int64),
        release_wkb=releases["wkb"],
        released=releases["released_on"].astype("datetime64[D]").astype(np.int64),
        kind=np.array([place[kind] for kind in releases["kind"].tolist()], np.int64),
    )
