"""The YAML that we write: read again as it was, by us and by others."""

from __future__ import annotations

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ploughshare.record import strict_yaml
from ploughshare.record.cells import CONTROL, OVERRIDES
from strategies import texts


def read(text: str) -> object:
    return strict_yaml.load(text, lambda key, line: None).plain()


@settings(deadline=None)
@given(texts(), st.lists(texts(), min_size=1, max_size=2))
def test_texts_stand_wherever_they_may(text: str, more: list[str]) -> None:
    content = {"a": text, "list": [{"b": text, "group": {"c": text}}, *more], "group": {"d": more}}
    assert read(strict_yaml.dump(content)) == content


def test_every_character_of_the_first_plane() -> None:
    letters = [chr(code) for code in range(0x20, 0xFFFE)]
    usable = [letter for letter in letters if not CONTROL.search(letter) and not OVERRIDES.search(letter)]
    content = {"inline": [f"a{letter}b" for letter in usable], "block": [f"a{letter}b\n{letter}c" for letter in usable]}
    assert read(strict_yaml.dump(content)) == content


@settings(deadline=None)
@given(texts())
def test_other_readers_see_the_same_text_or_the_date_it_is(text: str) -> None:
    seen = yaml.safe_load(strict_yaml.dump({"a": text}))["a"]
    assert str(seen) == text


def test_lines_are_kept() -> None:
    node = strict_yaml.load("a: 1\nb:\n  - c: |\n      x\n      y\n  - d\n", lambda key, line: None)
    first, second = node.value["b"].value
    assert (node.value["a"].line, first.line, first.value["c"].line, second.line) == (1, 3, 3, 6)
