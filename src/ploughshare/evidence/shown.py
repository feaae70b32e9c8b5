"""The shown value: which answer to a figure is printed, and by which rule.

A person's preference comes first; else what the claims agree on; else nothing, and the rivals are listed.
Never the latest (a reprint would beat the authority), never an average. The rules, with worked tables,
stand in ``docs/rules/evidence.md``; the rule that chose is a term of the vocabulary ``shown_rules``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

from ploughshare import figure as figures
from ploughshare.errors import PloughshareError
from ploughshare.evidence.roots import Parents, Root, shared
from ploughshare.figure import Figure, State

PREFERRED, DEPRECATED = "preferred", "deprecated"
UNSETTLED = frozenset({"no_claims", "preferred_disagree", "rivals", "not_computed"})
"""Rules by which nothing is shown."""


@dataclass(frozen=True)
class Answer:
    """One claim as the choice needs it: what it answers, who reports it, its rank and its roots."""

    claim: str
    figure: Figure
    category: str | None = None
    reporter: str | None = None
    reporter_name: str | None = None
    rank: str = "normal"
    rank_reason: str | None = None
    roots: tuple[Root, ...] = ()

    def same(self, other: Answer) -> bool:
        """Whether two answers say the same: the same class, and agreeing numbers or the same kind of not known.

        Kinds of not known are never merged, and none of them is a zero. Beside the same class, a number is no
        rival to a number that is not known.
        """
        if self.category != other.category:
            return False
        if self.category and not (self.figure.is_known and other.figure.is_known):
            return True
        try:
            return figures.agree(self.figure, other.figure)
        except PloughshareError:  # metres against square metres: surely not the same answer
            return False

    @property
    def is_silence(self) -> bool:
        """Whether it says that nothing was reported, and so nothing about the figure itself."""
        return not self.category and self.figure.state is State.NOT_REPORTED

    def says(self) -> str:
        """The answer in words, for messages."""
        number = figures.say(self.figure)
        return f"{number}, {self.category.replace('_', ' ')}" if self.category else number


@dataclass(frozen=True)
class Shown:
    """What is shown for a figure, and why.

    ``figure`` or ``category`` is None where nothing can be shown. ``claims`` backs what is shown, the one
    shown first. ``rivals`` answers otherwise: settled by a person where the rule is ``preferred``, else the
    reason why nothing is shown. ``unreported`` did not report where another did. ``rule`` is a term of the
    vocabulary ``shown_rules``; ``reason`` words it for this figure.
    """

    figure: Figure | None
    category: str | None
    claims: tuple[str, ...]
    rivals: tuple[str, ...]
    rule: str
    reason: str
    unreported: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether there is something to show."""
        return self.rule not in UNSETTLED


def choose(answers: Sequence[Answer], parents: Parents) -> Shown:
    """The shown value among the answers to one figure.

    Order matters only among equals: of two equally precise answers the first is shown, so give them in
    canonical order.
    """
    deprecated = _ids(answer for answer in answers if answer.rank == DEPRECATED)
    standing = [answer for answer in answers if answer.rank != DEPRECATED]
    preferred = [answer for answer in standing if answer.rank == PREFERRED]
    normal = [answer for answer in standing if answer.rank != PREFERRED]
    if preferred:
        return _of_preferred(preferred, normal, deprecated)
    pool, silent = _set_silence_aside(normal, heard=normal)
    return _of_pool(pool, silent, deprecated, parents)


def _of_preferred(preferred: list[Answer], others: list[Answer], deprecated: tuple[str, ...]) -> Shown:
    if not _all_agree(preferred):
        return Shown(
            None,
            None,
            (),
            _ids(preferred),
            "preferred_disagree",
            f"{len(preferred)} claims are ranked preferred and disagree",
            deprecated=deprecated,
        )
    best = _most_precise(preferred)
    others, silent = _set_silence_aside(others, heard=[*preferred, *others])
    # Beside all of them, not beside the shown one: of two that are equally precise the first is shown, and which
    # that is must not decide who counts as a rival.
    different = _different(preferred)
    agrees = [all(answer.same(one) for one in different) for answer in others]
    agreeing = [answer for answer, is_same in zip(others, agrees, strict=True) if is_same]
    backing = [best, *(answer for answer in preferred if answer is not best), *agreeing]
    return Shown(
        best.figure,
        best.category,
        _ids(backing),
        _ids(answer for answer, is_same in zip(others, agrees, strict=True) if not is_same),
        "preferred",
        best.rank_reason or "ranked preferred, no reason given",
        unreported=_ids(silent),
        deprecated=deprecated,
    )


