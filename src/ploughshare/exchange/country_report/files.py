"""A report into the files of its drafts: all of them, or none."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from ploughshare.exchange.country_report.draft import Draft, from_json, to_json
from ploughshare.exchange.country_report.packaging import package
from ploughshare.exchange.country_report.proposing.chapter import drafts
from ploughshare.exchange.intake import slug
from ploughshare.record import canonical, staging
from ploughshare.record.package import Package

DRAFT = "draft.json"
TEXT = "source.txt"
"""The text exactly as read, whose characters the spans of the draft count."""
PACKAGE = "package"
"""The record that the draft comes to where everything in it is accepted."""


def write(report: Path, out: Path, told: Callable[[Draft], None], record: Package | None = None) -> list[Path]:
    """Write the draft of a report into ``out``, or those of a book into one folder a country, and return the folders.

    ``told`` is called with each draft as it is made; places that ``record`` has keep its ids. What cannot be read to
    its end writes nothing.

    Raises:
        PloughshareError: ``file.unreadable`` and ``document.*`` for what is no such document.
        OSError: where the disk is full or may not be written.
    """
    beside = out.with_name(f".{out.name}.importing")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        made: list[Path] = []
        for draft in drafts(report, record):
            told(draft)
            folder = beside / _name(draft, {each.name for each in made})
            staging.replace(folder, _files(draft))
            made.append(folder)
        return list(_moved(made, out))
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def read(folder: Path) -> Draft:
    """The draft in a folder.

    Raises:
        PloughshareError: ``draft.unreadable`` where it and its text do not belong together.
    """
    text = (folder / TEXT).read_bytes().decode("utf-8")
    return from_json((folder / DRAFT).read_text(encoding="utf-8"), text)


def _files(draft: Draft) -> dict[str, bytes]:
    record = canonical.files(package(draft))
    return {
        DRAFT: to_json(draft).encode(),
        TEXT: draft.text.encode(),
        **{f"{PACKAGE}/{name}": content for name, content in record.items()},
    }


def _name(draft: Draft, taken: set[str]) -> str:
    base = slug(draft.country) or "unknown"
    number, name = 1, base
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    return name


def _moved(made: list[Path], out: Path) -> Iterator[Path]:
    """Each chapter's files into their place, one chapter after the other: none is ever half there."""
    for folder in made:
        target = out if len(made) == 1 else out / folder.name
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        stale = [name for name in _written_before(target) if name not in files]
        staging.replace(target, {name: path.read_bytes() for name, path in files.items()}, remove=stale)
        yield target


def _written_before(target: Path) -> Iterator[str]:
    """The files of the package of an earlier import, of which this one may have fewer."""
    for path in sorted((target / PACKAGE).rglob("*")):
        if path.is_file():
            yield path.relative_to(target).as_posix()
