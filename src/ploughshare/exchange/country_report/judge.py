"""How sure a proposal is: a reason for doubt, or none. What is marked confident should be right 95 times of 100."""

from __future__ import annotations

from collections.abc import Sequence

from ploughshare import vocab
from ploughshare.exchange.country_report.facts.model import Claim, Event
from ploughshare.exchange.country_report.notes.bibliography import Citation, Source
from ploughshare.exchange.country_report.reading.model import Marker


def of_source(source: Source) -> str:
    """Why a source is in doubt; empty where it is not."""
    return "; ".join(source.doubts)


def of_citation(citation: Citation, *, is_sure: bool = True) -> str:
    """Why it is in doubt that a row rests on this source; not ``is_sure`` where the note may back another sentence."""
    return citation.doubt or ("" if is_sure else "the note stands after a later sentence")


def of_note(citations: Sequence[Citation], called: Sequence[Marker]) -> str:
    """Why a note is in doubt: what it cites, or where the text calls it."""
    doubts = [citation.doubt for citation in citations if citation.doubt]
    if not called:
        doubts.append("no place was found where the text calls it")
    elif len(called) > 1:
        doubts.append("the text calls it in several places")
    elif not called[0].confident:
        doubts.append("other digits in the text may be its call as well")
    return "; ".join(dict.fromkeys(doubts))


SURE = 0.9
"""A reading of structure that its own room expects to be right less often than this is in doubt."""


def of_reading(confidence: float) -> str:
    """Why a reading of the panel, a list or a table is in doubt."""
    return "" if confidence >= SURE else "a rule of layout was needed to part the words, or something did not fit"


_SAID = frozenset({"statement", "report", "warning", "meeting"})
"""Kinds whose year is as often that of what was said as that of the saying."""
CLEAR = 0.8
"""Below this, the sentence has several readings. Above it the number tells little more: the date tells more."""


def of_event(event: Event) -> str:
    """Why an event of a sentence is in doubt. Against the labels, those without a date are wrong the most often."""
    if event.happened is None or not event.happened.date:
        return "the sentence gives it no date of its own"
    if event.kind in _SAID and event.happened.precision == "year":
        return "the year may be that of what was said, and not of the saying"
    if event.standing == "planned":
        return "it was planned: whether it came about is said elsewhere, or not at all"
    return "" if event.confidence >= CLEAR else "the sentence leaves open what happened, where or by whom"


def of_claim(claim: Claim) -> str:
    """Why a figure of a sentence is in doubt. One that was only planned would enter totals as done."""
    if claim.standing == "planned":
        return "the sentence says what was planned, not what was done"
    is_flow = vocab.load("measures").terms[claim.measure].extra["flow"]
    if not is_flow and claim.period is not None and "/" in (claim.period.date or ""):
        return "it was so at one time, and the years beside it may be those of something else"
    return "" if claim.confident else "the sentence leaves open what the figure measures, or when it was so"
