"""What holds of roots and of the shown value for any claims: order, copies and silence decide nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ploughshare import figure as figures
from ploughshare.evidence.roots import FIRM_STATES, Root, independent
from ploughshare.evidence.shown import Answer, choose

PARENTS = {"jcs": "state", "nis": "state", "state": None, "times": None}
WORDS = [
    "12",
    "13",
    "about 12",
    "more than 10",
    "at most 40",
    "10 to 20",
    "dozens",
    "not reported",
    "unknown",
    "none",
    "believed none",
]

roots = st.builds(
    lambda state, organisation, n: Root(None if state == "unknown" else organisation, state, None, f"c{n}", f"s{n}"),
    st.sampled_from(["stated", "inferred", "provisional", "unknown"]),
    st.sampled_from(list(PARENTS)),
    st.integers(0, 3),
)
answers = st.builds(
    lambda words, reporter, rank, given_roots: Answer(
        "", figures.parse(words), None, reporter, reporter, rank, "why", tuple(given_roots)
    ),
    st.sampled_from(WORDS),
    st.sampled_from([None, *PARENTS]),
    st.sampled_from(["normal", "normal", "normal", "preferred", "deprecated"]),
    st.lists(roots, max_size=2),
)


def named(given: list[Answer]) -> list[Answer]:
    """The answers with ids in their order."""
    return [Answer(f"a{n}", *list(vars(answer).values())[1:]) for n, answer in enumerate(given)]


some_answers = st.lists(answers, max_size=6).map(named)


@given(st.lists(roots, max_size=6), roots)
def test_copies_and_the_unknown_add_no_voice(given_roots: list[Root], other: Root) -> None:
    voices = independent(given_roots, PARENTS)
    assert voices == independent(given_roots * 2, PARENTS) == independent(given_roots[::-1], PARENTS)
    assert independent([*given_roots, Root(None, "unknown", None, "c", "s")], PARENTS) == voices
    assert voices <= len({root.organisation for root in given_roots if root.organisation})
    more = independent([*given_roots, other], PARENTS)
    assert voices <= more <= voices + 1
    if other.state not in FIRM_STATES:
        assert more == max(voices, int(other.organisation is not None))


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2)])
def test_what_disagrees_with_one_of_the_preferred_is_a_rival(order: tuple[int, ...]) -> None:
    words = [("more than 10", "preferred"), ("at most 40", "preferred"), ("none", "normal")]
    given_answers = [Answer(f"a{n}", figures.parse(words[n][0]), rank=words[n][1]) for n in order]
    assert choose(given_answers, PARENTS).rivals == ("a2",)


@given(some_answers, st.randoms())
def test_the_order_of_claims_decides_nothing(given_answers: list[Answer], random: object) -> None:
    shuffled = list(given_answers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = choose(given_answers, PARENTS), choose(shuffled, PARENTS)
    assert one.rule == other.rule
    for part in ("claims", "rivals", "unreported", "deprecated"):
        assert set(getattr(one, part)) == set(getattr(other, part)), part
    if one.figure is not None and other.figure is not None:
        assert not figures.narrower(one.figure, other.figure)
        assert not figures.narrower(other.figure, one.figure)


@given(some_answers, answers)
def test_a_deprecated_claim_decides_nothing(given_answers: list[Answer], other: Answer) -> None:
    out = Answer("out", other.figure, None, other.reporter, None, "deprecated", "why", other.roots)
    before, after = choose(given_answers, PARENTS), choose([*given_answers, out], PARENTS)
    assert (before.figure, before.rule, before.claims, before.rivals) == (
        after.figure,
        after.rule,
        after.claims,
        after.rivals,
    )
    assert "out" in after.deprecated


@given(some_answers)
def test_every_claim_has_one_part_and_what_is_shown_is_a_claim(given_answers: list[Answer]) -> None:
    shown = choose(given_answers, PARENTS)
    parts = [*shown.claims, *shown.rivals, *shown.unreported, *shown.deprecated]
    listed = [answer.claim for answer in given_answers]
    assert len(parts) == len(set(parts))
    assert set(parts) <= set(listed)
    if shown.settled:
        assert set(parts) == set(listed)
        first = next(answer for answer in given_answers if answer.claim == shown.claims[0])
        assert shown.figure == first.figure
        assert first.rank != "deprecated"
    else:
        assert shown.figure is None
        assert not shown.claims


@given(some_answers)
def test_a_silent_reporter_is_never_a_zero(given_answers: list[Answer]) -> None:
    silent = [
        Answer(a.claim, figures.parse("not reported"), None, a.reporter, None, a.rank, "why") for a in given_answers
    ]
    shown = choose(silent, PARENTS)
    assert shown.figure in (None, figures.parse("not reported"))
