"""Dates as sentences print them. All sentences are made up."""

from __future__ import annotations

import pytest

from ploughshare.exchange.country_report.facts.when import Context


def dated(text: str) -> list[tuple[str, str]]:
    """The dates and precisions of a text, in a chapter that reports on 2024."""
    return [(each.date, each.precision) for each in Context(2024).dates(text, 0, len(text))]


@pytest.mark.parametrize(
    ("printed", "date", "precision"),
    [
        ("on 4 May 2021", "2021-05-04", "day"),
        ("on May 4, 2021", "2021-05-04", "day"),
        ("on 2–3 June 2019", "2019-06-02/2019-06-03", "day"),
        ("from 1 July 2022 to 30 June 2023", "2022-07-01/2023-06-30", "day"),
        ("between August and October 2023", "2023-08/2023-10", "month"),
        ("from December 2022 to February 2023", "2022-12/2023-02", "month"),
        ("in early December 2023", "2023-12", "early_month"),
        ("at the end of July 2024", "2024-07", "late_month"),
        ("in mid-2019", "2019", "mid_year"),
        ("in late 2018", "2018", "late_year"),
        ("in the first half of 2022", "2022", "year"),
        ("in 2021–23", "2021/2023", "year"),
        ("in 2022 and 2023", "2022/2023", "year"),
        ("in the 1990s", "1990/1999", "year"),
        ("in the early 1990s", "1990/1993", "year"),
        ("since the 1970s", "1970/..", "year"),
        ("since March 2020", "2020-03/..", "month"),
        ("by June 2026", "2026-06", "before"),
        ("by the end of 2027", "2028", "before"),
        ("before 2002", "2002", "before"),
        ("as at October 2024", "2024-10", "month"),
        ("in the last five years", "2020/2024", "year"),
        ("in the three years to 2020", "2018/2020", "year"),
    ],
)
def test_a_date_is_read_at_its_precision(printed: str, date: str, precision: str) -> None:
    assert dated(f"It was done {printed}.") == [(date, precision)]


@pytest.mark.parametrize(
    ("printed", "dates"),
    [
        ("In June 2019 they met. A month later it began.", ["2019-06", "2019-07"]),
        ("In June 2019 they met. In September, it ended.", ["2019-06", "2019-09"]),
        ("In 2019 they met. The following year, it ended.", ["2019", "2020"]),
        ("In 2019 they met, as in the previous year.", ["2019", "2018"]),
        ("It began in 1961. Twelve years later, in 1973, it ended.", ["1961", "1973"]),
    ],
)
def test_what_a_date_leaves_open_is_in_the_sentences_before(printed: str, dates: list[str]) -> None:
    assert [date for date, _ in dated(printed)] == dates


@pytest.mark.parametrize(
    "printed",
    [
        "It may clear more.",
        "They march on.",
        "In all, 2015 mines were found.",
        "Resolution 1989 was adopted.",
        "It covers 1,998 areas.",
    ],
)
def test_numbers_and_words_that_are_no_dates(printed: str) -> None:
    assert dated(printed) == []


def test_a_year_may_only_name_a_thing() -> None:
    [date] = Context(2024).dates("The 2018 agreement holds.", 0, 25)
    assert date.role == "named"


def test_the_year_that_a_report_covers_is_told_apart() -> None:
    [date] = Context(2024).dates("Its report covering 2022 says so.", 0, 33)
    assert (date.date, date.role) == ("2022", "covering")
