"""One sentence: its triggers and quantities with the dates, places, parties and sayings that belong to them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
_RELATIVE = re.compile(r"^,?\s*(?:where|which|who|whose)\b")
_NAMES_IT = re.compile(r"\b(?:reports? of|included|including|in addition to|admitted|denied|by|of)\s+(?:[A-Z][\w’]+\s+){0,3}$", re.IGNORECASE)
_AHEAD, _BEHIND = 90, 15
"""Characters from the name of a happening to its date after it or before it."""
_COMPARED = re.compile(
    r"\b(?:compared|up from|down from|against|versus|than the|increase|decrease|drop|rise|from)\b", re.IGNORECASE
)
_ADVERBIAL = re.compile(r"^(?:However|Furthermore|Moreover|But|Also|Additionally|In addition|Similarly|In total|A total of|Only)?[\s,]*$")
_RARE_UNDATED = frozenset({"statement", "other", "report", "assistance", "meeting", "hostile_act", "agreement", "spot_task"})
"""Kinds of which only a dated one is a happening; the rest is standing practice."""
_SURE = {"own": 1.0, "leading": 0.95, "named": 0.7, "covering": 0.9, "inherited": 0.8, "following": 0.75, "none": 0.6}
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
            if absence.measure != "contamination_extent" and not usable:
                continue  # "no clearance in recent years" is a figure of no period
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
        if trigger.form is Form.NOUN:
            return self._is_named_event(trigger, date)
        if trigger.form is Form.PARTICIPLE and (date.how == "leading" or trigger.kind == "other"):
            return False
        if trigger.form is Form.PLANNED and date.how == "leading" and self._is_forecast(trigger, date):
            return False
        if date.how in ("own", "leading", "covering"):
            return trigger.kind != "statement" or trigger.form is Form.PAST
        if trigger.kind in _RARE_UNDATED:
            return date.how == "named" and trigger.kind in ("statement", "report", "agreement")
        if date.how in ("inherited", "following"):
            return True
        if trigger.form is Form.GERUND:
            return trigger.kind in _harmful() and bool(_NAMES_IT.search(self._text[: trigger.start][-60:]))
        if trigger.form in (Form.PARTICIPLE, Form.PLANNED):
            return False
        if trigger.kind in _harmful():
            return not re.match(r",?\s*who\b", self._text[self._clauses[trigger.clause].start :])
        return trigger.kind in ("clearance", "marking", "training") and not self._is_relative(trigger.clause)

    def _is_forecast(self, trigger: Trigger, date: _Date) -> bool:
        """Whether somebody said at that date what will be: the date is that of the saying alone."""
        will = re.search(r"\b(?:will|would)\s+(?:\w+\s+){0,2}$", self._text[self._sentence.start : trigger.start])
        said = any(date.dated and date.dated.end <= each.start < trigger.start for each in self._sayings)
        return bool(will) and said

    def _is_named_event(self, trigger: Trigger, date: _Date) -> bool:
        """Whether a happening that is only named counts: dated beside it, said to have been, or harm."""
        if trigger.kind in ("breakdown", "accident", "casualties"):
            return date.how in ("none", "leading", "own")
        if trigger.kind == "hostile_act" and date.how == "none":
            return bool(re.match(r",?\s*following\b", self._text[self._clauses[trigger.clause].start :]))
        if date.dated is None:
            return False
        ahead, behind = date.dated.start - trigger.end, trigger.start - date.dated.end
        near = -1 < ahead <= _AHEAD or -1 < behind <= _BEHIND or (ahead < 0 and behind < 0)
        said = any(0 <= trigger.start - each.end <= 4 for each in self._sayings)
        return said or trigger.kind in ("assistance", "meeting") or near

    def _distinct(self, chosen: Sequence[tuple[Trigger, _Date]]) -> list[tuple[Trigger, _Date]]:
        """Each happening once: the statement that only passes one on, and second words for the same, are left out."""
        kept: list[tuple[Trigger, _Date]] = []
        for trigger, date in chosen:
            if trigger.kind == "statement" and any(
                other.kind != "statement" and other.start > trigger.start and other.form is not Form.PLANNED
                for other, _ in chosen
            ):
                continue
            if trigger.kind in ("other", "statement") and any(
                other.clause == trigger.clause
                and other is not trigger
                and other.kind not in ("other", "statement")
                and other.form is not Form.NOUN
                for other, _ in chosen
            ):
                continue
            if trigger.kind in ("clearance", "survey") and any(
                other.kind in ("suspension", "resumption") and other.clause == trigger.clause for other, _ in chosen
            ):
                continue
            if kept and self._is_part_of(kept[-1], (trigger, date)):
                continue
            if kept and self._is_coordinate(kept[-1][0], trigger) and kept[-1][1].dated == date.dated:
                continue
            twin = next((each for each in kept if _is_same(each, (trigger, date))), None)
            if twin is None:
                kept.append((trigger, date))
            elif _FORMS[trigger.form] > _FORMS[twin[0].form] and twin[0].clause == trigger.clause:
                kept[kept.index(twin)] = (trigger, date)
        return kept

    def _is_part_of(self, left: tuple[Trigger, _Date], right: tuple[Trigger, _Date]) -> bool:
        """Whether the second only says what was resumed or agreed, or how the first was done."""
        between = right[0].start - left[0].end
        if left[0].kind in ("resumption", "suspension", "agreement") and between <= 20:
            return right[0].kind in ("clearance", "survey")
        if right[0].form is Form.GERUND and right[1].how == "none":
            return left[0].kind == right[0].kind
        groups = [vocab.load("event_kinds")[each.kind].extra["group"] for each in (left[0], right[0])]
        return right[0].form is Form.GERUND and right[1].how == "inherited" and groups[0] == groups[1] == "land_release"

    def _is_coordinate(self, left: Trigger, right: Trigger) -> bool:
        """Whether two names stand for one happening: "survey and clearance"."""
        return bool(re.fullmatch(r"\s*(?:\([^)]*\)\s*)?(?:,|and|or)\s*", self._text[left.end : right.start]))

    def _date(self, trigger: Trigger, earlier: Sequence[Trigger]) -> _Date:
        clause = self._clauses[trigger.clause]
        at = [date for date in self._dates if date.role == "at" and not self._in_quotes(date)]
        others = [each for each in self._triggers if each.clause == trigger.clause and each.start > trigger.end]
        bound = min([clause.end, *(each.start for each in others)])
        after = [date for date in at if trigger.start <= date.start < clause.end and not self._is_deadline(date)]
        near = [date for date in after if date.start < bound]
        if not near and len({date.date for date in after}) == 1 and not any(
            each.form is Form.PARTICIPLE and each.start < after[0].start for each in others
        ):
            near = after
        if near:
            return _Date(near[0], "own")
        if follows := self._following(trigger.clause, at):
            return _Date(follows, "following")
        before = [date for date in at if clause.start - 3 <= date.start and date.end <= trigger.start]
        if before:
            return _Date(before[-1], "own" if clause.start > self._sentence.start else "leading")
        when = next((date for date in at if 0 <= clause.start - date.end <= 2), None)
        if when and re.match(r",?\s*when\b", self._text[clause.start : clause.end]):
            return _Date(replace(when, date=when.date.removesuffix("/..")), "inherited")
        leading = next((date for date in at if self._leads(date)), None)
        if leading and self._is_relative(trigger.clause) and trigger.kind in ("other", "statement"):
            leading = None
        covering = next((date for date in self._dates if date.role == "covering"), None)
        if covering and (covering.start < trigger.start or trigger.kind in ("report", "statement")):
            return _Date(covering, "covering")
        if leading:
            return _Date(leading, "leading")
        if _INHERITS.match(self._text[clause.start : clause.end]):
            inherited = self._date(earlier[-1], ()).dated if earlier else None
            before = [date for date in at if date.end <= clause.start]
            if inherited or before:
                return _Date(inherited or before[-1], "inherited")
        named = next((date for date in self._dates if date.role == "named" and date.end <= trigger.end + 40), None)
        return _Date(named, "named") if named and trigger.kind in ("statement", "report", "agreement", "hostile_act") else _Date(None, "none")

    def _is_deadline(self, date: Dated) -> bool:
        """Whether a date is the one to which something is put off."""
        before = self._text[self._sentence.start : date.start]
        return bool(re.search(r"\b(?:deadline|extend(?:ed)?|extension)\b[^.;]*?(?:,\s+|\s)(?:to|until|till|of)\s*$", before))

    def _is_relative(self, index: int) -> bool:
        words = self._text[self._clauses[index].start : self._clauses[index].end]
        if index and re.match(r",?\s*and\b", words):
            return self._is_relative(index - 1)
        return bool(_RELATIVE.match(words))

    def _following(self, index: int, at: Sequence[Dated]) -> Dated | None:
        """The date of what it followed: "following heavy rains at the end of July 2024"."""
        if index + 1 >= len(self._clauses):
            return None
        after = self._clauses[index + 1]
        if not re.match(r",?\s*following\b", self._text[after.start : after.end]):
            return None
        date = next((each for each in at if after.holds(each.start)), None)
        return replace(date, precision="after") if date and "/" not in date.date else None

    def _in_quotes(self, date: Dated) -> bool:
        """Whether a date stands within quoted words, which tell of something else."""
        opened = self._text.rfind("“", self._sentence.start, date.start)
        return opened >= 0 and date.end <= self._text.find("”", opened)

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
        if after and not _COMPARED.search(self._text[amount.end : after[0].start]):
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
    harm = ("accident", "casualties")
    if left[0].kind != right[0].kind and not (left[0].kind in harm and right[0].kind in harm):
        return False
    same_date = left[1].dated == right[1].dated
    return same_date and (left[1].dated is not None or left[0].clause == right[0].clause)


@cache
def _harmful() -> frozenset[str]:
    """Kinds that matter even without a date: use, harm and displacement."""
    terms = vocab.load("event_kinds").terms.values()
    return frozenset(term.id for term in terms if term.extra["group"] in ("use", "harm", "displacement"))
