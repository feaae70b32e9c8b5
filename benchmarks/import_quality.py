"""How well published country reports are read: per document and over all, against labels made by hand.

    python benchmarks/import_quality.py [REPORTS] [--labels tests/data/labels]

The labels hold values and no sentences; the reports themselves are not in the project (default: ../shared/reports).
A share is printed with what it is a share of. The rules that read were written with these reports at hand: what they
do on a report that nobody has seen is measured elsewhere, and is rather lower than higher.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from import_judges import Tally, judge_facts, judge_notes, judge_structure
from ploughshare.exchange.country_report import comparison
from ploughshare.exchange.country_report.packaging import package
from ploughshare.exchange.country_report.proposing.chapter import drafts
from ploughshare.record import reader

ROOT = Path(__file__).resolve().parents[1]


def labels(folder: Path, kind: str, name: str) -> Any:
    """The labels of a kind for a report, None where there are none."""
    path = folder / kind / f"{name}.json"
    if kind == "facts":
        path = folder / f"facts_{name.rpartition('-')[0].replace('-', '_')}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


MEASURES: tuple[tuple[str, str, float | None], ...] = (
    ("notes", "notes found", 1.0),
    ("called", "notes whose call in the text was found, once and surely", None),
    ("cites", "notes with as many sources as they cite", None),
    ("ibid", "Ibid. resolved", 0.97),
    ("short", "repeated and short forms resolved", 0.97),
    ("kind", "sources: kind", 0.92),
    ("publisher", "sources: publisher", 0.92),
    ("date", "sources: date", 0.92),
    ("panel", "panel fields", 0.98),
    ("tables", "reports with as many tables as they print", None),
    ("cells", "table cells", 0.98),
    ("scores", "scores", None),
    ("recommendations", "recommendations: number, whom they address", None),
    ("capacity", "capacity entries", None),
    ("sections", "sections", None),
    ("events_right", "events: precision (kind and date right)", None),
    ("events_found", "events: recall", None),
    ("place", "events found: place", None),
    ("standing", "events found: standing", None),
    ("figures_right", "figures of sentences: precision (measure and value right)", None),
    ("figures_found", "figures of sentences: recall", None),
    ("confident events_right", "events marked confident: right", 0.95),
    ("confident figures_right", "figures marked confident: right", 0.95),
    ("confident", "all that was marked confident: right", 0.95),
)


def judge(path: Path, folder: Path) -> Tally:
    """Everything that can be judged of a report."""
    tally = Tally()
    name = _name(path)
    for draft in drafts(path):
        if (wanted := labels(folder, "notes", name)) is not None:
            judge_notes(draft, wanted, tally)
        if (wanted := labels(folder, "structure", name)) is not None:
            judge_structure(draft, wanted, tally)
        if (wanted := labels(folder, "facts", name)) is not None and wanted["document"] == path.name:
            judge_facts(draft, wanted, tally)  # its spans are those of one form of the report
    return tally


def _name(path: Path) -> str:
    """ "cuba-2025" of "cuba-2025-publisher.txt": the forms of a report share their labels."""
    country, _, rest = path.stem.partition("-20")
    return f"{country}-20{rest[:2]}"


F1_TARGET = 0.80


def _share(tally: Tally, measure: str) -> float:
    return tally.right[measure] / tally.all[measure]


def _lines(tally: Tally, reports: Mapping[str, Tally] = MappingProxyType({})) -> Iterator[str]:
    for measure, title, target in MEASURES:
        if tally.all[measure]:
            right, of = tally.right[measure], tally.all[measure]
            aim = "" if target is None else f"  target {target:.0%}"
            low = min(
                ((_share(each, measure), name) for name, each in reports.items() if each.all[measure]), default=None
            )
            worst = f"  lowest {low[0]:.1%}, {low[1]}" if low and low[0] < 1 else ""
            yield f"  {title:<60} {right:>5} of {of:>5}  {right / of:7.1%}{aim}{worst}"
    for what in ("events", "figures"):
        if tally.all[f"{what}_found"]:
            low = min((f1(each, what) for each in reports.values() if each.all[f"{what}_found"]), default=None)
            worst = f"  lowest {low:.2f}" if low is not None else ""
            yield f"  {what}: F1 {f1(tally, what):67.2f}   target {F1_TARGET:.2f}{worst}"


def f1(tally: Tally, what: str) -> float:
    """The harmonic mean of precision and recall of events or figures."""
    right, found = f"{what}_right", f"{what}_found"
    precision = tally.right[right] / max(tally.all[right], 1)
    recall = tally.right[found] / max(tally.all[found], 1)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=Path, default=ROOT.parent / "shared" / "reports")
    parser.add_argument("--labels", type=Path, default=ROOT / "tests" / "data" / "labels")
    parser.add_argument("--misses", action="store_true", help="print each thing that was read wrongly")
    arguments = parser.parse_args()
    whole = Tally()
    reports: dict[str, Tally] = {}
    paths = sorted(arguments.reports.glob("*.txt"))
    if not paths:
        print(f"import_quality: there are no reports in {arguments.reports}")
        return
    for path in paths:
        tally = judge(path, arguments.labels)
        whole.add(tally)
        reports[path.stem] = tally
        print(path.stem, *_lines(tally), sep="\n")
        if arguments.misses:
            print(*(f"    {miss}" for miss in tally.misses), sep="\n")
    # Nothing is fitted to the labels but what counts as confident, so that leaving a report out changes nothing else:
    # how far the reports lie apart says what a new one may be like.
    print("all", *_lines(whole, reports), sep="\n")
    _compare(arguments.reports)


def _compare(reports: Path) -> None:
    """The import of North Korea beside the record that was made by hand from the same chapter."""
    by_hand = reader.read(ROOT / "records" / "kp").package
    for path in sorted(reports.glob("north-korea-*.txt")):
        for draft in drafts(path):
            print(f"\n{path.stem} beside records/kp")
            print(*comparison.lines(comparison.compare(package(draft), by_hand)), sep="\n")


if __name__ == "__main__":
    main()
