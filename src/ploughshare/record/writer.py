"""Write a package into its folder: all of its canonical files, or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from ploughshare.record import canonical, staging
from ploughshare.record.contracts import TABLES
from ploughshare.record.folder import PRIVATE
from ploughshare.record.locations import LOCATIONS
from ploughshare.record.package import Package


def write(
    package: Package,
    path: Path,
    *,
    with_restricted: bool = False,
    beside: Mapping[str, bytes] | None = None,
    allowed: Callable[[], None] | None = None,
) -> None:
    """Write the canonical files of ``package`` into the folder ``path``, in place of those that are there.

    Files that a package does not have (images of the report, say) stay. Restricted rows and locations are written
    only when asked for, and then only into ``private/``; without them, a ``private/`` that is there stays as it is.
    ``beside`` are files of no table that are written in the same stroke, by name relative to the folder.
    ``allowed`` is called when nobody else writes there: what it raises, nothing is written for.

    Raises OSError where the disk is full or may not be written; the folder is then as it was.
    """
    files = canonical.files(package, with_restricted=with_restricted)
    emptied = [LOCATIONS.file, *(f"{PRIVATE}/{table.file}" for table in TABLES)] if with_restricted else []
    emptied += [table.file for table in TABLES if table.optional]
    files.update(beside or {})
    staging.replace(Path(path), files, remove=[name for name in emptied if name not in files], allowed=allowed)
