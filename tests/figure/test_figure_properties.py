"""What holds for every figure, whatever its numbers: round trips, and that arithmetic never makes doubt smaller."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare import figure, vocab
from ploughshare.errors import PloughshareError
from ploughshare.figure import Figure, Kind, State
from ploughshare.figure.units import units

COUNTED = st.sampled_from([None, *(unit.id for unit in units().values() if unit.counted)])
MEASURED = st.sampled_from([unit.id for unit in units().values() if not unit.counted])
WHOLE = st.integers(1, 10**9).map(Decimal)
PARTS = st.decimals("0.001", 10**6, places=3)
KINDS = st.sampled_from([Kind.EXACT, Kind.ABOUT, Kind.BETWEEN, Kind.AT_LEAST, Kind.AT_MOST])
VERBAL = st.sampled_from([term.label for term in vocab.load("verbal_quantities").terms.values()])


@st.composite
def values(draw: st.DrawFn, *, kinds: st.SearchStrategy[Kind] = KINDS, unit: str | None = None) -> Figure:
    """Sound figures that words can hold, of any unit."""
    named = unit or draw(COUNTED | MEASURED)
    counted = named is None or units()[named].counted
    kind = draw(kinds | (st.nothing() if counted else st.sampled_from([Kind.MORE_THAN, Kind.LESS_THAN])))
    low, high = sorted((draw(WHOLE if counted else PARTS), draw(WHOLE if counted else PARTS)))
    if kind in (Kind.AT_LEAST, Kind.MORE_THAN):
        return figure.of(State.VALUE, kind, low=low, unit=named)
    if kind in (Kind.AT_MOST, Kind.LESS_THAN):
        return figure.of(State.VALUE, kind, high=high, unit=named)
    if kind is Kind.BETWEEN:
        return figure.of(State.VALUE, kind, low=low, high=high, unit=named)
    bound = draw(st.sampled_from(["none", "low", "high", "both"])) if kind is Kind.ABOUT else "none"
    return figure.of(
        State.VALUE,
        kind,
        low=low if bound in ("low", "both") else None,
        best=high if bound in ("high", "both") else low,
        high=high if bound in ("high", "both") else None,
        unit=named,
    )


ANY = values() | st.builds(figure.missing, st.sampled_from([state for state in State if state is not State.ZERO]))
MINES = (
    values(unit="mines")
    | st.just(figure.exact(0, "mines"))
    | st.builds(lambda words: figure.parse(words, "mines"), VERBAL)
)


def allows(value: Figure, number: Decimal) -> bool:
    """Whether a figure allows a number, its open ends included; one that is not known allows any."""
    reach = figure.interval(value)
    return reach is None or replace(reach, low_open=False, high_open=False).covers(figure.Interval(number, number))


def stated(value: Figure) -> list[Decimal]:
    """Numbers that a figure allows: its ends, its best."""
    return [number for number in (value.low, value.best, value.high) if number is not None]


@given(values())
def test_a_figure_said_and_read_is_the_same_figure(value: Figure) -> None:
    assert figure.faults(value) == []
    assert figure.parse(figure.say(value)) == value
    assert figure.parse(figure.say(value, unit=False), value.unit) == value


@given(VERBAL, COUNTED)
def test_a_verbal_quantity_said_and_read_is_the_same_figure(words: str, unit: str | None) -> None:
    value = figure.parse(words, unit)
    assert value.kind is Kind.VERBAL
    assert figure.parse(figure.say(value)) == value


@given(st.integers(1, 999), st.integers(0, 3), st.sampled_from(["million", "billion"]))
def test_a_scale_said_and_read_keeps_its_rounding(digits: int, places: int, scale: str) -> None:
    words = f"{Decimal(digits).scaleb(-places):f} {scale}"
    value = figure.parse(words)
    if value.best is not None and value.best >= {"million": 500_000, "billion": 500_000_000}[scale]:
        assert figure.parse(figure.say(value)) == value


@pytest.mark.parametrize("state", [state for state in State if state is not State.VALUE])
def test_a_state_said_and_read_is_the_same_state(state: State) -> None:
    assert figure.parse(figure.say(figure.of(state))) == figure.of(state)


def outcome(words: str) -> Figure | PloughshareError:
    try:
        return figure.parse(words)
    except PloughshareError as refused:
        return refused


@given(st.text(max_size=60) | st.text(alphabet="0123456789.,-–+ kmabou", max_size=30))
def test_any_words_are_read_or_refused_with_a_remedy(words: str) -> None:
    found = outcome(words)
    if isinstance(found, PloughshareError):
        assert found.code == "figure.words"
        assert len(str(found)) > len(words)
    else:
        assert figure.faults(found) == []
        assert figure.say(found)


@given(MINES, MINES)
def test_agreement_does_not_depend_on_the_order_and_every_figure_agrees_with_itself(one: Figure, other: Figure) -> None:
    assert figure.agree(one, other) == figure.agree(other, one)
    assert figure.agree(one, one)
    assert not figure.narrower(one, one)
    assert not (figure.narrower(one, other) and figure.narrower(other, one))


@given(ANY)
def test_a_text_may_always_say_what_is_held(value: Figure) -> None:
    assert figure.faithful(value, value)


@given(st.lists(MINES, min_size=1, max_size=4), st.booleans())
def test_a_total_allows_every_sum_of_what_its_parts_allow(parts: list[Figure], is_one_missing: bool) -> None:
    absent = [figure.missing(State.NOT_REPORTED, "mines")] if is_one_missing else []
    result = figure.total([*parts, *absent])
    assert figure.faults(result) == []
    for pick in (min, max):
        assert allows(result, sum((pick(stated(part)) for part in parts), Decimal(0)))
    if is_one_missing:
        assert result.state is State.NOT_REPORTED or result.high is None


@given(st.lists(MINES | st.builds(figure.missing, st.sampled_from(State)), min_size=1, max_size=3))
def test_a_total_does_not_depend_on_the_order(parts: list[Figure]) -> None:
    sound = [part for part in parts if figure.faults(part) == []]
    assert len({figure.total(order) for order in permutations(sound)}) == 1


@given(MINES, MINES)
def test_a_difference_allows_every_difference_of_what_its_parts_allow(one: Figure, other: Figure) -> None:
    result = figure.difference(one, other)
    assert figure.faults(result) == []
    assert all(allows(result, left - right) for left in stated(one) for right in stated(other))


@given(MINES, MINES)
def test_shares_and_changes_are_sound_figures(one: Figure, other: Figure) -> None:
    for rule in ("share", "change"):
        result = figure.compute(rule, [one, other])
        assert figure.faults(result) == []
        assert result.unit == "percent"
        figure.say(result)


@given(values(unit="km"), values(unit="m"))
def test_a_product_of_lengths_is_an_area_and_allows_the_product_of_what_is_stated(one: Figure, other: Figure) -> None:
    result = figure.product(one, other)
    assert figure.faults(result) == []
    assert result.unit == "km2"
    assert all(allows(result, left * right / 1000) for left in stated(one) for right in stated(other))


@given(values(unit="ha"), st.sampled_from(["m2", "km2", "ha"]))
def test_a_metric_conversion_there_and_back_changes_no_number(value: Figure, unit: str) -> None:
    back = figure.convert(figure.convert(value, unit), "ha")
    assert (back.kind, back.low, back.best, back.high) == (value.kind, value.low, value.best, value.high)
    assert figure.step(back) == figure.step(value)


@given(values(unit="mile"), st.sampled_from(["m", "km"]))
def test_a_converted_figure_agrees_with_the_one_it_came_from(value: Figure, unit: str) -> None:
    converted = figure.convert(value, unit)
    assert figure.agree(converted, value)
    assert figure.unit_slip(converted, value) is None


@given(st.text(max_size=200))
def test_quantities_in_any_text_lie_in_it_in_order(text: str) -> None:
    found = figure.quantities(text)
    assert all(text[quantity.start : quantity.end] == quantity.words for quantity in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(values(kinds=st.sampled_from([Kind.EXACT, Kind.AT_LEAST, Kind.AT_MOST, Kind.BETWEEN])))
def test_a_said_figure_is_found_whole_in_running_text(value: Figure) -> None:
    words = figure.say(value)
    assert [quantity.words for quantity in figure.quantities(f"They found {words}, it says.")] == [words]
