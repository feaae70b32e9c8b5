"""What a figure is made of, and what is wrong with one that contradicts itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ploughshare import figure
from ploughshare.errors import PloughshareError
from ploughshare.figure import Kind, State


def cells(state: str, kind: str | None, *numbers: str | None, rounded_to: str | None = None) -> figure.Figure:
    low, best, high = (None if number is None else Decimal(number) for number in numbers or (None, None, None))
    return figure.of(
        state, kind, low=low, best=best, high=high, rounded_to=None if rounded_to is None else Decimal(rounded_to)
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (cells("value", "exact", "5", "5", "5"), None),
        (cells("value", "exact", None, "5", None), None),
        (cells("value", "about", "4", "5", "6"), None),
        (cells("value", "verbal", "20000", None, "99999"), None),
        (cells("zero", None), None),
        (cells("zero", "exact", "0", "0", "0"), None),
        (cells("not_reported", None), None),
        (cells("value", "between", "20", None, "10"), "low 20 lies above high 10"),
        (cells("value", "about", "4", "3", None), "low 4 lies above best 3"),
        (cells("value", "about", None, "5", "4"), "best 5 lies above high 4"),
        (cells("value", "exact", "4", "5", "6"), "kind is exact, and low, best and high differ"),
        (cells("value", "about", "4", None, "6"), "kind is about, and no best value is given"),
        (cells("value", "between", "4", None, None), "kind is between, which has low and high"),
        (cells("value", "at_least", None, None, "4"), "kind is at_least, which has low"),
        (cells("value", "at_most", "1", None, "4"), "kind is at_most, which has high"),
        (cells("value", "at_least", "601", "636", None), "kind is at_least, which states no best value"),
        (cells("value", "verbal", None, None, "9"), "the low end of its interval is missing"),
        (cells("value", None, "5", "5", "5"), "no kind says how it is stated"),
        (cells("value", "exact"), "no number is given"),
        (cells("value", "exact", None, "5", None, rounded_to="0"), "rounded_to is a step"),
        (cells("value", "exact", None, "1" + "0" * 18, None), "more than 18 digits"),
        (cells("value", "exact", None, "NaN", None), "not finite"),
        (cells("zero", "exact", None, "5", None), "state is zero, and a number other than 0"),
        (cells("not_reported", None, None, "0", None), "state is not_reported, and a number is given"),
    ],
)
def test_faults(value: figure.Figure, expected: str | None) -> None:
    found = figure.faults(value)
    assert found == [] if expected is None else expected in found[0]


def test_the_normal_form_makes_equal_figures_equal() -> None:
    assert cells("value", "exact", None, "158", None) == figure.parse("158") == figure.exact(158)
    assert cells("zero", None) == figure.parse("none") == figure.exact(0)
    assert cells("value", "exact", None, "0.270", None) == figure.parse("0.27")


def test_a_state_or_kind_of_no_vocabulary_is_no_figure() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        figure.of("perhaps")
    with pytest.raises(ValueError, match="roughly"):
        figure.of("value", "roughly")


def test_the_unit_given_counts_only_where_the_words_name_none() -> None:
    assert figure.parse("12", "mines").unit == "mines"
    assert figure.parse("12 km", "mines").unit == "km"
    assert figure.parse("not reported", "m2") == figure.missing(State.NOT_REPORTED, "m2")
    assert figure.parse("more than 1,000", "km2").kind is Kind.MORE_THAN
    assert figure.parse("more than 1,000", "mines").low == 1001


def test_a_table_leaves_out_the_unit_that_its_heading_names() -> None:
    assert figure.say(figure.parse("more than 600 mines"), unit=False) == "more than 600"
    assert figure.say(figure.parse("tens of thousands of mines"), unit=False) == "tens of thousands"


def test_no_figure_at_all_is_not_reported() -> None:
    assert figure.total([]).state is State.NOT_REPORTED


def test_a_whole_text_in_the_cell_is_refused_in_short() -> None:
    with pytest.raises(PloughshareError) as refused:
        figure.parse("600 mines " * 10_000)
    assert len(str(refused.value)) < 600


def test_a_long_number_is_printed_whole() -> None:
    assert figure.number(Decimal(f"1{'0' * 29}1")) == "1" + ",000" * 9 + ",001"
