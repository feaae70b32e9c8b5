"""Whatever becomes of a report on its way, it is read into a record that keeps its contract, or refused in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_up_report import report
from ploughshare.errors import PloughshareError
from ploughshare.exchange.country_report.differences import differences
from ploughshare.exchange.country_report.draft import from_json, to_json
from ploughshare.exchange.country_report.packaging import package
from ploughshare.exchange.country_report.proposing.chapter import drafts
from ploughshare.findings import Level
from ploughshare.report import checks

LINES = report().split("\n")
NUMBERS = ("0", "1", "31", "99", "1900", "2024", "2999", "1000000000")


def _cut(lines: list[str], at: int, much: int) -> None:
    del lines[at : at + much]


def _repeat(lines: list[str], at: int, much: int) -> None:
    lines.insert(at, lines[(at + much) % len(lines)])


def _misnumber(lines: list[str], at: int, much: int) -> None:
    lines[at] = re.sub(r"\d+", NUMBERS[much % len(NUMBERS)], lines[at])


def _break_off(lines: list[str], at: int, much: int) -> None:
    lines[at] = lines[at][:much]


def _stain(lines: list[str], at: int, much: int) -> None:
    lines[at] = f"{lines[at][:much]}{'”“*²;(.'[much % 7]}{lines[at][much:]}"


SPOILS = st.lists(
    st.tuples(
        st.sampled_from([_cut, _repeat, _misnumber, _break_off, _stain]), st.integers(0, 200), st.integers(0, 12)
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoils=SPOILS)
def test_a_spoilt_report_makes_a_record_or_is_refused(spoils: list, tmp_path: Path) -> None:
    lines = list(LINES)
    for spoil, at, much in spoils:
        if lines:
            spoil(lines, at % len(lines), much)
    path = tmp_path / "report.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        made = list(drafts(path))
    except PloughshareError:
        return  # in words of the catalogue
    for draft in made:
        assert from_json(to_json(draft), draft.text) == draft
        record = package(draft)
        assert [each.line() for each in checks.check(record) if each.level is Level.ERROR] == []
        assert differences(draft, record) == []
