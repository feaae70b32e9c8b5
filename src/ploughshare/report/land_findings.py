"""The findings of a programme as a page of its own: each with a small map, its rows and what would mend it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from ploughshare.findings import REGISTRY, Level
from ploughshare.land.checking.cases import Case, Record
from ploughshare.record import staging
from ploughshare.record.package import Package
from ploughshare.report import theme

PAGE = "findings.html"
DATA = "findings.json"
MOST_OF_A_CHECK = 200
"""A page with more maps than this of one kind is read by nobody; the JSON file holds all."""

_MOST_SHAPES = 12


def write(package: Package, cases: Sequence[Case], folder: Path) -> list[Path]:
    """Write the page and the data into a folder, both or none; their paths.

    ``package`` is the record as its audience may see it, and ``cases`` are of that record: then no map shows more than
    the filter lets through. Raises OSError where the folder may not be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = json.dumps({"findings": [case.as_json() for case in cases]}, ensure_ascii=False, indent=1)
    staging.replace(folder, {PAGE: page(package, cases).encode(), DATA: f"{data}\n".encode()})
    return [folder / PAGE, folder / DATA]


def page(package: Package, cases: Sequence[Case]) -> str:
    """The page: self-contained, without script, grouped by check in the order of gravity."""
    name = escape(str(package.meta["name"]))
    counts = Counter(case.finding.level for case in cases)
    said = ", ".join(_count(counts[level], level) for level in Level)
    body = "".join(_sections(package, cases))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Findings: {name}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>:root{{color-scheme:light dark;{theme.css_variables(theme.LIGHT)}}}"
        f"@media(prefers-color-scheme:dark){{:root{{{theme.css_variables(theme.DARK)}}}}}{_STYLE}</style></head><body>"
        f"<main><h1>Findings: {name}</h1><p>{said}. As of {escape(package.as_of)}. A repair is a proposal: "
        "nothing changes until somebody accepts it. Red: hazards. Green: releases. Blue: the spot.</p>"
        f"<nav><ul>{''.join(_contents(cases))}</ul></nav>{body}</main></body></html>\n"
    )


_STYLE = """
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 "Source Sans 3",sans-serif}
main{max-width:62rem;margin:0 auto;padding:1.5rem}
h1,h2{line-height:1.2;color:var(--soil)}
h2{margin-top:2.5rem;border-top:1px solid var(--rule);padding-top:1rem;font-size:1.25rem}
a{color:var(--accent)}
.finding{display:flex;flex-wrap:wrap;gap:1rem;border-top:1px solid var(--rule);padding:.8rem 0;break-inside:avoid}
.words{flex:1 1 22rem}.words p{margin:.2rem 0}
.rows,.hint{color:var(--soft)}
.error h2{color:var(--alert)}
code{font-size:.9em;overflow-wrap:anywhere}
svg{flex:0 0 auto;align-self:flex-start;border:1px solid var(--rule);max-width:100%;height:auto}
"""


def _count(number: int, level: Level) -> str:
    return f"{number:,} {level}{'' if number == 1 else 's'}"


def _by_check(cases: Sequence[Case]) -> Iterator[tuple[str, list[Case]]]:
    graver = sorted(cases, key=lambda case: list(Level).index(case.finding.level))
    order = list(dict.fromkeys(case.finding.check for case in graver))
    ranked = sorted(cases, key=lambda case: order.index(case.finding.check))
    for check, some in groupby(ranked, key=lambda case: case.finding.check):
        yield check, list(some)


def _contents(cases: Sequence[Case]) -> Iterator[str]:
    for check, some in _by_check(cases):
        looks_for = escape(REGISTRY[check].looks_for)
        yield f'<li><a href="#{escape(check)}">{looks_for}</a> ({_count(len(some), some[0].finding.level)})</li>'


def _sections(package: Package, cases: Sequence[Case]) -> Iterator[str]:
    for check, some in _by_check(cases):
        level, known = some[0].finding.level, REGISTRY[check]
        yield f'<section class="{level}" id="{escape(check)}"><h2>{escape(known.looks_for)}</h2>'
        yield f'<p class="hint">{level}, <code>{escape(check)}</code>. {escape(known.remedy)}</p>'
        for number, case in enumerate(some[:MOST_OF_A_CHECK], start=1):
            yield _finding(package, case, f"{check.replace('.', '-')}-{number}")
        if len(some) > MOST_OF_A_CHECK:
            yield f"<p>{len(some) - MOST_OF_A_CHECK:,} more like this stand in {DATA}.</p>"
        yield "</section>"


def _finding(package: Package, case: Case, name: str) -> str:
    finding = case.finding
    where = ":".join(str(part) for part in (finding.file, finding.row, finding.column) if part not in (None, ""))
    rows = ", ".join(f"<code>{escape(f'{table}/{id}')}</code>" for table, id in case.records[:_MOST_SHAPES])
    more = len(case.records) - _MOST_SHAPES
    repair = (
        f"<p>Proposed <code>{escape(case.repair.id)}</code>: {escape(case.repair.say())}</p>" if case.repair else ""
    )
    hint = f'<p class="hint">{escape(finding.hint)}</p>' if finding.hint != REGISTRY[finding.check].remedy else ""
    return (
        f'<div class="finding"><div class="words"><p><strong>{escape(finding.message)}</strong></p>'
        f'<p class="rows">{rows}{f" and {more} more" if more > 0 else ""}{f" at {escape(where)}" if where else ""}</p>'
        f"{hint}{repair}</div>{snippet(package, case, name)}</div>"
    )


def snippet(package: Package, case: Case, name: str) -> str:
    """The small map of a case as SVG; empty where nothing of it is drawn."""
    from ploughshare.geo.bulk import shapes  # noqa: PLC0415  slow to load, and not every page has maps
    from ploughshare.report.drawing import snippet as drawing  # noqa: PLC0415

    rows = [(table, _geometry(package, (table, id))) for table, id in case.records[:_MOST_SHAPES]]
    known = [(table, geometry) for table, geometry in rows if geometry is not None]
    if not known and case.spot is None:
        return ""
    drawn = zip([table for table, _ in known], shapes([geometry for _, geometry in known]), strict=True)
    made = drawing.draw(name, f"{case.finding.subject}: {case.finding.message}", list(drawn), case.spot)
    return made.svg if made else ""


def _geometry(package: Package, record: Record) -> Any:
    from ploughshare import geo  # noqa: PLC0415

    row = package.row(*record)
    geometry = row.get("geometry") if row else None
    return geometry if geometry is not None and record[0] != "places" and geo.fault(geometry) is None else None
