"""How well published country reports are read: per document and over all, against labels made by hand.

    python benchmarks/import_quality.py [REPORTS] [--labels tests/data/labels]

The labels hold values and no sentences; the reports themselves are not in the project (default: ../shared/reports).
A share is printed with what it is a share of. The rules that read were written with these reports at hand: what they
do on a report that nobody has seen is measured elsewhere, and is rather lower than higher.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ploughshare.exchange.country_report.draft import Confidence, Draft, Proposal
from ploughshare.exchange.country_report.notes.identity import folded
from ploughshare.exchange.country_report.proposing.chapter import drafts

ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Tally:
    """Right ones of all, for each thing that is measured; and of what was marked confident."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def count(self, measure: str, miss: str = "", *, is_right: bool, confident: bool | None = None) -> None:
        """One more judged; ``confident`` where the importer said how sure it was."""
        self.all[measure] += 1
        self.right[measure] += is_right
        if confident:
            self.all["confident"] += 1
            self.right["confident"] += is_right
        if miss and not is_right:
            self.misses.append(f"{measure}: {miss}")

    def add(self, other: Tally) -> None:
        """What was judged elsewhere as well."""
        self.right += other.right
        self.all += other.all


def labels(folder: Path, kind: str, name: str) -> Any:
    """The labels of a kind for a report, None where there are none."""
    path = folder / kind / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def judge_notes(draft: Draft, wanted: Mapping[str, Any], tally: Tally) -> None:
    """Notes found, what each cites, Ibid. and short forms, and the fields of each source."""
    notes = {note.values["number"]: note for note in draft.of("notes")}
    rows = {str(source.values["id"]): source for source in draft.of("sources")}
    first: dict[str, str | None] = {}
    seen: set[str] = set()
    for label in wanted["notes"]:
        note = notes.get(label["number"])
        tally.count("notes", f"note {label['number']}", is_right=note is not None)
        if note is None:
            continue
        tally.count("called", f"note {label['number']}", is_right="call" not in note.reason)
        pairs, extra = _aligned(label["cites"], note.values["cites"], wanted["sources"], rows)
        tally.count("cites", f"note {label['number']}", is_right=not extra and all(pairs.values()))
        for at, cite in enumerate(label["cites"]):
            got = pairs.get(at)
            id = got.get("source") if got else None
            sure = bool(got) and "doubt" not in (got or {})
            if cite["form"] == "full":
                key = cite["source"][0]
                first.setdefault(key, id)
                if key not in seen:
                    seen.add(key)
                    _judge_source(key, wanted["sources"][key], rows.get(id or ""), tally)
                continue
            is_right = id is not None and id in {first.get(key) for key in cite["source"]}
            tally.count(cite["form"], f"note {label['number']} got {id}", is_right=is_right, confident=sure)


def _aligned(
    cites: Sequence[Mapping[str, Any]],
    got: Sequence[Mapping[str, Any]],
    sources: Mapping[str, Any],
    rows: Mapping[str, Proposal],
) -> tuple[dict[int, Mapping[str, Any] | None], int]:
    """Each label with the citation that is most like it, none twice; and how many are left over."""
    free = list(range(len(got)))
    pairs: dict[int, Mapping[str, Any] | None] = {}
    for at, cite in enumerate(cites):
        best = max(free, key=lambda n: _likeness(cite, got[n], sources, rows) - abs(n - at) / 100, default=None)
        pairs[at] = got[best] if best is not None else None
        if best is not None:
            free.remove(best)
    return pairs, len(free)


def _likeness(
    cite: Mapping[str, Any], got: Mapping[str, Any], sources: Mapping[str, Any], rows: Mapping[str, Proposal]
) -> float:
    label, row = sources[cite["source"][0]], rows.get(str(got.get("source")))
    if row is None:
        return 0.1
    return (label.get("issued") == row.values.get("issued")) + (row.values["kind"] in label["kind"]) / 2


def _judge_source(key: str, label: Mapping[str, Any], row: Proposal | None, tally: Tally) -> None:
    sure = row is not None and row.confidence is Confidence.CONFIDENT
    values = row.values if row else {}
    is_right = values.get("kind") in label["kind"]
    tally.count("kind", f"{key}: {values.get('kind')}", is_right=is_right, confident=sure)
    if "publisher" in label:
        names = [values.get("container_title"), values.get("publisher_name")]
        names += [author.get("literal") for author in values.get("authors", ())]
        is_right = any(_is_same(label["publisher"], name) for name in names if name)
        tally.count("publisher", f"{key}: {names}", is_right=is_right, confident=sure)
    if "issued" in label:
        is_right = values.get("issued") == label["issued"]
        tally.count("date", f"{key}: {values.get('issued')}", is_right=is_right, confident=sure)


def _is_same(label: str, name: str) -> bool:
    return folded(label) in folded(name) or folded(name) == folded(label)


MEASURES: tuple[tuple[str, str], ...] = (
    ("notes", "notes found"),
    ("called", "notes whose call in the text was found, once and surely"),
    ("cites", "notes with as many sources as they cite"),
    ("ibid", "Ibid. resolved"),
    ("short", "repeated and short forms resolved"),
    ("kind", "sources: kind"),
    ("publisher", "sources: publisher"),
    ("date", "sources: date"),
    ("confident", "right of what was marked confident"),
)


def judge(path: Path, folder: Path) -> Tally:
    """Everything that can be judged of a report."""
    tally = Tally()
    name = _name(path)
    for draft in drafts(path):
        if (wanted := labels(folder, "notes", name)) is not None:
            judge_notes(draft, wanted, tally)
    return tally


def _name(path: Path) -> str:
    """ "cuba-2025" of "cuba-2025-publisher.txt": the forms of a report share their labels."""
    country, _, rest = path.stem.partition("-20")
    return f"{country}-20{rest[:2]}"


def _lines(tally: Tally) -> Iterator[str]:
    for measure, title in MEASURES:
        if tally.all[measure]:
            right, of = tally.right[measure], tally.all[measure]
            yield f"  {title:<60} {right:>5} of {of:>5}  {right / of:7.1%}"


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", type=Path, default=ROOT.parent / "shared" / "reports")
    parser.add_argument("--labels", type=Path, default=ROOT / "tests" / "data" / "labels")
    parser.add_argument("--misses", action="store_true", help="print each thing that was read wrongly")
    arguments = parser.parse_args()
    whole = Tally()
    paths = sorted(arguments.reports.glob("*.txt"))
    if not paths:
        sys.exit(f"there are no reports in {arguments.reports}")
    for path in paths:
        tally = judge(path, arguments.labels)
        whole.add(tally)
        print(path.stem, *_lines(tally), sep="\n")
        if arguments.misses:
            print(*(f"    {miss}" for miss in tally.misses), sep="\n")
    print("all", *_lines(whole), sep="\n")


if __name__ == "__main__":
    main()
