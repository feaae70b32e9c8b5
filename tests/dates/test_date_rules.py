"""Every table of docs/rules/dates.md, and what holds for any date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare import dates

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "rules" / "dates.md"


def rows(section: int) -> Iterator[list[str | None]]:
    """The rows of the table of a section, without its head; None for an empty cell."""
    text = re.split(r"^## ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[section]
    for line in [line for line in text.splitlines() if line.startswith("|")][2:]:
        yield [None if cell.strip() == "-" else cell.strip() for cell in line.strip("|").split("|")]


@pytest.mark.parametrize(("text", "precision", "first", "last", "said"), list(rows(1)))
def test_what_a_date_covers_and_how_it_is_said(
    text: str | None, precision: str | None, first: str, last: str | None, said: str
) -> None:
    start, end = dates.interval(text, precision)
    assert (start.isoformat(), end and end.isoformat()) == (first, last)
    assert dates.say(text, precision) == said
    assert precision is None or dates.precision_fault(text, precision) is None


@pytest.mark.parametrize(("text", "expected"), list(rows(2)))
def test_what_is_no_date(text: str, expected: str) -> None:
    assert expected in (dates.fault(text, period=True) or "")
    with pytest.raises(ValueError, match=re.escape(expected)):
        dates.interval(text)
    with pytest.raises(ValueError, match=re.escape(expected)):
        dates.say(text)


@pytest.mark.parametrize(("text", "precision", "expected"), list(rows(3)))
def test_dates_beyond_their_precision(text: str | None, precision: str, expected: str | None) -> None:
    found = dates.precision_fault(text, precision)
    assert found is None if expected is None else expected in (found or "")


def test_a_period_is_no_date() -> None:
    assert dates.fault("2023/2024", period=True) is None
    assert dates.fault("2023/2024") is not None


@given(st.dates())
def test_a_date_lies_in_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    assert dates.fault(text) is None
    for digits in (4, 7, 10):
        first, last = dates.interval(text[:digits])
        assert last is not None
        assert first <= day <= last
    assert dates.say(text).endswith(str(day.year))


@given(st.dates(), st.sampled_from(["month", "year"]))
def test_early_mid_and_late_cover_a_month_and_a_year_once(day: date, whole: str) -> None:
    text = day.isoformat()[: 7 if whole == "month" else 4]
    spans = [dates.interval(text, f"{part}_{whole}") for part in ("early", "mid", "late")]
    assert sum(last is not None and first <= day <= last for first, last in spans) == 1
    assert (spans[0][0], spans[-1][1]) == dates.interval(text)


@given(st.text(max_size=30) | st.text(alphabet="0123456789-/.", max_size=22))
def test_any_text_is_valid_or_has_a_fault(text: str) -> None:
    if dates.fault(text, period=True) is None:
        assert dates.say(text)
        first, last = dates.interval(text)
        assert last is None or first <= last
