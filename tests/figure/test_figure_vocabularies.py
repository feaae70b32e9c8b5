"""The vocabularies that figures read hold what the code takes from them, and no word means two things."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from ploughshare import figure, vocab
from ploughshare.figure import Kind, State
from ploughshare.figure.units import fits, units, usual
from ploughshare.figure.words import Modifier


@pytest.mark.parametrize(
    ("name", "enumeration"), [("figure_states", State), ("figure_kinds", Kind), ("figure_modifiers", Modifier)]
)
def test_the_code_and_the_vocabulary_have_the_same_terms(name: str, enumeration: type[State | Kind | Modifier]) -> None:
    assert set(vocab.load(name).terms) == {str(term) for term in enumeration}


def test_every_derivation_computes_and_no_other() -> None:
    for rule, term in vocab.load("derivations").terms.items():
        inputs = [figure.exact(6, "mines" if rule != "product" else None)] * (2 if term.extra["inputs"] == "2" else 3)
        assert figure.compute(rule, inputs).is_known
    with pytest.raises(ValueError, match="there is no rule"):
        figure.compute("mean", [])
    with pytest.raises(ValueError, match="takes 2 figures"):
        figure.compute("share", [figure.exact(1)])


def test_the_usual_unit_of_a_measure_fits_it() -> None:
    for measure in vocab.load("measures").terms:
        assert fits(usual(measure), measure)
    assert not fits("km", "area")


def test_only_measures_of_a_flow_or_a_stock_of_the_country_count_in_totals() -> None:
    for term in vocab.load("measures").terms.values():
        assert {"dimension", "unit", "flow", "counts_in_totals"} <= set(term.extra)
        assert not term.extra["flow"] or term.extra["counts_in_totals"], f"{term.id} is a flow nobody adds up"


def test_no_word_names_two_units() -> None:
    words = Counter(word for unit in units().values() for word in unit.words)
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("unit", units())
def test_a_unit_is_read_in_all_its_words_and_said_in_one_of_them(unit: str) -> None:
    known = units()[unit]
    for word in known.words:
        assert figure.parse(f"12 {word}").unit == unit
        assert figure.parse(f"12{word}" if not word[0].isalpha() else f"12 {word.upper()}").unit == unit
    assert figure.parse(figure.say(figure.exact(12, unit))) == figure.exact(12, unit)


@pytest.mark.parametrize("unit", [unit.id for unit in units().values() if unit.square])
def test_a_square_unit_is_the_square_of_its_side(unit: str) -> None:
    side = units()[unit]
    assert side.square is not None
    assert units()[side.square].to_base == side.to_base**2


def test_verbal_quantities_are_intervals_of_whole_things_above_one() -> None:
    for term in vocab.load("verbal_quantities").terms.values():
        low, high = Decimal(term.extra["low"]), term.extra.get("high")
        assert low >= 2
        assert high is None or low < Decimal(high)


def test_contamination_classes_leave_no_hole() -> None:
    terms = vocab.load("contamination_classes").terms
    bands = [terms[name].extra for name in ("light", "medium", "heavy", "massive")]
    assert bands[0]["low"] == "0"
    assert [band["high"] for band in bands[:-1]] == [band["low"] for band in bands[1:]]
    assert "high" not in bands[-1]


def test_no_word_is_two_states_or_two_modifiers() -> None:
    states = Counter(
        word
        for term in vocab.load("figure_states").terms.values()
        for word in {term.label, *term.extra.get("words", ())}
    )
    modifiers = Counter(word for term in vocab.load("figure_modifiers").terms.values() for word in term.extra["before"])
    assert [word for word, count in (states + modifiers).items() if count > 1] == []
