"""Figures are questions, and each is asked once: the panel, a table and a sentence may all answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ploughshare import vocab
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.proposing.context import Context, claim_columns
from ploughshare.exchange.country_report.reading.model import Span
from ploughshare.figure import Figure

DIMENSIONS = ("subject", "measure", "period", "place", "event", "organisation", "ordnance", "hazard_type", "method")


@dataclass(frozen=True)
class Answer:
    """What one place of the chapter answers: the figure or the class, and its words, place, notes and doubts."""

    figure: Figure | None
    words: str
    spans: tuple[Span, ...]
    doubt: str = ""
    category: str | None = None
    notes: Sequence[int] = ()
    reporter: str | None = None
    root: Mapping[str, Any] | None = None
    columns: Mapping[str, Any] = field(default_factory=dict)
    """More columns of the claim: as_of, reported, note."""


class Questions:
    """The figures of a chapter by what they ask."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._asked: dict[tuple[Any, ...], Proposal] = {}

    def answer(self, title: str, question: Mapping[str, Any], answer: Answer) -> Iterator[Proposal]:
        """The figure, where it was not asked before, the claim that answers it, and what the claim rests on."""
        question = {name: value for name, value in question.items() if value}
        key = tuple(question.get(name) for name in DIMENSIONS)
        figure = self._asked.get(key)
        if figure is None:
            figure = Proposal("figures", self._values(title, question), answer.spans, answer.words, answer.doubt)
            self._asked[key] = figure
            yield figure
        yield from self._claim(figure, answer)

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
        if answer.category:
            # A class is an answer without a number.
            values = {name: value for name, value in values.items() if name not in _NUMBERS}
        claim = Proposal("claims", values, answer.spans, answer.words, answer.doubt, figure.id)
        yield claim
        yield from context.cite(claim, answer.notes, answer.root)


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
