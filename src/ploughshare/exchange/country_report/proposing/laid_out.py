"""What a chapter lays out beside its panel and tables: capacity, recommendations, scores, sections and faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ploughshare.exchange.country_report import judge
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.notes.identity import folded
from ploughshare.exchange.country_report.proposing.context import PUBLISHER, Context
from ploughshare.exchange.country_report.proposing.flags import flag
from ploughshare.exchange.country_report.structure.capacity import Capacity
from ploughshare.exchange.country_report.structure.operators import short_of
from ploughshare.exchange.country_report.structure.recommendations import Recommendation
from ploughshare.exchange.country_report.structure.scores import Score, Scores
from ploughshare.exchange.country_report.structure.taken import Taken
from ploughshare.exchange.country_report.structure.whole import Structure
from ploughshare.record.tier import RESTRICTED

_ROLES = {
    "management": "authority",
    "national_operator": "operator",
    "international_operator": "operator",
    "other_actor": "international",
}
_LAW = re.compile(r"\bobligations? under international (human rights|humanitarian) law\b", re.IGNORECASE)
_INSTRUMENTS = {"human rights": "human_rights_law", "humanitarian": "humanitarian_law"}


def propose(context: Context, structure: Structure) -> Iterator[Proposal]:
    """All of it, in the order of the kinds."""
    yield from _capacities(context, structure)
    for recommendation in structure.recommendations:
        yield from _recommendation(context, recommendation)
    if structure.scores is not None:
        yield from _scores(structure.scores)
    for section in structure.sections:
        values = {
            "title": section.title,
            "level": section.level,
            **({"part": section.part.value} if section.part else {}),
        }
        yield Proposal("sections", values, section.spans)
    for fault in structure.faults:
        yield flag(context, "internal_contradiction", fault.message, fault.spans)


def _capacities(context: Context, structure: Structure) -> Iterator[Proposal]:
    main = {folded(name): each for each in structure.operators for name in (each.value.name, each.value.short) if name}
    listed = set()
    for entry in structure.capacity:
        name, short = short_of(entry.value.words)
        found = main.get(folded(name)) or main.get(folded(short or ""))
        if found is not None:
            listed.add(found.value.name)
        yield from _capacity(context, entry, is_main=found is not None)
    for operator in structure.operators:
        if operator.value.name and operator.value.name not in listed:
            value = Capacity("national_operator", operator.words, operator.value.short, exists=True)
            entry = Taken(value, operator.words, operator.spans, operator.confidence)
            why = "a main operator that the list of capacity does not have"
            yield from _capacity(context, entry, is_main=True, doubt=why)


def _capacity(context: Context, entry: Taken[Capacity], *, is_main: bool, doubt: str = "") -> Iterator[Proposal]:
    found = entry.value
    organisation = None
    if found.exists:
        organisation = context.organisation(found.words, _ROLES[found.category], spans=entry.spans)
    values = {
        "id": context.free("capacity", f"{found.category} {organisation or 'none'}"),
        "category": found.category,
        "organisation": organisation,
        "answer": "yes" if found.exists else "no",
        "statement": found.words,
        "period": str(int(context.year) - 1) if context.year else None,
        "main_operator": "yes" if is_main else None,
        "note": f"Listed under: {found.group}" if found.group else None,
    }
    filled = {name: value for name, value in values.items() if value is not None}
    doubt = doubt or judge.of_reading(entry.confidence)
    row = Proposal("capacity", filled, entry.spans, found.words, doubt)
    yield row
    yield from context.cite(row)


def _recommendation(context: Context, read: Taken[Recommendation]) -> Iterator[Proposal]:
    found = read.value
    addressee = None
    if found.addressee:
        is_state = folded(found.addressee) == folded(context.name)
        addressee = context.state if is_state else context.organisation(found.addressee, None, spans=read.spans)
    values = {
        "id": context.free("recommendations", f"{context.source}-recommendation-{found.number}"),
        "number": found.number,
        "text": found.text,
        "addressee": addressee,
        "made_by": PUBLISHER,
        "made": context.year,
        "status": "open",
        "note": "In the words of the publisher: put it into your own, then open it.",
        # A whole sentence of somebody's is not to be published as ours.
        "tier": RESTRICTED,
    }
    filled = {name: value for name, value in values.items() if value is not None}
    row = Proposal("recommendations", filled, read.spans, "", judge.of_reading(read.confidence))
    yield row
    yield from context.cite(row)
    if (law := _LAW.search(found.text)) and addressee == context.state:
        yield from _owed(context, _INSTRUMENTS[law[1].casefold()], read)


def _owed(context: Context, instrument: str, read: Taken[Recommendation]) -> Iterator[Proposal]:
    """What the publisher says that a State owes without being party to the treaty."""
    values = {
        "id": context.free("obligations", instrument),
        "instrument": instrument,
        "title": "To clear anti-personnel mines from all land over which it has jurisdiction or control",
        "bearers": (context.state,),
        "status": "continuing",
        "assessment": "The publisher derives it in a recommendation.",
        **({"assessed": context.year} if context.year else {}),
    }
    owed = Proposal("obligations", values, read.spans, "", judge.of_reading(read.confidence))
    yield owed
    yield from context.cite(owed)


def _scores(scores: Scores) -> Iterator[Proposal]:
    for read in scores.criteria:
        yield Proposal("scores", _score(scores.years, read.value), read.spans, "", judge.of_reading(read.confidence))
    if scores.average is not None:
        band = scores.band.value if scores.band is not None else ""
        values = _years(scores.years, scores.average.value) | {"criterion": "average", "band": band}
        doubt = judge.of_reading(scores.average.confidence) or "; ".join(scores.faults)
        yield Proposal("scores", values, scores.average.spans, band, doubt)


def _score(years: Sequence[int], score: Score) -> dict[str, Any]:
    return {"criterion": score.criterion, "weight": score.weight, **_years(years, (score.this, score.last))}


def _years(years: Sequence[int], scores: Sequence[Any]) -> dict[str, Any]:
    names = [str(year) for year in years] or ["this", "last"]
    return {"scores": {name: str(score) for name, score in zip(names, scores, strict=False) if score is not None}}
