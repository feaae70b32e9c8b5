"""One sentence read: its happenings and quantities with the dates, places, parties and sayings that belong to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ploughshare import dates as calendar_dates
from ploughshare.exchange.country_report.facts.absences import absences
from ploughshare.exchange.country_report.facts.amounts import Amount, amounts
from ploughshare.exchange.country_report.facts.dating import How, period_of
from ploughshare.exchange.country_report.facts.forms import Form
from ploughshare.exchange.country_report.facts.happenings import Happening, happenings
from ploughshare.exchange.country_report.facts.lexicon import lexicon
from ploughshare.exchange.country_report.facts.parsed import Parsed
from ploughshare.exchange.country_report.facts.parties import Named, agents, parties, subjects
from ploughshare.exchange.country_report.facts.places import Gazetteer, Placed
from ploughshare.exchange.country_report.facts.sayings import Saying, sayings
from ploughshare.exchange.country_report.facts.sentences import Stretch, clauses
from ploughshare.exchange.country_report.facts.triggers import Finder, Trigger
from ploughshare.exchange.country_report.facts.when import Context, Dated
from ploughshare.figure import Figure


@dataclass(frozen=True, slots=True)
class Told:
    """An event or a figure as one sentence tells it; numbers are characters of the sentence.

    ``kind`` is a kind of event, or a measure where there is a ``figure``. ``start`` to ``end`` are the words that tell
    it, ``low`` to ``high`` their clause.
    """

    kind: str
    start: int
    end: int
    low: int
    high: int
    standing: str
    happened: Dated | None
    reported: Dated | None
    places: tuple[Placed, ...]
    actors: tuple[Named, ...]
    ordnance: tuple[str, ...]
    saying: Saying | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as told; ``event`` is the index of the event of its clause."""

    told: Told
    figure: Figure
    event: int | None


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn from a sentence; ``unmeasured`` are quantities that no measure fits."""

    events: list[Told] = field(default_factory=list)
    claims: list[Stated] = field(default_factory=list)
    impossible: list[Dated] = field(default_factory=list)
    unmeasured: list[tuple[int, int]] = field(default_factory=list)


_PRONOUN = re.compile(r"\b(?:[Ii]t|[Tt]hey|[Tt]his)\b")
_PERFECT = re.compile(r"\b(?:had|has|have)\b")
_THAT = re.compile(r"\bthat\b")
_SURE = {
    How.OWN: 1.0,
    How.LEADING: 0.95,
    How.COVERING: 0.9,
    How.INHERITED: 0.8,
    How.FOLLOWING: 0.75,
    How.NAMED: 0.7,
    How.NONE: 0.6,
}
_FORMS = {
    Form.PAST: 1.0,
    Form.PARTICIPLE: 0.85,
    Form.GERUND: 0.8,
    Form.NOUN: 0.8,
    Form.PLANNED: 0.9,
    Form.SUGGESTED: 0.85,
}
_KINDS = {"other": 0.75, "statement": 0.85, "hostile_act": 0.8, "meeting": 0.85, "assistance": 0.8}
"""What each way of being told takes from the confidence; set by the labelled chapters."""
_ORDNANCE = tuple(
    (term, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))
    for term, words in (
        ("ap_mine", r"AP|anti-?personnel"),
        ("av_mine", r"AV|anti-?(?:vehicle|tank)"),
        ("uxo", r"UXO|unexploded ordnance|ERW|explosive remnants"),
        ("submunition", r"submunitions?|cluster munitions?|CMR"),
        ("ap_improvised_mine", r"improvised (?:AP )?mines?"),
        ("improvised_device", r"IEDs?|improvised explosive devices?"),
        ("booby_trap", r"booby[- ]traps?"),
    )
)


class Reader:
    """Reads sentences in their order; what "it" and "in March" mean is known from those before."""

    def __init__(self, own: str, abbreviations: Mapping[str, str], gazetteer: Gazetteer, context: Context) -> None:
        self._own = own
        self._abbreviations = abbreviations
        self._gazetteer = gazetteer
        self._context = context
        self._subject: Named | None = None

    def read(self, text: str) -> Draw:
        """The events and figures of one sentence."""
        sentence = Stretch(0, len(text))
        dates = self._context.dates(text, *sentence)
        impossible = [date for date in dates if calendar_dates.fault(date.date, period=True)]
        parsed = self._parsed(text, sentence, [date for date in dates if date not in impossible])
        draw = Draw(impossible=impossible)
        draw.events.extend(_event(parsed, each) for each in happenings(parsed))
        for amount in amounts(text, sentence, [(date.start, date.end) for date in dates]):
            if amount.measure is None:
                draw.unmeasured.append((amount.start, amount.end))
            else:
                draw.claims.append(_claim(parsed, amount, amount.measure, draw.events))
        for absence in absences(text, sentence):
            if absence.measure == "contamination_extent" or parsed.dates:  # else a figure of no period
                amount = Amount(absence.start, absence.end, "", absence.figure, absence.measure, by_words=True)
                draw.claims.append(_claim(parsed, amount, absence.measure, draw.events))
        self._subject = next(iter(parsed.free(sentence.end)), self._subject)
        return draw

    def _parsed(self, text: str, sentence: Stretch, dates: list[Dated]) -> Parsed:
        cut = clauses(text, sentence)
        named = parties(text, *sentence, self._abbreviations, self._own)
        return Parsed(
            text=text,
            sentence=sentence,
            clauses=cut,
            dates=dates,
            named=named,
            places=self._gazetteer.places(text, *sentence),
            sayings=sayings(lexicon(), text, sentence, named, self._subject),
            triggers=Finder(lexicon(), text, sentence, cut).triggers(),
            subject=self._subject,
        )


def _event(parsed: Parsed, happening: Happening) -> Told:
    trigger, date = happening
    clause = parsed.clause_of(trigger)
    saying = parsed.saying(trigger.start, trigger.end)
    is_report = saying is not None and date.dated is not None and _is_of_saying(parsed, trigger, date.dated, saying)
    confidence = _SURE[date.how] * _FORMS[trigger.form] * _KINDS.get(trigger.kind, 1.0) * _crowding(parsed, trigger)
    return Told(
        trigger.kind,
        trigger.start,
        trigger.end,
        *clause,
        _standing(parsed, trigger, saying),
        None if is_report else date.dated,
        date.dated if is_report else None,
        _places(parsed, trigger.start, clause),
        _actors(parsed, trigger),
        _ordnance(parsed.text[clause.start : clause.end]),
        saying,
        round(confidence * (0.9 if date.dated and date.dated.resolved else 1.0), 3),
    )


def _is_of_saying(parsed: Parsed, trigger: Trigger, dated: Dated, saying: Saying) -> bool:
    """Whether a date is that of the report: "In March, X reported that Y had been" (not: "that Y was")."""
    if not saying.introduces or dated.end > saying.start or dated.role != "at":
        return False
    if trigger.form is Form.NOUN:
        return not dated.precision.endswith("year")
    return trigger.form is Form.PLANNED or bool(_PERFECT.search(parsed.text, saying.end, trigger.start))


def _crowding(parsed: Parsed, trigger: Trigger) -> float:
    """What it takes from the confidence that the clause has other happenings or dates beside."""
    clause = parsed.clause_of(trigger)
    others = sum(each.clause == trigger.clause and each.kind != "statement" for each in parsed.triggers)
    dates = sum(clause.holds(each.start) and each.role == "at" for each in parsed.dates)
    return (0.93 if others > 1 else 1.0) * (0.93 if dates > 1 else 1.0)


def _standing(parsed: Parsed, trigger: Trigger, saying: Saying | None) -> str:
    before = parsed.text[max(parsed.clause_of(trigger).start, trigger.start - 90) : trigger.start]
    if trigger.form is Form.PLANNED:
        return "planned"
    if trigger.form is Form.SUGGESTED:
        return "suggested"
    if lexicon().denied.search(before):
        return "denied"
    if lexicon().believed.search(before):
        return "believed"
    return "reported" if saying else "known"


def _actors(parsed: Parsed, trigger: Trigger) -> tuple[Named, ...]:
    clause = parsed.clause_of(trigger)
    if trigger.passive:
        found = agents(parsed.text, parsed.named, trigger.end, min(clause.end, trigger.end + 120))
        saying = parsed.saying(trigger.start, trigger.end)
        if not found and saying and not _THAT.search(parsed.text, saying.end, trigger.start):
            return saying.parties  # "X reported clearance of ..."
        return tuple(found)
    if found := subjects(parsed.text, parsed.named, clause.start, trigger.start):
        return tuple(found)
    if _PRONOUN.search(parsed.text, clause.start, trigger.start):
        meant = next(iter(parsed.free(trigger.start)), parsed.subject)
        return (meant,) if meant else ()
    found = subjects(parsed.text, parsed.named, parsed.sentence.start, trigger.start)
    if not found and parsed.subject and _PRONOUN.search(parsed.text, parsed.sentence.start, trigger.start):
        return (parsed.subject,)
    return tuple(found)


def _places(parsed: Parsed, at: int, clause: Stretch) -> tuple[Placed, ...]:
    """The places after the words in their clause, else those of the clause, else of the sentence."""
    inside = [place for place in parsed.places if clause.holds(place.start)]
    located = [place for place in inside if place.relation != "about"]
    after = [place for place in located if place.start >= at]
    return tuple(after or located or [place for place in parsed.places if place.relation != "about"] or inside)


def _ordnance(words: str) -> tuple[str, ...]:
    return tuple(term for term, pattern in _ORDNANCE if pattern.search(words))


def _claim(parsed: Parsed, amount: Amount, measure: str, events: Sequence[Told]) -> Stated:
    clause = next((each for each in parsed.clauses if each.holds(amount.start)), parsed.clauses[-1])
    number = next((number for number, each in enumerate(events) if each.low == clause.start), None)
    event = None if number is None else events[number]
    period = period_of(parsed, amount, clause, (event.happened or event.reported) if event else None)
    saying = parsed.saying(amount.start, amount.end)
    told = Told(
        measure,
        amount.start,
        amount.end,
        *clause,
        event.standing if event else "reported" if saying else "known",
        period.dated,
        event.reported if event else None,
        event.places if event else _places(parsed, amount.start, clause),
        event.actors if event else (),
        _ordnance(parsed.text[amount.start : amount.end]),
        saying,
        round((1.0 if amount.by_words else 0.7) * (0.9 if period.how is How.INHERITED else 1.0), 3),
    )
    return Stated(told, amount.figure, number)
