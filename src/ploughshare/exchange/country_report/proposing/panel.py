"""The panel of key data as proposals: the obligation of Article 5, contamination, outputs, main operators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ploughshare.exchange.country_report import judge
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.proposing.context import PUBLISHER, Context, claim_columns
from ploughshare.exchange.country_report.proposing.questions import Answer, Questions, dimensions, label
from ploughshare.exchange.country_report.structure.contamination import Contamination
from ploughshare.exchange.country_report.structure.outputs import Output
from ploughshare.exchange.country_report.structure.taken import Taken
from ploughshare.exchange.country_report.structure.treaty import Article5, Extension, OnTrack, Party
from ploughshare.exchange.country_report.structure.whole import Structure
from ploughshare.figure import Figure, State

_ON_TRACK = {
    OnTrack.YES: "Assessed as on track to meet the date.",
    OnTrack.NO: "Assessed as not on track to meet the date.",
    OnTrack.UNCLEAR: "Whether the date will be met is assessed as unclear.",
}
_EXTENSION = {
    Extension.REQUESTED: "An extension was requested.",
    Extension.GRANTED: "The date is that of an extension.",
}


def propose(context: Context, structure: Structure, questions: Questions) -> Iterator[Proposal]:
    """Every field of the panel, each after the rows that follow from it."""
    if structure.article5:
        yield from _article5(context, structure.article5)
    if structure.contamination:
        yield from _contamination(context, structure.contamination, questions)
    for output in structure.outputs:
        yield from _output(context, output, questions)
    values: dict[str, Any]
    for operator in structure.operators:
        values = {"field": "operator", "name": operator.value.name, "short": operator.value.short}
        values |= {"group": operator.value.group, "year": operator.value.year}
        yield _field(values, operator)
    for deadline in structure.deadlines:
        step = deadline.value
        values = {"field": "deadline", "step": step.step.value, "date": step.date, "ordinal": step.ordinal}
        values |= {"months": step.months, "interim": step.interim or None}
        values |= {"on_track": step.on_track.value if step.on_track else None}
        values |= {"extension": step.extension.value if step.extension else None}
        yield _field(values, deadline)


def _field(values: Mapping[str, Any], read: Taken[Any], part_of: str | None = None) -> Proposal:
    filled = {name: value for name, value in values.items() if value not in (None, "")}
    return Proposal("panel", filled, read.spans, "", judge.of_reading(read.confidence), part_of)


def _article5(context: Context, read: Taken[Article5]) -> Iterator[Proposal]:
    line = read.value
    said = [
        _ON_TRACK[line.on_track] if line.on_track else None,
        _EXTENSION[line.extension] if line.extension else None,
        f"The extension asked for would run until {line.extension_until}." if line.extension_until else None,
    ]
    values = {
        "id": context.free("obligations", "apmbc-article-5"),
        "instrument": "apmbc",
        "title": "To destroy all anti-personnel mines in mined areas, as Article 5 asks of States Parties",
        "bearers": (context.state,),
        "due": line.deadline,
        "status": _status(line),
        "assessed": context.year,
        "assessment": " ".join(filter(None, said)),
    }
    values = {name: value for name, value in values.items() if value not in (None, "")}
    obligation = Proposal("obligations", values, read.spans, line.deadline or "", judge.of_reading(read.confidence))
    yield obligation
    yield from context.cite(obligation)
    printed = {
        "field": "article_5",
        "party": line.party.value,
        "deadline": line.deadline,
        "on_track": line.on_track.value if line.on_track else None,
        "extension": line.extension.value if line.extension else None,
        "extension_until": line.extension_until,
        "fulfilled": line.fulfilled or None,
        "violation": line.violation or None,
    }
    yield _field(printed, read, obligation.id)


def _status(line: Article5) -> str:
    if line.party is Party.NOT_PARTY:
        return "not_bound"
    if line.fulfilled:
        return "reported_met"
    if line.violation:
        return "not_met"
    return "extended" if line.extension is Extension.GRANTED else "pending" if line.deadline else "not_known"


def _contamination(context: Context, read: Taken[Contamination], questions: Questions) -> Iterator[Proposal]:
    found = read.value
    doubt = judge.of_reading(read.confidence)
    reporter = context.organisation(found.estimated_by, "authority") if found.estimated_by else PUBLISHER
    columns = {"as_of": found.as_at or context.year, "reported": context.year}
    asked = {"subject": context.country, "hazard_type": "ap_mines"}
    # Whose estimate it is and of when stands in brackets, and is no word of the quantity's.
    words = read.words.partition(" (")[0] if found.estimated_by or found.as_at else read.words
    part_of = None
    if found.figure is not None:
        answer = Answer(found.figure, words, read.spans, doubt, reporter=reporter, columns=columns, is_total=True)
        title = f"AP mined area of {context.name}"
        made = list(questions.answer(title, {**asked, "measure": "contamination_extent"}, answer))
        part_of = made[0].id
        yield from made
    if found.category:
        answer = Answer(
            _class_of(found),
            words,
            read.spans,
            doubt,
            found.category,
            reporter=reporter,
            columns=columns,
            is_total=True,
        )
        title = f"Class of AP mine contamination of {context.name}"
        made = list(questions.answer(title, {**asked, "measure": "contamination_class"}, answer))
        part_of = part_of or made[0].id
        yield from made
    printed = {
        "field": "contamination",
        "class": found.category,
        "estimated_by": found.estimated_by,
        "as_at": found.as_at,
        **(claim_columns(found.figure) if found.figure is not None else {}),
    }
    yield _field(printed, read, part_of)


def _class_of(found: Contamination) -> Figure | None:
    """What is known of the extent where a class is printed instead of it, or beside it."""
    return found.figure if found.figure is not None else Figure(State.VALUE)


def _output(context: Context, read: Taken[Output], questions: Questions) -> Iterator[Proposal]:
    output = read.value
    printed: dict[str, Any] = {
        "field": "output",
        "measure": output.measure,
        "year": output.year,
        "stars": output.stars,
        "included": claim_columns(output.included) if output.included is not None else None,
    }
    if output.figure is None:
        yield _field({**printed, "printed": read.words}, read)
        return
    printed |= claim_columns(output.figure)
    note = " ".join(
        filter(None, ("Starred in the panel: see its footnote." if output.stars else "", _included(output)))
    )
    answer = Answer(
        output.figure,
        read.words,
        read.spans,
        judge.of_reading(read.confidence),
        reporter=PUBLISHER,
        columns={"reported": context.year, "note": note},
        is_total=True,
    )
    question = {
        "subject": context.country,
        "measure": output.measure,
        "period": str(output.year),
        **dimensions(output.measure),
    }
    made = list(questions.answer(f"{label(output.measure)}, {output.year}", question, answer))
    yield from made
    yield _field(printed, read, made[0].part_of or made[0].id)


def _included(output: Output) -> str:
    return f"Printed beside it: {output.included_words}." if output.included is not None else ""