def _of_pool(pool: list[Answer], silent: list[Answer], deprecated: tuple[str, ...], parents: Parents) -> Shown:
    unreported = _ids(silent)
    if not pool:
        return Shown(None, None, (), (), "no_claims", "no claim answers it", deprecated=deprecated)
    if _all_agree(pool):
        rule, reason = "only_claim", "the only claim"
        if len(pool) > 1:
            rule, reason = "agree", f"{len(pool)} claims agree; the most precise is shown"
    elif pool_root := _one_root(pool, parents):
        rule, reason = "one_root", f"all {len(pool)} claims go back to {pool_root}; the most precise is shown"
    else:
        reason = "; ".join(f"{answer.says()} ({answer.claim})" for answer in pool[:6])
        more = f"; and {len(pool) - 6} more" if len(pool) > 6 else ""
        return Shown(
            None, None, (), _ids(pool), "rivals", f"{reason}{more}", unreported=unreported, deprecated=deprecated
        )
    best = _most_precise(pool)
    if silent:
        names = sorted({answer.reporter_name or answer.reporter or "" for answer in silent})
        reason += f"; not reported by {', '.join(names)}"
    return Shown(
        best.figure,
        best.category,
        _ids([best, *(answer for answer in pool if answer is not best)]),
        (),
        rule,
        reason,
        unreported=unreported,
        deprecated=deprecated,
    )


def _set_silence_aside(answers: Sequence[Answer], *, heard: Iterable[Answer]) -> tuple[list[Answer], list[Answer]]:
    """The answers in two: those that count, and each *not reported* that gives way to what is heard from others.

    That A did not report says nothing against what B reports. It stays a rival where A itself is said to
    have answered, or where it names no reporter: “nobody reported” and “B reported” cannot both be so.
    """
    speakers = {answer.reporter for answer in heard if not answer.is_silence}
    no_excuse = {None, *speakers}  # those whose silence is contradicted, or nobody's
    gives_way = [bool(speakers) and answer.is_silence and answer.reporter not in no_excuse for answer in answers]
    return (
        [answer for answer, yields in zip(answers, gives_way, strict=True) if not yields],
        [answer for answer, yields in zip(answers, gives_way, strict=True) if yields],
    )


def _all_agree(answers: Sequence[Answer]) -> bool:
    """Whether every two agree. Agreement is not transitive: 1 to 5 and 7 to 10 both agree with 4 to 8."""
    return all(one.same(other) for one, other in combinations(_different(answers), 2))


def _different(answers: Sequence[Answer]) -> list[Answer]:
    """The answers without copies, so that copies cost nothing."""
    return list({(answer.figure, answer.category): answer for answer in answers}.values())


def _one_root(answers: Sequence[Answer], parents: Parents) -> str | None:
    """The one root of answers that differ only in their number.

    A class against another class, a number against *unknown*, or metres against square metres are not more
    or less precise than each other, whoever said them.
    """
    if any(answer.category or not answer.figure.is_known for answer in answers):
        return None
    root = shared((answer.roots for answer in answers), parents)
    return root if root is not None and _comparable(answers) else None


def _comparable(answers: Sequence[Answer]) -> bool:
    try:
        _most_precise(answers)
    except PloughshareError:
        return False
    return True


def _most_precise(answers: Sequence[Answer]) -> Answer:
    """The answer that says most; of equals the first."""
    return reduce(lambda one, other: other if figures.narrower(other.figure, one.figure) else one, answers)


def _ids(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(answer.claim for answer in answers)
