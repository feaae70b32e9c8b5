"""Read a record package from its folder, and say everything that is wrong with it at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ploughshare.findings import Finding
from ploughshare.record.package import Package


@dataclass(frozen=True)
class Reading:
    """What was read: as much of the package as could be, and what was wrong with the rest."""

    package: Package
    findings: tuple[Finding, ...]


def read(path: Path) -> Reading:
    """Read the package in the folder ``path``; a row in ``private/`` is a restricted row of its table.

    Never raises for what stands in the files: each fault is a finding with file, line, column and remedy,
    and the package holds every row and cell that could be read.

    Raises:
        PloughshareError: ``package.missing`` when there is no ``record.yaml`` in that folder.
    """
    raise NotImplementedError(path)
