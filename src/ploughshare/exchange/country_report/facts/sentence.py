"""One sentence: its triggers and quantities with the dates, places, parties and sayings that belong to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from ploughshare import dates as calendar_dates
from ploughshare import vocab
from ploughshare.exchange.country_report.facts.absences import absences
from ploughshare.exchange.country_report.facts.amounts import Amount, amounts
from ploughshare.exchange.country_report.facts.lexicon import lexicon
from ploughshare.exchange.country_report.facts.parties import Named, agents, parties, subjects
from ploughshare.exchange.country_report.facts.places import Gazetteer, Placed
from ploughshare.exchange.country_report.facts.sayings import Saying, sayings
from ploughshare.exchange.country_report.facts.sentences import Stretch, clauses
from ploughshare.exchange.country_report.facts.triggers import Finder, Form, Trigger
from ploughshare.exchange.country_report.facts.when import Context, Dated
from ploughshare.figure import Figure


@dataclass(frozen=True, slots=True)
class Told:
    """An event or a figure as one sentence tells it; numbers are characters of the block's text.

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
    figure: Figure | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn from a sentence; ``unmeasured`` are quantities that no measure fits."""

    events: list[Told] = field(default_factory=list)
    claims: list[Told] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    unmeasured: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Date:
    """The date chosen for a trigger: how it was found, from the surest to the least sure."""

    dated: Dated | None
    how: str


_INHERITS = re.compile(r"^[,;]?\s*(?:with|including|and|or|releasing|resulting|leading|of which)\b")
_ADVERBIAL = re.compile(r"^(?:However|Furthermore|Moreover|But|Also|Additionally|In addition|Similarly|In total|A total of|Only)?[\s,]*$")
_RARE_UNDATED = frozenset({"statement", "other", "report", "assistance", "meeting", "hostile_act", "agreement", "spot_task"})
"""Kinds of which only a dated one is a happening; the rest is standing practice."""
_SURE = {"own": 1.0, "leading": 0.95, "named": 0.7, "covering": 0.9, "inherited": 0.8, "none": 0.6}
_FORMS = {Form.PAST: 1.0, Form.PARTICIPLE: 0.85, Form.GERUND: 0.8, Form.NOUN: 0.8, Form.PLANNED: 0.9, Form.SUGGESTED: 0.85}
_KINDS = {"other": 0.75, "statement": 0.85, "hostile_act": 0.8, "meeting": 0.85, "assistance": 0.8}
_ORDNANCE = (
    ("ap_mine", re.compile(r"\bAP\b|\banti-?personnel\b", re.IGNORECASE)),
    ("av_mine", re.compile(r"\bAV\b|\banti-?(?:vehicle|tank)\b", re.IGNORECASE)),
    ("uxo", re.compile(r"\bUXO\b|\bunexploded ordnance\b|\bERW\b|\bexplosive remnants\b", re.IGNORECASE)),
    ("submunition", re.compile(r"\bsubmunitions?\b|\bcluster munitions?\b|\bCMR\b", re.IGNORECASE)),
    ("ap_improvised_mine", re.compile(r"\bimprovised (?:AP )?mines?\b", re.IGNORECASE)),
    ("improvised_device", re.compile(r"\bIEDs?\b|\bimprovised explosive devices?\b", re.IGNORECASE)),
    ("booby_trap", re.compile(r"\bbooby[- ]traps?\b", re.IGNORECASE)),
)


class Reader:
    """Reads sentences in their order; what "it" and "in March" mean is known from those before."""

    def __init__(self, own: str, abbreviations: Mapping[str, str], gazetteer: Gazetteer, context: Context) -> None:
        self._own = own
        self._abbreviations = abbreviations
        self._gazetteer = gazetteer
        self._context = context
        self._subject: Named | None = None

    def read(self, text: str, sentence: Stretch) -> Draw:
        """The events and figures of one sentence of a text."""
        return _Sentence(self, text, sentence).draw()

    def named(self, text: str, sentence: Stretch) -> list[Named]:
        """The parties of a sentence."""
        return parties(text, *sentence, self._abbreviations, self._own)

    def dates(self, text: str, sentence: Stretch) -> list[Dated]:
        """The dates of a sentence."""
        return self._context.dates(text, *sentence)

    def places(self, text: str, sentence: Stretch) -> list[Placed]:
        """The places of a sentence."""
        return self._gazetteer.places(text, *sentence)

    @property
    def subject(self) -> Named | None:
        """The subject of the last sentence that had one."""
        return self._subject

    def remember(self, subject: Named) -> None:
        """Keep the subject of a sentence for the "it" of the next."""
        self._subject = subject


class _Sentence:
    def __init__(self, reader: Reader, text: str, sentence: Stretch) -> None:
        self._reader = reader
        self._text = text
        self._sentence = sentence
        self._clauses = clauses(text, sentence)
        self._dates = reader.dates(text, sentence)
        self._named = reader.named(text, sentence)
        self._places = reader.places(text, sentence)
        self._sayings = sayings(lexicon(), text, sentence, self._named, reader.subject)
        self._triggers = Finder(lexicon(), text, sentence, self._clauses).triggers()

    def draw(self) -> Draw:
        usable = [date for date in self._dates if calendar_dates.fault(date.date, period=True) is None]
        impossible = [date for date in self._dates if date not in usable]
        self._dates = usable
        draw = Draw(dates=[*usable, *impossible])
        draw.events.extend(self._events())
        for amount in amounts(self._text, self._sentence, [(date.start, date.end) for date in draw.dates]):
            if amount.measure is None:
                draw.unmeasured.append((amount.start, amount.end))
            else:
                draw.claims.append(self._claim(amount, draw.events))
        for absence in absences(self._text, self._sentence):
            amount = Amount(absence.start, absence.end, "", absence.figure, absence.measure, by_words=True)
            draw.claims.append(self._claim(amount, draw.events))
        first = next((party for party in self._named if party.start - self._sentence.start < 60), None)
        if first:
            self._reader.remember(first)
        return draw

    # events

    def _events(self) -> list[Told]:
        chosen: list[tuple[Trigger, _Date]] = []
        for trigger in self._triggers:
            date = self._date(trigger, [each for each, _ in chosen])
            if self._is_event(trigger, date):
                chosen.append((trigger, date))
        return [self._event(trigger, date) for trigger, date in self._distinct(chosen)]

    def _is_event(self, trigger: Trigger, date: _Date) -> bool:
        if trigger.negated:
            return False
        if date.how in ("own", "covering") or (date.how == "leading" and trigger.form is not Form.NOUN):
            return trigger.kind != "statement" or trigger.form is Form.PAST
        if trigger.form is Form.NOUN:
            return trigger.kind in ("breakdown", "accident", "casualties") and date.how == "none"
        if trigger.kind in _RARE_UNDATED:
            return date.how == "named" and trigger.kind in ("statement", "report", "agreement")
        if date.how == "inherited":
            return trigger.form is not Form.NOUN
        if trigger.form in (Form.GERUND, Form.PARTICIPLE):
            return bool(self._saying(trigger)) and trigger.kind in _harmful()
        return trigger.form is not Form.PLANNED and trigger.kind in (*_harmful(), "clearance", "marking", "training", "re_mining")

    def _distinct(self, chosen: Sequence[tuple[Trigger, _Date]]) -> list[tuple[Trigger, _Date]]:
        """Each happening once: the statement that only passes one on, and second words for the same, are left out."""
        kept: list[tuple[Trigger, _Date]] = []
        for trigger, date in chosen:
            if trigger.kind == "statement" and any(
                other.kind != "statement" and other.start > trigger.start and when.how != "own_named" for other, when in chosen
            ):
                continue
            if trigger.kind in ("other", "statement") and any(
                other.clause == trigger.clause and other is not trigger and other.kind not in ("other", "statement")
                for other, _ in chosen
            ):
                continue
            twin = next((each for each in kept if _is_same(each, (trigger, date))), None)
            if twin is None:
                kept.append((trigger, date))
            elif _FORMS[trigger.form] > _FORMS[twin[0].form] and twin[0].clause == trigger.clause:
                kept[kept.index(twin)] = (trigger, date)
        return kept

    def _date(self, trigger: Trigger, earlier: Sequence[Trigger]) -> _Date:
        clause = self._clauses[trigger.clause]
        at = [date for date in self._dates if date.role == "at"]
        others = [each.start for each in self._triggers if each.clause == trigger.clause and each.start > trigger.end]
        bound = min([clause.end, *others])
        after = [date for date in at if trigger.start <= date.start < clause.end]
        near = [date for date in after if date.start < bound] or (after if len({d.date for d in after}) == 1 else [])
        if near:
            return _Date(near[0], "own")
        before = [date for date in at if clause.start - 3 <= date.start and date.end <= trigger.start]
        if before:
            return _Date(before[-1], "own" if clause.start > self._sentence.start else "leading")
        leading = next((date for date in at if self._leads(date)), None)
        covering = next((date for date in self._dates if date.role == "covering"), None)
        if covering:
            return _Date(covering, "covering")
        if leading:
            return _Date(leading, "leading")
        if _INHERITS.match(self._text[clause.start : clause.end]) and earlier:
            inherited = self._date(earlier[-1], ())
            if inherited.dated:
                return _Date(inherited.dated, "inherited")
        named = next((date for date in self._dates if date.role == "named" and date.end <= trigger.end + 40), None)
        return _Date(named, "named") if named and trigger.kind in ("statement", "report", "agreement", "hostile_act") else _Date(None, "none")

    def _leads(self, date: Dated) -> bool:
        return bool(_ADVERBIAL.match(self._text[self._sentence.start : date.start]))

    def _saying(self, trigger: Trigger) -> Saying | None:
        governing = [
            each
            for each in self._sayings
            if each.governs_from <= trigger.start and not (each.start < trigger.end and trigger.start < each.end)
        ]
        return governing[-1] if governing else None

    def _event(self, trigger: Trigger, date: _Date) -> Told:
        clause = self._clauses[trigger.clause]
        saying = self._saying(trigger)
        is_report = (
            saying is not None
            and date.dated is not None
            and date.dated.end <= saying.start
            and trigger.form in (Form.PAST, Form.PLANNED)
            and date.dated.role == "at"
        )
        actors = self._actors(trigger)
        confidence = _SURE[date.how] * _FORMS[trigger.form] * _KINDS.get(trigger.kind, 1.0)
        if date.dated and date.dated.resolved:
            confidence *= 0.9
        return Told(
            trigger.kind,
            trigger.start,
            trigger.end,
            *clause,
            self._standing(trigger, saying),
            None if is_report else date.dated,
            date.dated if is_report else None,
            self._near_places(trigger),
            actors,
            self._ordnance(clause.start, clause.end),
            saying,
            round(confidence, 3),
        )

    def _standing(self, trigger: Trigger, saying: Saying | None) -> str:
        before = self._text[max(self._clauses[trigger.clause].start, trigger.start - 90) : trigger.start]
        words = lexicon()
        if trigger.form is Form.PLANNED:
            return "planned"
        if trigger.form is Form.SUGGESTED:
            return "suggested"
        if words.denied.search(before):
            return "denied"
        if words.believed.search(before):
            return "believed"
        return "reported" if saying else "known"

    def _actors(self, trigger: Trigger) -> tuple[Named, ...]:
        clause = self._clauses[trigger.clause]
        if trigger.passive:
            found = agents(self._text, self._named, trigger.end, min(clause.end, trigger.end + 120))
            return tuple(found)
        found = subjects(self._text, self._named, clause.start, trigger.start)
        if not found and re.search(r"\b(?:[Ii]t|[Tt]hey)\b", self._text[clause.start : trigger.start]):
            earlier = subjects(self._text, self._named, self._sentence.start, clause.start)
            last = self._reader.subject
            found = earlier or ([last] if last else [])
        if not found:
            found = subjects(self._text, self._named, self._sentence.start, trigger.start)
        return tuple(found)

    def _near_places(self, trigger: Trigger) -> tuple[Placed, ...]:
        clause = self._clauses[trigger.clause]
        inside = [place for place in self._places if clause.holds(place.start)]
        after = [place for place in inside if place.start >= trigger.start]
        chosen = after or [place for place in inside if place.relation != "about"] or [
            place for place in self._places if place.relation != "about"
        ]
        return tuple(chosen)

    def _ordnance(self, low: int, high: int) -> tuple[str, ...]:
        words = self._text[low:high]
        return tuple(term for term, pattern in _ORDNANCE if pattern.search(words))

    # figures

    def _claim(self, amount: Amount, events: Sequence[Told]) -> Told:
        clause = next((each for each in self._clauses if each.holds(amount.start)), self._clauses[-1])
        event = next((number for number, each in enumerate(events) if each.low == clause.start), None)
        date, how = self._period(amount, clause, events[event] if event is not None else None)
        holder = events[event] if event is not None else None
        probe = Trigger("", amount.start, amount.end, Form.PAST, self._clauses.index(clause))
        saying = self._saying(probe)
        assert amount.measure is not None
        return Told(
            amount.measure,
            amount.start,
            amount.end,
            *clause,
            "reported" if saying else "known",
            date,
            holder.reported if holder else None,
            holder.places if holder else self._near_places(probe),
            holder.actors if holder else (),
            self._ordnance(amount.start, amount.end),
            saying,
            round((1.0 if amount.by_words else 0.7) * (0.9 if how == "inherited" else 1.0), 3),
            amount.figure,
            event,
        )

    def _period(self, amount: Amount, clause: Stretch, holder: Told | None) -> tuple[Dated | None, str]:
        after = [date for date in self._dates if amount.end <= date.start < clause.end and date.role != "named"]
        if after:
            return after[0], "own"
        before = [date for date in self._dates if clause.start <= date.start < amount.start and date.role != "named"]
        if before:
            return before[-1], "own"
        if holder and (holder.happened or holder.reported):
            return holder.happened or holder.reported, "event"
        usable = [date for date in self._dates if date.role != "named"]
        covering = next((date for date in usable if date.role == "covering"), None)
        leading = next((date for date in usable if self._leads(date)), None)
        chosen = covering or leading or (usable[0] if len(usable) == 1 else None)
        return chosen, "inherited"


def _is_same(left: tuple[Trigger, _Date], right: tuple[Trigger, _Date]) -> bool:
    """Whether two triggers tell the same happening: one kind, and one date or one clause."""
    if left[0].kind != right[0].kind:
        return False
    same_date = left[1].dated == right[1].dated
    return same_date and (left[1].dated is not None or left[0].clause == right[0].clause)


@cache
def _harmful() -> frozenset[str]:
    """Kinds that matter even without a date: use, harm and displacement."""
    terms = vocab.load("event_kinds").terms.values()
    return frozenset(term.id for term in terms if term.extra["group"] in ("use", "harm", "displacement"))
