"""Facts as read held against the labels made by hand (``data/labels/README.md`` says what was labelled)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ploughshare.exchange.country_report import judge
from ploughshare.exchange.country_report.chapters import read_chapters
from ploughshare.exchange.country_report.facts.extract import facts
from ploughshare.exchange.country_report.facts.model import Claim, Event
from ploughshare.exchange.country_report.reading.model import Chapter, Span
from ploughshare.figure import Figure, parse

LABELS = Path(__file__).parent / "data" / "labels"
COUNTRIES = ("china", "cuba", "morocco", "north_korea", "serbia")

Label = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """How many facts were read, were labelled, are right; and of those marked confident, how many, how many right."""

    read: int
    labelled: int
    right: int
    confident: int
    confident_right: int

    @property
    def f1(self) -> float:
        """Twice the right ones of all that were read and all that are labelled."""
        return 2 * self.right / (self.read + self.labelled)


def labels(country: str) -> Label:
    """The labels of a country's report."""
    content: Label = json.loads((LABELS / f"facts_{country}.json").read_text(encoding="utf-8"))
    return content


def chapter(shared: Path, country: str) -> Chapter:
    """The chapter that was labelled."""
    return next(read_chapters(shared / "reports" / labels(country)["document"]))


def digest(read: Chapter) -> str:
    """The SHA-256 of a chapter's text."""
    return hashlib.sha256(read.text.encode()).hexdigest()


def scores(shared: Path, country: str) -> tuple[Score, Score]:
    """The scores of the events (kind, date and precision) and of the figures (measure, value and unit)."""
    told, wanted = facts(chapter(shared, country)), labels(country)
    return (
        _score(told.events, wanted["events"], _is_event, judge.of_event),
        _score(told.claims, wanted["figures"], _is_figure, judge.of_claim),
    )


def _score(
    read: Sequence[Event] | Sequence[Claim],
    wanted: Sequence[Label],
    is_same: Callable[[Any, Label], bool],
    why_doubtful: Callable[[Any], str],
) -> Score:
    free = list(wanted)
    right: list[Event | Claim] = []
    for fact in read:
        found = next((label for label in free if is_same(fact, label)), None)
        if found is not None:
            free.remove(found)
            right.append(fact)
    sure = [fact for fact in read if not why_doubtful(fact)]
    return Score(len(read), len(wanted), len(right), len(sure), len([fact for fact in sure if fact in right]))


def _is_event(event: Event, label: Label) -> bool:
    dated = event.happened or event.reported
    date, precision = (dated.date, dated.precision) if dated else ("", "unknown")
    is_dated = date in label["date"] and precision in label["precision"]
    return event.kind in label["kind"] and is_dated and _overlap(event.spans, label)


def _is_figure(claim: Claim, label: Label) -> bool:
    wanted = parse(label["figure"], label["unit"])
    is_same = claim.measure in label["measure"] and _values(claim.figure) == _values(wanted)
    return is_same and label["unit"] in (None, claim.figure.unit) and _overlap(claim.spans, label)


def _values(figure: Figure) -> tuple[object, ...]:
    return figure.state, figure.low, figure.best, figure.high


def _overlap(spans: Sequence[Span], label: Label) -> bool:
    return any(span.start < end and start < span.end for span in spans for _, start, end in label["spans"])
