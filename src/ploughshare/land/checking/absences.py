"""What rows do not say: told of each row, or once of a source all of whose rows are like that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ploughshare.findings import Check
from ploughshare.land.checking import words
from ploughshare.land.checking.cases import Case, case
from ploughshare.record.package import Package, Row

MANY = 100
"""Where more rows of one source lack a thing, the source has no such column: that is one finding, and not thousands."""


def each_or_all(
    package: Package, check: Check, table: str, found: Iterable[tuple[Row, str]], *, column: str, all_of_them: str
) -> Iterator[Case]:
    """A case for each of the rows with its message; of more than a hundred rows of one source one case with all.

    ``all_of_them`` says of many rows what they lack: "name no activity".
    """
    by_source: dict[str | None, list[tuple[Row, str]]] = defaultdict(list)
    for row, message in found:
        by_source[row["source"]].append((row, message))
    for source, rows in by_source.items():
        if len(rows) <= MANY:
            for row, message in rows:
                yield case(package, check, table, row, message, column=column)
            continue
        ids = [str(row["id"]) for row, _ in rows]
        of = f" of “{source}”" if source else ""
        message = f"{len(rows):,} {table}{of} {all_of_them} ({words.listed(ids)})"
        others = [(table, id) for id in ids[1:]]
        yield case(package, check, table, rows[0][0], message, column=column, others=others)
