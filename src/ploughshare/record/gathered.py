"""The findings of one reading, with a limit on how often one kind of fault in one file is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ploughshare.findings import REGISTRY, Finding

MOST_OF_A_KIND = 1_000
"""A damaged file of 64 MB can have thirty million faulty rows; nobody reads them, and they would fill the memory."""


class Gathered(list[Finding]):
    """A list of findings that keeps the first thousand of one check in one file and counts the others."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Counter[tuple[str, str]] = Counter()

    def append(self, finding: Finding) -> None:
        """Keep the finding, or count it."""
        kind = (finding.file, finding.check)
        self._told[kind] += 1
        if self._told[kind] <= MOST_OF_A_KIND:
            super().append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Keep or count each."""
        for finding in findings:
            self.append(finding)

    def whole(self) -> list[Finding]:
        """What was kept, and for each kind that was cut off a finding that says how many more there are."""
        more = [
            REGISTRY[check].finding(f"{count - MOST_OF_A_KIND} more like this in the file", file=file)
            for (file, check), count in self._told.items()
            if count > MOST_OF_A_KIND
        ]
        return [*self, *more]
