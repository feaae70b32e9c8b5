"""What the shared reports lay out is read as a person labelled it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

import structure_labels as labels
from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.structure import whole

KINDS = ("panel/", "deadlines/", "tables/", "scores/", "recommendations/", "developments/", "capacity/", "sections/")


@pytest.fixture(scope="module", params=labels.names())
def fields(request: pytest.FixtureRequest, shared: Path) -> tuple[dict, dict]:
    """The labelled fields of a report, and those read from it."""
    label = labels.load(request.param)
    path = shared / "reports" / label["document"]
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != label["sha256"]:
        pytest.skip(f"{label['document']} is not there as it was when it was labelled")
    chapter = next(read_chapters(path))
    structure = whole.read(chapter)
    assert structure.leftovers == ()
    return labels.expected(label), labels.found(chapter, structure)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_report_lays_out_is_read_as_labelled(fields: tuple[dict, dict], kind: str) -> None:
    assert labels.right(*fields, prefix=kind) == []


def test_another_layout_of_the_same_report_says_the_same(shared: Path) -> None:
    label = labels.expected(labels.load("north-korea-2025"))
    chapter = next(read_chapters(shared / "reports" / "north-korea-2025-laid-out.txt"))
    got = labels.found(chapter, whole.read(chapter))
    apostrophe = {path: labels.Field(_straight(field.value)) for path, field in label.items()}
    assert labels.right(apostrophe, got, spans=False) == []


def _straight(value: object) -> object:
    if isinstance(value, str):
        return value.replace("’", "'")
    if isinstance(value, tuple):
        return tuple(map(_straight, value))
    if isinstance(value, dict):
        return {key: _straight(each) for key, each in value.items()}
    return value
