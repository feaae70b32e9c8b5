"""Figures are questions, and each is asked once: the panel, a table and a sentence may all answer it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ploughshare import vocab
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.proposing.context import Context, claim_columns
from ploughshare.exchange.country_report.reading.model import Span
from ploughshare.figure import Figure, agree
from ploughshare.figure.units import fits, usual

DIMENSIONS = ("subject", "measure", "period", "place", "organisation")
"""What tells questions apart; in which event and how is often left out where it is said again."""


@dataclass(frozen=True)
class Answer:
    """What one place of the chapter answers: the figure or the class, and its words, place, notes and doubts."""

    figure: Figure | None
    words: str
    spans: tuple[Span, ...]
    doubt: str = ""
    category: str | None = None
    notes: Sequence[int] = ()
    unsure: Collection[int] = ()
    reporter: str | None = None
    root: Mapping[str, Any] | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    """More columns of the claim: as_of, reported, note."""
    is_total: bool = False
    """Whether it is the country's figure, as the panel and the summaries by year print it."""


@dataclass
class _Asked:
    figure: Proposal
    is_total: bool
    answers: list[Answer] = field(default_factory=list)

    def fits(self, answer: Answer) -> bool:
        """Whether the answer is one to this question: as a rival among totals, else as one that says the same."""
        return (self.is_total and answer.is_total) or any(_agree(each, answer) for each in self.answers)


def _agree(one: Answer, other: Answer) -> bool:
    if one.category or other.category or one.figure is None or other.figure is None:
        return one.category == other.category and one.figure == other.figure
    return one.figure.is_known and other.figure.is_known and agree(one.figure, other.figure)


class Questions:
    """The figures of a chapter by what they ask."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._asked: dict[tuple[Any, ...], list[_Asked]] = {}

    def answer(self, title: str, question: Mapping[str, Any], answer: Answer) -> Iterator[Proposal]:
        """The figure, where it was not asked before, the claim that answers it, and what the claim rests on.

        A sentence answers the question of the panel only where it says the same: "ten deminers" and "forty deminers"
        are rarely rival counts of one thing.
        """
        question = {name: value for name, value in question.items() if value}
        asked = self._asked.setdefault(tuple(question.get(name) for name in DIMENSIONS), [])
        known = next((each for each in asked if each.fits(answer)), None)
        if known is None:
            figure = Proposal("figures", self._values(title, question), answer.spans, answer.words, answer.doubt)
            known = _Asked(figure, is_total=answer.is_total)
            asked.append(known)
            yield figure
        known.answers.append(answer)
        yield from self._claim(known.figure, answer)

    def _values(self, title: str, question: Mapping[str, Any]) -> dict[str, Any]:
        named = [question["subject"], str(question["measure"]).replace("_", " ")]
        named += [str(question[name]) for name in ("place", "organisation", "ordnance") if name in question]
        named += [str(question.get("period", ""))]
        id = self._context.free("figures", " ".join(part[:32] for part in named))
        return {"id": id, "title": title, **question}

    def _claim(self, figure: Proposal, answer: Answer) -> Iterator[Proposal]:
        context = self._context
        wanted = f"{str(figure.values['id'])[:90]}-{context.source}"
        values = {
            "id": context.free("claims", wanted),
            "figure": figure.values["id"],
            **(claim_columns(answer.figure) if answer.figure is not None else {"state": "unknown"}),
            **({"category": answer.category} if answer.category else {}),
            **({"words": answer.words} if answer.words else {}),
            **({"reporter": answer.reporter} if answer.reporter else {}),
            **{name: value for name, value in answer.columns.items() if value},
            "rank": "normal",
        }
        if values.get("best") == 0 and "unit" not in values:
            # Nothing is nothing in any unit.
            values["unit"] = usual(str(figure.values["measure"]))
        if answer.category:
            # A class is an answer without a number.
            values = {name: value for name, value in values.items() if name not in _NUMBERS}
        doubt = answer.doubt
        if "unit" in values and not fits(str(values["unit"]), str(figure.values["measure"])):
            doubt = f"{values.pop('unit')} is printed, which does not measure that"
        claim = Proposal("claims", values, answer.spans, answer.words, doubt, figure.id)
        yield claim
        yield from context.cite(claim, answer.notes, answer.root, answer.unsure)


_NUMBERS = ("kind", "low", "best", "high", "unit", "rounded_to")


def label(measure: str) -> str:
    """What a measure is called."""
    term = vocab.load("measures").terms[measure]
    return f"{term.label[0].upper()}{term.label[1:]}" if not term.label.startswith("AP ") else term.label


_METHODS = {
    "cleared_area": "clearance",
    "reduced_area": "technical_survey",
    "cancelled_area": "non_technical_survey",
}


def dimensions(measure: str) -> dict[str, str]:
    """The hazard and the method that a measure of mined area goes with."""
    found = {"hazard_type": "ap_mines"} if measure in (*_METHODS, "ap_mines_destroyed") else {}
    return found | ({"method": _METHODS[measure]} if measure in _METHODS else {})
