"""Hand-made labels of what chapters lay out, held against what was read from them, field by field.

A label file is ``data/labels/structure/<country>-<edition>.json``: values, and spans ``[page, start, end]`` in the
characters of the file's page. A figure is written "0.12 km2", "about 1 km2" or by its state ("not_reported").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ploughshare.exchange.country_report.reading.model import Chapter, Span
from ploughshare.exchange.country_report.structure.grid import Cell, Table
from ploughshare.exchange.country_report.structure.whole import Structure
from ploughshare.figure import Figure, Kind, State

FOLDER = Path(__file__).parent / "data" / "labels" / "structure"


@dataclass(frozen=True)
class Field:
    """One thing that can be right or wrong: the value and where it stands."""

    value: Any
    spans: tuple[tuple[int, int, int], ...] = ()


def load(name: str) -> dict[str, Any]:
    """The labels of a chapter."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def names() -> list[str]:
    """All chapters that have labels."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def short(figure: Figure | None) -> str | None:
    """A figure as the labels write it."""
    if figure is None:
        return None
    if not figure.is_known:
        return figure.state.value
    unit = f" {figure.unit}" if figure.unit else ""
    if figure.state is State.ZERO:
        return f"0{unit}"
    number = figure.best if figure.best is not None else figure.low if figure.low is not None else figure.high
    said = "" if figure.kind is Kind.EXACT else f"{figure.kind.value.replace('_', ' ')} "
    return f"{said}{number:f}{unit}"


def expected(label: Mapping[str, Any]) -> dict[str, Field]:
    """The labelled fields by path: ``panel/outputs/cleared_area/2024``, ``tables/1/0/3`` ..."""
    return dict(_expected(label))


def found(chapter: Chapter, structure: Structure) -> dict[str, Field]:
    """The same fields as they were read."""
    place = _Place(chapter)
    return dict(_found(place, structure))


def right(wanted: Mapping[str, Field], got: Mapping[str, Field], *, prefix: str = "", spans: bool = True) -> list[str]:
    """Differences of the fields under a prefix, one a line; empty where all are right and none is too many."""
    faults = []
    for path in sorted({path for path in (*wanted, *got) if path.startswith(prefix)}):
        want, have = wanted.get(path), got.get(path)
        if want is None or have is None:
            faults.append(f"{path}: {'missing' if have is None else f'too many: {have.value!r}'}")
        elif want.value != have.value:
            faults.append(f"{path}: {have.value!r}, and the label is {want.value!r}")
        elif spans and want.spans and want.spans != have.spans:
            faults.append(f"{path}: at {have.spans}, and the label is at {want.spans}")
    return faults


def _spans(entry: Mapping[str, Any], key: str = "spans") -> tuple[tuple[int, int, int], ...]:
    return tuple((page, start, end) for page, start, end in entry.get(key, ()))


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in ("spans", "group") and value not in (None, False)}


def _expected(label: Mapping[str, Any]) -> Iterator[tuple[str, Field]]:
    yield "panel/country", Field(label["country"])
    yield "panel/edition", Field(label["edition"])
    panel = label["panel"]
    for key, value in _plain(panel["article5"]).items():
        yield f"panel/article5/{key}", Field(value, _spans(panel["article5"]))
    for key, value in _plain(panel["contamination"]).items():
        yield f"panel/contamination/{key}", Field(value, _spans(panel["contamination"]))
    for output in panel["outputs"]:
        path = f"panel/outputs/{output['measure']}/{output['year']}"
        yield path, Field((output["figure"], output.get("stars", ""), output.get("included")), _spans(output))
    for mark, spans in panel["footnotes"].items():
        yield f"panel/footnotes/{mark}", Field(sum(end - start for _, start, end in spans))
    for at, operator in enumerate(panel["operators"]):
        yield f"panel/operators/{at}", Field(_plain(operator), _spans(operator))
    for at, entry in enumerate(label["deadlines"]):
        yield f"deadlines/{at}", Field(_plain(entry), _spans(entry))
    for table in label["tables"]:
        yield from _expected_table(table)
    if label["scores"]:
        yield from _expected_scores(label["scores"])
    yield "recommendations/count", Field(len(label["recommendations"]))
    for at, entry in enumerate(label["recommendations"]):
        yield f"recommendations/{at}", Field(entry["addressee"], _spans(entry))
    for at, span in enumerate(label["developments"]):
        yield f"developments/{at}", Field(None, (tuple(span),))
    for at, entry in enumerate(label["capacity"]):
        value = (entry["category"], entry["words"], entry["exists"], bool(entry.get("group")))
        yield f"capacity/{at}", Field(value, _spans(entry))
    for at, entry in enumerate(label["sections"]):
        yield f"sections/{at}", Field((entry["title"], entry["level"], entry["part"]), _spans(entry))


def _expected_table(table: Mapping[str, Any]) -> Iterator[tuple[str, Field]]:
    path = f"tables/{table['number']}"
    yield f"{path}/title", Field(table["title"])
    yield f"{path}/as_at", Field(table.get("as_at"))
    for at, column in enumerate(table["columns"]):
        yield f"{path}/head/{at}", Field((column["title"], column["role"], column.get("unit")), _spans(column))
    for row, entry in enumerate(table["rows"]):
        yield f"{path}/{row}", Field(entry["kind"])
        for at, cell in enumerate(entry["cells"]):
            yield f"{path}/{row}/{at}", Field((cell["words"], cell.get("figure"), cell.get("stars", "")), _spans(cell))
    yield f"{path}/footnotes", Field(table["footnotes"])


def _expected_scores(scores: Mapping[str, Any]) -> Iterator[tuple[str, Field]]:
    yield "scores/years", Field(scores["years"])
    yield "scores/average", Field(scores["average"])
    yield "scores/band", Field(scores["band"])
    for at, entry in enumerate(scores["criteria"]):
        yield f"scores/{at}", Field((entry["criterion"], entry["weight"], entry["scores"]))
        yield f"scores/{at}/commentary", Field(None, _ends(_spans(entry)))


def _ends(spans: Iterable[tuple[int, int, int]]) -> tuple[tuple[int, int, int], ...]:
    """The first and the last of the spans of a long text."""
    given = list(spans)
    return ((given[0][0], given[0][1], given[-1][2]),) if given else ()


class _Place:
    """Spans of a chapter as the labels write them."""

    def __init__(self, chapter: Chapter) -> None:
        self._starts = {page.number: page.start for page in chapter.pages}

    def __call__(self, spans: Iterable[Span]) -> tuple[tuple[int, int, int], ...]:
        return tuple(
            (span.page or 0, span.start - self._starts[span.page], span.end - self._starts[span.page])
            for span in _joined(spans)
        )


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans with those joined that follow each other on a page, but for a line break, a mark or an italic's space."""
    last: Span | None = None
    for span in spans:
        if last is not None and span.page == last.page and 0 <= span.start - last.end <= 6:
            last = Span(last.page, last.start, span.end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _found(place: _Place, structure: Structure) -> Iterator[tuple[str, Field]]:
    if structure.country:
        yield "panel/country", Field(structure.country.value)
    if structure.edition:
        yield "panel/edition", Field(structure.edition.value)
    yield from _found_panel(place, structure)
    for at, entry in enumerate(structure.deadlines):
        value = entry.value
        fields = {
            "step": value.step.value,
            "date": value.date,
            "ordinal": value.ordinal,
            "months": value.months,
            "interim": value.interim,
            "on_track": value.on_track and value.on_track.value,
            "extension": value.extension and value.extension.value,
        }
        yield f"deadlines/{at}", Field(_plain(fields), place(entry.spans))
    for table in structure.tables:
        yield from _found_table(place, table)
    yield from _found_scores(place, structure)
    yield "recommendations/count", Field(len(structure.recommendations))
    for at, each in enumerate(structure.recommendations):
        yield f"recommendations/{at}", Field(each.value.addressee, place(each.spans))
    for at, text in enumerate(structure.developments):
        yield f"developments/{at}", Field(None, place(text.spans))
    for at, each_capacity in enumerate(structure.capacity):
        found_ = each_capacity.value
        told = (found_.category, found_.words, found_.exists, bool(found_.group))
        yield f"capacity/{at}", Field(told, place(each_capacity.spans))
    for at, section in enumerate(structure.sections):
        part = section.part and section.part.value
        yield f"sections/{at}", Field((section.title, section.level, part), place(section.spans))


def _found_panel(place: _Place, structure: Structure) -> Iterator[tuple[str, Field]]:
    if line := structure.article5:
        value = line.value
        fields = {
            "party": value.party.value,
            "deadline": value.deadline,
            "on_track": value.on_track and value.on_track.value,
            "extension": value.extension and value.extension.value,
            "extension_until": value.extension_until,
            "fulfilled": value.fulfilled,
            "violation": value.violation,
        }
        for key, each in _plain(fields).items():
            yield f"panel/article5/{key}", Field(each, place(line.spans))
    if stated := structure.contamination:
        extent = {
            "figure": short(stated.value.figure),
            "category": stated.value.category,
            "estimated_by": stated.value.estimated_by,
            "as_at": stated.value.as_at,
        }
        for key, each in _plain(extent).items():
            yield f"panel/contamination/{key}", Field(each, place(stated.spans))
    footnotes = {}
    for output in structure.outputs:
        cell = output.value
        path = f"panel/outputs/{cell.measure}/{cell.year}"
        yield path, Field((short(cell.figure), cell.stars, short(cell.included)), place(output.spans))
        if cell.footnote:
            footnotes[cell.stars] = len(cell.footnote)
    for mark, length in footnotes.items():
        yield f"panel/footnotes/{mark}", Field(length)
    for at, operator in enumerate(structure.operators):
        named = {"name": operator.value.name, "short": operator.value.short, "year": operator.value.year}
        yield f"panel/operators/{at}", Field(_plain(named), place(operator.spans))


def _found_table(place: _Place, table: Table) -> Iterator[tuple[str, Field]]:
    path = f"tables/{table.number}"
    yield f"{path}/title", Field(table.title)
    yield f"{path}/as_at", Field(table.as_at)
    for at, column in enumerate(table.columns):
        yield f"{path}/head/{at}", Field((column.title, column.role.value, column.unit), place(column.spans))
    for row, entry in enumerate(table.rows):
        yield f"{path}/{row}", Field(entry.kind.value)
        for at, cell in enumerate(entry.cells):
            yield f"{path}/{row}/{at}", Field(_cell(cell), place(cell.spans))
    yield f"{path}/footnotes", Field({mark: piece.text for mark, piece in table.footnotes})


def _cell(cell: Cell) -> tuple[str, str | None, str]:
    return cell.words, short(cell.figure), cell.stars


def _found_scores(place: _Place, structure: Structure) -> Iterator[tuple[str, Field]]:
    scores = structure.scores
    if scores is None:
        return
    yield "scores/years", Field(list(scores.years))
    if scores.average:
        yield "scores/average", Field([str(each) for each in scores.average.value])
    if scores.band:
        yield "scores/band", Field(scores.band.value)
    for at, each in enumerate(scores.criteria):
        value = each.value
        told = (value.criterion, value.weight, [str(value.this), str(value.last)])
        yield f"scores/{at}", Field(told)
        yield f"scores/{at}/commentary", Field(None, _ends(place(value.commentary.spans)))
