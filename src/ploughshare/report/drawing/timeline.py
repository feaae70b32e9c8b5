"""The timeline of a country report: when things happened, how exactly that is known, and when they were reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ploughshare import dates, vocab
from ploughshare.record.package import Package
from ploughshare.report import theme
from ploughshare.report.drawing.svg import Canvas, Drawing
from ploughshare.report.fonts import width, wrap

WIDTH = 680.0
TEXT = 9.8
LEADING = 12.2
DATE_X, TITLE_X, CHART_X = 0.0, 98.0, 372.0
PAGE_HEIGHT = 800.0
"""A longer timeline goes on in a further drawing, so that each fits a printed page."""

_HEAD, _PADDING = 20.0, 5.0
_SIGN = 4.0
_QUIET_YEAR = 0.2
_UNKNOWN = "date not known"


@dataclass(frozen=True)
class Entry:
    """An event ready to be drawn: its dates as intervals (None where unknown), its words, its sign."""

    id: str
    happened: tuple[date, date] | None
    reported: tuple[date, date] | None
    words: str
    title: str
    group: str
    is_taken_to_have_happened: bool

    @property
    def days(self) -> list[date]:
        """Every date it brings to the scale."""
        return [day for pair in (self.happened, self.reported) if pair for day in pair]

    @property
    def order(self) -> tuple[date, date, str]:
        """By the date it happened; by that of the first report where the other is unknown."""
        known = self.happened or self.reported
        first, last = known or (date.max, date.max)
        return first, last, self.title


def draw(package: Package) -> list[Drawing]:
    """The timeline of the events a record shows (already filtered for its readers), a drawing for each page.

    Events of which no date at all is known are not drawn: ``undated`` names them.
    """
    dated = sorted((entry for entry in entries(package) if entry.days), key=lambda entry: entry.order)
    if not dated:
        return []
    scale = Scale([day for entry in dated for day in entry.days])
    pages = list(_pages(dated))
    name = str(package.meta["name"])
    return [
        _page(scale, rows, name, f"timeline-{number}" if len(pages) > 1 else "timeline")
        for number, rows in enumerate(pages, 1)
    ]


def undated(package: Package) -> list[str]:
    """The titles of the events of which the record has no date."""
    return sorted(entry.title for entry in entries(package) if not entry.days)


def entries(package: Package) -> Iterator[Entry]:
    """Every event of a package, in the order of its table, also those of which no date is known."""
    kinds, standings = vocab.load("event_kinds").terms, vocab.load("event_standings").terms
    last_day = _interval(package.as_of, None)
    for row in package.rows("events"):
        yield Entry(
            id=str(row["id"]),
            happened=_interval(row["happened"], row["happened_precision"], until=last_day),
            reported=_interval(row["reported"], row["reported_precision"]),
            words=dates.say(row["happened"], row["happened_precision"]) if row["happened"] else _UNKNOWN,
            title=str(row["title"]),
            group=str(kinds[row["kind"]].extra["group"]),
            is_taken_to_have_happened=bool(standings[row["standing"]].extra["happened"]),
        )


def _interval(
    text: str | None, precision: str | None, *, until: tuple[date, date] | None = None
) -> tuple[date, date] | None:
    """First and last day. What goes on lasts, as far as anybody knows, until the record's date; what has no beginning
    is drawn at its end."""
    if not text or precision == "unknown":
        return None
    first, last = dates.interval(text, precision)
    end = last or max(first, until[1] if until else first)
    return (end if first == date.min else first), end


class Scale:
    """Dates to units from ``left`` to ``right``. Years in which nothing was reported are drawn narrower, or the rest
    could not be read."""

    def __init__(self, days: Sequence[date], left: float = CHART_X, right: float = WIDTH - 6) -> None:
        busy = {day.year for day in days}
        self.years = list(range(min(busy), max(busy) + 1))
        weights = [1.0 if year in busy else _QUIET_YEAR for year in self.years]
        unit = (right - left) / sum(weights)
        self.quiet = [year not in busy for year in self.years]
        self.edges = [left + unit * sum(weights[:index]) for index in range(len(weights) + 1)]

    def place(self, day: date) -> float:
        """Where the beginning of the day stands."""
        index = day.year - self.years[0]
        start, end = self.edges[index], self.edges[index + 1]
        of_year = (day - date(day.year, 1, 1)) / (date(day.year, 12, 31) - date(day.year, 1, 1) + timedelta(days=1))
        return start + (end - start) * of_year


def _lines(entry: Entry) -> list[str]:
    return wrap(entry.title, TEXT, CHART_X - TITLE_X - 12)


def _height(entry: Entry) -> float:
    return max(len(_lines(entry)), len(_date_lines(entry))) * LEADING + _PADDING


def _date_lines(entry: Entry) -> list[str]:
    return wrap(entry.words, TEXT, TITLE_X - DATE_X - 8)


def _pages(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries by page, all about equally long, so that no page is left with a single line."""
    total = sum(map(_height, entries))
    room = total / max(1, -(-total // PAGE_HEIGHT))
    page: list[Entry] = []
    used = 0.0
    for entry in entries:
        if page and used + _height(entry) / 2 > room:
            yield page
            page, used = [], 0.0
        page.append(entry)
        used += _height(entry)
    yield page


def _page(scale: Scale, entries: Sequence[Entry], name: str, stem: str) -> Drawing:
    rows_height = sum(map(_height, entries))
    canvas = Canvas(WIDTH, 0)
    _years(canvas, scale, rows_height)
    y = _HEAD
    for entry in entries:
        _row(canvas, scale, entry, y)
        y += _height(entry)
    canvas.stroke(f"M0 {y:.2f}H{WIDTH}", "rule", 0.8)
    canvas.height = _legend(canvas, entries, y + 16)
    said = "; ".join(f"{entry.words}: {entry.title}" for entry in entries)
    return canvas.finish(stem, f"Timeline of {name}", f"Timeline of events by date. {said}.")


def _years(canvas: Canvas, scale: Scale, rows_height: float) -> None:
    bottom = _HEAD + rows_height
    free_from = 0.0
    for index, year in enumerate(scale.years):
        left, right = scale.edges[index], scale.edges[index + 1]
        if scale.quiet[index]:
            canvas.rectangle(left, _HEAD, right - left, rows_height, "quiet")
        if not (index and scale.quiet[index] and scale.quiet[index - 1]):
            canvas.stroke(f"M{left:.2f} {_HEAD - 4}V{bottom:.2f}", "rule", 0.5)
        label = str(year)
        if not scale.quiet[index] and left >= free_from:
            if width(label, 8.6) > right - left:
                label = f"’{year % 100:02}"
            canvas.text(label, left + 1, _HEAD - 8, 8.6, colour="soft", bold=True)
            free_from = left + width(label, 8.6, bold=True) + 3
    canvas.text("When it happened", DATE_X, _HEAD - 8, 8.6, colour="soft", bold=True)
    canvas.text("What was reported", TITLE_X, _HEAD - 8, 8.6, colour="soft", bold=True)


def _row(canvas: Canvas, scale: Scale, entry: Entry, top: float) -> None:
    canvas.stroke(f"M0 {top:.2f}H{WIDTH}", "rule", 0.5)
    baseline = top + _PADDING / 2 + TEXT * 0.9
    for index, line in enumerate(_date_lines(entry)):
        canvas.text(line, DATE_X, baseline + index * LEADING, TEXT, colour="soft")
    for index, line in enumerate(_lines(entry)):
        canvas.text(line, TITLE_X, baseline + index * LEADING, TEXT)
    middle = top + _height(entry) / 2
    colour = theme.SIGNS[entry.group].colour
    spot = None
    if entry.happened:
        start = scale.place(entry.happened[0])
        end = scale.place(entry.happened[1])
        spot = (start + end) / 2
        if end - start > 2 * _SIGN:
            canvas.rectangle(start, middle - 1.7, end - start, 3.4, colour, fill_opacity=0.45)
    if entry.reported:
        tick = scale.place(entry.reported[0])
        if spot is not None and abs(tick - spot) > _SIGN:
            canvas.stroke(f"M{spot:.2f} {middle:.2f}H{tick:.2f}", "soft", 0.7, stroke_dasharray="1.2 1.6")
        canvas.stroke(f"M{tick:.2f} {middle - 6:.2f}v12", "ink", 1.3)
        if spot is None:
            # Only the report is dated; the sign stands before it, at no date.
            spot = tick - _SIGN - 4
    if spot is not None:
        canvas.sign(entry.group, spot, middle, _SIGN, hollow=not entry.is_taken_to_have_happened)


def _legend(canvas: Canvas, entries: Sequence[Entry], y: float) -> float:
    """What the signs, bars and ticks mean; gives the height of the whole drawing."""
    seen = {entry.group for entry in entries}
    keys = [(group, sign.words) for group, sign in theme.SIGNS.items() if group in seen]
    keys += [
        ("hollow", "Hollow: suggested, warned of, planned or denied"),
        ("bar", "Bar: somewhere within, or throughout"),
        ("tick", "Tick: first reported"),
    ]
    x = 0.0
    for key, words in keys:
        across = 18 + width(words, TEXT) + 14
        if x and x + across > WIDTH:
            x, y = 0.0, y + LEADING + 3
        _sample(canvas, key, x + 7, y - 3.4)
        canvas.text(words, x + 18, y, TEXT, colour="soft")
        x += across
    return y + 6


def _sample(canvas: Canvas, key: str, x: float, y: float) -> None:
    if key == "hollow":
        canvas.sign("land_release", x, y, _SIGN, hollow=True)
    elif key == "bar":
        canvas.rectangle(x - 7, y - 1.7, 14, 3.4, "soft", fill_opacity=0.45)
    elif key == "tick":
        canvas.stroke(f"M{x:.2f} {y - 5:.2f}v10", "ink", 1.3)
    else:
        canvas.sign(key, x, y, _SIGN)
