"""Events, figures and doubts of the sentences as proposals, and the sentences of which neither was made.

Titles and summaries are composed from what was read, never copied from the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ploughshare import dates, vocab
from ploughshare.exchange.country_report import judge
from ploughshare.exchange.country_report.draft import Proposal
from ploughshare.exchange.country_report.facts.model import Backing, Claim, Event, Facts, Location, When
from ploughshare.exchange.country_report.proposing.context import Context
from ploughshare.exchange.country_report.proposing.flags import flag
from ploughshare.exchange.country_report.proposing.named import Named
from ploughshare.exchange.country_report.proposing.questions import Answer, Questions, label

_LONGEST = 50
"""Characters of the words of a quantity."""


def propose(context: Context, facts: Facts, questions: Questions, named: Named) -> Iterator[Proposal]:
    """Every event, then every figure, which may be that of an event; then what cannot be right in the document."""
    events = [_event(context, named, event) for event in facts.events]
    for event, row in zip(facts.events, events, strict=True):
        yield row
        yield from _cited(context, row, event.notes, named.root(event.root))
    for claim in facts.claims:
        of = events[claim.event] if claim.event is not None else None
        yield from _figure(named, claim, of, questions)
    for doubt in facts.doubts:
        yield flag(context, doubt.kind.value, doubt.why, doubt.spans)


def _event(context: Context, named: Named, event: Event) -> Proposal:
    place = named.place(event.places[0]) if event.places else None
    when = _date(event.happened)
    title = _title(event.kind, event.places, event.happened)
    id = f"{event.kind} {event.places[0].name[:40] if event.places else ''} {when.get('happened', '')}"
    values: dict[str, Any] = {
        "id": context.free("events", id),
        "kind": event.kind,
        "title": title,
        "summary": _summary(title, event),
        "standing": event.standing,
        **when,
        **_after(_reported(event.reported), when.get("happened")),
        "place": place,
        "place_relation": event.places[0].relation if place else None,
        "actors": tuple(named.party(party) for party in event.actors),
        "ordnance": tuple(each for each in map(named.ordnance, event.ordnance) if each),
        "hazard_types": tuple(dict.fromkeys(filter(None, map(named.hazard, event.ordnance)))),
    }
    filled = {name: value for name, value in values.items() if value not in (None, ())}
    return Proposal("events", filled, event.spans, "", judge.of_event(event))


def _date(when: When | None) -> dict[str, Any]:
    if when is None or not when.date:
        return {"happened_precision": "unknown"}
    return {"happened": when.date, "happened_precision": when.precision}


def _reported(when: When | None) -> dict[str, Any]:
    # A date of a report is one date; of a period, its first is when it was known.
    if when is None or not when.date or when.precision == "unknown":
        return {}
    first = when.date.partition("/")[0]
    return {"reported": first, "reported_precision": when.precision} if first else {}


def _after(reported: dict[str, Any], happened: str | None) -> dict[str, Any]:
    """The report, unless it is dated before what it tells of: then one of the two is misread, and the event stays."""
    if not reported or not happened:
        return reported
    first = dates.interval(happened)[0]
    return {} if (dates.interval(reported["reported"])[1] or first) < first else reported


def _title(kind: str, places: Sequence[Location], happened: When | None) -> str:
    words = [vocab.load("event_kinds").terms[kind].label]
    if places:
        relation = vocab.load("place_relations").terms[places[0].relation].label
        words.append(f"{relation} {places[0].name}")
    said = " ".join(words)
    if happened is not None and happened.date and happened.precision != "unknown":
        said += f", {dates.say(happened.date, happened.precision)}"
    return f"{said[0].upper()}{said[1:]}"


def _summary(title: str, event: Event) -> str:
    by = f" By {', '.join(party.name for party in event.actors)}." if event.actors else ""
    standing = vocab.load("event_standings").terms[event.standing].label.lower()
    return f"{title}.{by} Standing: {standing}."


def _cited(
    context: Context, row: Proposal, notes: Sequence[Backing], root: Mapping[str, Any] | None
) -> Iterator[Proposal]:
    """What a fact rests on; a note that stands only after a later sentence is in doubt."""
    unsure = {note.number for note in notes if not note.sure}
    yield from context.cite(row, [note.number for note in notes], root, unsure)


def _figure(named: Named, claim: Claim, event: Proposal | None, questions: Questions) -> Iterator[Proposal]:
    measure = vocab.load("measures").terms[claim.measure]
    is_flow = bool(measure.extra["flow"])
    period = claim.period.date if claim.period is not None and claim.period.precision != "unknown" else None
    place = named.place(claim.places[0]) if claim.places else None
    # What a State did is its figure by the subject.
    actor = claim.actors[0] if claim.actors and not named.is_state(claim.actors[0]) else None
    question = {
        "subject": named.subject(claim.actors),
        "measure": claim.measure,
        "period": period if is_flow else None,
        "place": place,
        "event": event.values["id"] if event is not None else None,
        "organisation": named.party(actor) if actor is not None else None,
        "hazard_type": next(filter(None, map(named.hazard, claim.ordnance)), None),
    }
    where = f" ({claim.places[0].name})" if claim.places else ""
    when = f", {period}" if period else ""
    reporter = named.party(claim.root.reporter) if claim.root is not None and claim.root.reporter is not None else None
    as_of = _last(period) if period and not is_flow else None
    answer = Answer(
        claim.figure,
        # That something is not known takes a whole clause to say, which is no quantity's words.
        claim.words if len(claim.words) <= _LONGEST else "",
        claim.spans,
        judge.of_claim(claim) or ("" if period or not is_flow else "the sentence gives no period for it"),
        notes=[note.number for note in claim.notes],
        unsure={note.number for note in claim.notes if not note.sure},
        reporter=reporter,
        root=named.root(claim.root),
        columns={
            "as_of": as_of,
            "reported": _after(_reported(claim.reported), as_of or period).get("reported"),
        },
    )
    yield from questions.answer(f"{label(claim.measure)}{where}{when}", question, answer)


def _last(period: str | None) -> str | None:
    """The date at which a stock was so: the last of a period."""
    if not period:
        return None
    first, _, last = period.partition("/")
    return last if re.fullmatch(r"\d{4}(-\d\d){0,2}", last) else first or None
