"""Triggers: the words of a clause that tell a kind of event, and whether they say that it happened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from ploughshare.exchange.country_report.facts.lexicon import Lexicon, Pattern, Words
from ploughshare.exchange.country_report.facts.sentences import Stretch


class Form(StrEnum):
    """How a trigger is said: as having happened, as planned, as possible, or only named."""

    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    NOUN = "noun"
    PLANNED = "planned"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a clause that tell an event; ``clause`` is its index in the sentence, ``passive`` its voice."""

    kind: str
    start: int
    end: int
    form: Form
    clause: int
    passive: bool = False
    negated: bool = False


_ADVERBS = r"(?:(?:\w+ly|also|not|never|again|already|since|later|then|first|once|now|been|being|in turn|at least|subsequently|,)\s+|,\s+(?:at least, )?[\w ]{0,20},\s+)*"
_PERFECT = re.compile(rf"\b(?:had|has|have|having)\s+{_ADVERBS}$", re.IGNORECASE)
_MODAL_PERFECT = re.compile(rf"\b(?:may|might|could)\s+have\s+{_ADVERBS}$", re.IGNORECASE)
_PASSIVE = re.compile(rf"\b(?:was|were|been|being|got)\s+{_ADVERBS}$", re.IGNORECASE)
_PRESENT = re.compile(rf"\b(?:is|are)\s+{_ADVERBS}$", re.IGNORECASE)
_FUTURE = re.compile(rf"\b(?:will|would|shall|to|is to|are to)\s+{_ADVERBS}(?:be|have been|have)\s+{_ADVERBS}$", re.IGNORECASE)
_POSSIBLE = re.compile(rf"\b(?:may|might|could)\s+{_ADVERBS}(?:be\s+)?{_ADVERBS}$", re.IGNORECASE)
_OBLIGED = re.compile(rf"\b(?:should|must|can|cannot|need to)\s+{_ADVERBS}(?:be\s+)?{_ADVERBS}$", re.IGNORECASE)
_WILL = re.compile(rf"\b(?:will|would|shall)\s+{_ADVERBS}$", re.IGNORECASE)
_DID = re.compile(rf"\b(?:did|does|do)\s+{_ADVERBS}$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:\w+ly\s+|again\s+|then\s+|help\s+)?$", re.IGNORECASE)
_BEGAN_TO = re.compile(r"\b(?:began|begun|started|continued|went on|came|resumed)\s+to\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BEGAN = re.compile(
    r"\b(?:began|begun|started|resumed|continued|completed|finished|stopped|ceased|initiated|reported|admitted|acknowledged"
    r"|reports? of (?:[A-Z][\w’]+ ){1,3}|kept|denied|claimed)\s+(?:again\s+)?$"
)
_TO_BEGIN = re.compile(r"\bto\s+(?:begin|start|resume|continue|finish|complete|cease|stop)\s+$")
_AHEAD = re.compile(
    r"(?:\s+\([^)]*\))?(?:\s+(?:in|of|with|by|to)(?:\s+[\w’-]+){1,4})?\s+(?:(?:is|are|was|were|had been|has been)\s+)?(?:\w+ly\s+)?(?:expected|planned|scheduled|due|envisaged|foreseen|set)\b"
)
_USED_TO = re.compile(r"\b(?:was|were|been)\s+used\s+(?:by\s+(?:[\w’]+\s+){1,4})?to\s+$")
_COORDINATED = re.compile(r"\b(?:was|were|been)\s+(?:\w+ly\s+)?\w+(?:ed|pt|nt|nd|id)\b[^.;]*\band\s+(?:\w+ly\s+)?$")
_INTRANSITIVE = frozenset({"remained", "broke", "began", "became", "occurred", "happened", "ended", "expired", "lapsed"})
_SUBJECT = re.compile(r"(?:\b[A-Z][\w’.]*[a-zA-Z]|\b[Ii]t|\b[Tt]hey|\bwho)\s+(?:\w+ly\s+|also\s+|then\s+|later\s+|again\s+)?$")
_ADJECTIVAL = re.compile(r"\b(?:the|an?|of|any|newly|all|each|these|those|its|their|no|for)\s+(?:newly\s+|previously\s+|recently\s+)?$", re.IGNORECASE)
_MODIFIES = re.compile(
    r"[\s/-]+(?:and\s+(?:clearance|survey|TS)\s+)?(?:personnel|plans?|teams?|capacit(?:y|ies)|methodolog(?:y|ies)|outputs?|SOPs?|operators?"
    r"|compan(?:y|ies)|standards?|techniques?|training|data|funding|equipment|assets?|targets?|priorities|results?|procedures?"
    r"|productivity|organi[sz]ations?|obligations?|process(?:es)?|system|sector|figures?|rates?|machines?|technolog(?:y|ies)"
    r"|services?|units?|needs|costs?|strateg(?:y|ies)|competenc(?:y|ies|es)|reports?|officers?|staff|experts?|statistics|sites?)\b"
)
_COMPLEMENT = re.compile(
    r"\b(?:funding|plans?|support|budget|agreement|cooperation|responsib(?:le|ility)|techniques|capacity|methodolog(?:y|ies)|progress"
    r"|purposes?|obligations?|training|standards?|deadlines?|results?|coordinating|planning|tasking|need|needs|approach|request|data"
    r"|priorit(?:y|ies)|timeline|completion|efforts?|equipment|information|ability|willingness|requirements?|quality|funds?|cost|costs"
    r"|criteria|SOPs?|personnel|study|studying|use|stages?|phase|increase|accuracy|target|targets|work plan|reluctance|further|before)"
    r"\s+(?:for|on|in|of|to|towards|from)\s+(?:(?:the|a|completion of|all|full|further|future)\s+)*(?:[\w-]+\s+and\s+)?(?:international funding for\s+)?$|\b(?:for|towards)\s+(?:the\s+|full\s+|further\s+)?$",
    re.IGNORECASE,
)
_BASES = re.compile(
    r"(?:emplace|lay|plant|send|deploy|suspend|halt|resume|mark|survey|reduce|cancel|clear|demine|release|remove|destroy"
    r"|dispose of|visit|sign|ratify|accede|join|conclude|strengthen|fortify|reinforce|complete|neutralise|defuse|shift"
    r"|displace|float|migrate|drift|kill|injure|undergo|receive|adhere|need|conduct|develop|adopt|establish|re-mine|submit)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\s*(?:by|in|on|at|around|along|under|between|during|from|through|near|across|within|since|for|with|without|prior|before|as"
    r"|(?:and|or)\s\w+ed|per|,|\.|$|\))(?:\s|$)",
    re.IGNORECASE,
)
_ERGATIVE = frozenset({"displacement", "accident", "breakdown", "resumption", "suspension"})
"""Kinds whose verbs are also said of the thing itself: mines shift, operations resume."""
_REACH = 110
_REACH_BACK = 220
"""Characters between a verb and what it is done to, after it and before it."""


def form_of(text: str, start: int, end: int, since: int) -> tuple[Form, bool] | None:
    """The form of the verb ``text[start:end]`` in a sentence that begins at ``since``, and whether it is passive.

    None for what says nothing that happened or will: purposes, habits, duties.
    """
    before = text[max(since, start - 70) : start]
    first = re.match(r"[\w-]+", text[start:end])
    word = first[0] if first else text[start:end]
    if word.lower() in ("was", "were", "took"):
        return Form.PAST, True
    if word.lower() in _INTRANSITIVE and not _PERFECT.search(before):
        return Form.PAST, False
    if word.lower() in ("be", "take"):
        return _infinitive(before)
    if _ADJECTIVAL.search(before):
        return None
    if word.lower().endswith("ing"):
        if _TO_BEGIN.search(before):
            return _infinitive(_TO_BEGIN.sub("to ", before))
        if _PASSIVE.search(before):
            return Form.PAST, False
        if _POSSIBLE.search(before):
            return Form.SUGGESTED, False
        if _OBLIGED.search(before) or _PRESENT.search(before):
            return None
        return (Form.PAST, False) if _BEGAN.search(before) else (Form.GERUND, False)
    if _BASES.fullmatch(text[start:end]) and not _PASSIVE.search(before):
        return _infinitive(before)
    if _MODAL_PERFECT.search(before):
        return Form.SUGGESTED, bool(re.search(r"\bbeen\b", before))
    if re.search(rf"\b(?:will|would)\s+have\s+{_ADVERBS}$", before):
        return Form.PLANNED, False
    if _FUTURE.search(before) and not re.search(r"\bto have (?:\w+ )*$", before):
        return Form.PLANNED, True
    if _PERFECT.search(before):
        return Form.PAST, bool(re.search(r"\bbeen\s+(?:\w+\s+)*$", before))
    if _PASSIVE.search(before):
        return Form.PAST, True
    if _SUBJECT.search(before):
        return Form.PAST, False
    if _COORDINATED.search(text[max(since, start - 140) : start]):
        return Form.PAST, True
    if _POSSIBLE.search(before) or _PRESENT.search(before) or _OBLIGED.search(before):
        return None
    if word.lower().endswith("s") and not word.lower().endswith("ss"):
        return None
    return (Form.PARTICIPLE, True) if _PREPOSITION.match(text[end:]) else (Form.PAST, False)


def _infinitive(before: str) -> tuple[Form, bool] | None:
    if _BEGAN_TO.search(before) or _USED_TO.search(before):
        return Form.PAST, False
    if _WILL.search(before) or _TO.search(before):
        return Form.PLANNED, False
    if _DID.search(before):
        return Form.PAST, False
    return (Form.PLANNED, False) if re.search(r"\b(?:and|or)\s+(?:then\s+|also\s+)?$", before) else None


class Finder:
    """Finds the triggers of one sentence."""

    def __init__(self, words: Lexicon, text: str, sentence: Stretch, clauses: list[Stretch]) -> None:
        self._words = words
        self._text = text
        self._sentence = sentence
        self._clauses = clauses

    def triggers(self) -> list[Trigger]:
        """The triggers of the sentence, left to right, each stretch of words for the first kind that fits it."""
        found: list[Trigger] = []
        for words in self._words.kinds:
            for trigger in [*self._verbs(words), *self._nouns(words)]:
                if not any(each.start < trigger.end and trigger.start < each.end for each in found):
                    found.append(trigger)
        return sorted((self._checked(trigger) for trigger in found), key=lambda each: each.start)

    def _checked(self, trigger: Trigger) -> Trigger:
        """With its negation, by the words before it in its clause."""
        clause = self._clauses[trigger.clause]
        before = self._text[clause.start : trigger.start]
        after = self._text[trigger.end : trigger.end + 25]
        negated = bool(self._words.negative.search(before)) or bool(re.match(r"\s+(?:has|have|had|did|was|were) not\b", after))
        if clause.start > self._sentence.start and re.search(r"\b(?:not (?:clear|known)|unclear|unknown)\s*$", self._text[: clause.start]):
            negated = True
        if re.search(r"\bnot only\b|\bno (?:later|fewer|less|more) than\b|\bnot (?:yet )?(?:specified|disaggregated|clear)\b", before):
            negated = False
        return replace(trigger, negated=negated)

    def _clause_of(self, at: int) -> int:
        return next((index for index, clause in enumerate(self._clauses) if clause.holds(at)), len(self._clauses) - 1)

    def _verbs(self, words: Words) -> list[Trigger]:
        found: list[Trigger] = []
        if words.verbs is None:
            return found
        for match in words.verbs.finditer(self._text, self._sentence.start, self._sentence.end):
            if _quoted(self._text, match.start(), self._sentence):
                continue
            form = form_of(self._text, match.start(), match.end(), self._sentence.start)
            if form is None:
                continue
            clause = self._clause_of(match.start())
            if form == (Form.PAST, False) and self._is_reduced(words, match):
                form = Form.PARTICIPLE, True
            if form[0] is Form.GERUND and self._is_complement(match):
                continue
            if words.objects and not self._has_object(words.objects, match, clause, words.kind, passive=form[1]):
                continue
            if form[0] is Form.PLANNED and not self._is_planned(match.start()):
                continue
            found.append(Trigger(words.kind, match.start(), match.end(), form[0], clause, form[1]))
        return found

    def _is_reduced(self, words: Words, verb: re.Match[str]) -> bool:
        """Whether the word before is what the verb was done to: "the Agreement signed in 2018"."""
        before = self._text[self._sentence.start : verb.start()].rstrip()
        last = re.search(r"\S+$", before)
        return bool(words.objects and last and words.objects.fullmatch(last[0]) and _PREPOSITION.match(self._text, verb.end()))

    def _has_object(self, objects: Pattern, verb: re.Match[str], clause: int, kind: str, *, passive: bool) -> bool:
        """Whether what the verb is done to stands after it (active) or before it (passive, participle)."""
        stretch = self._clauses[clause]
        if passive:
            # The subject of a relative clause is in the clause before.
            return bool(objects.search(self._text, max(self._sentence.start, verb.start() - _REACH_BACK), verb.start()))
        if objects.search(self._text, verb.end(), min(self._sentence.end, verb.end() + _REACH, stretch.end + 40)):
            return True
        return kind in _ERGATIVE and bool(objects.search(self._text, stretch.start, verb.start()))

    def _is_planned(self, at: int) -> bool:
        """Whether a word of planning governs an infinitive: near before it, with no full clause between."""
        before = self._text[self._sentence.start : at]
        cues = list(self._words.planned.finditer(before))
        return bool(cues) and at - self._sentence.start - cues[-1].end() < 160

    def _is_complement(self, match: re.Match[str]) -> bool:
        """Whether the words only say which personnel, plan or progress is meant."""
        return bool(_MODIFIES.match(self._text, match.end()) or _COMPLEMENT.search(self._text[max(0, match.start() - 80) : match.start()]))

    def _nouns(self, words: Words) -> list[Trigger]:
        found: list[Trigger] = []
        if words.nouns is None:
            return found
        for match in words.nouns.finditer(self._text, self._sentence.start, self._sentence.end):
            if _quoted(self._text, match.start(), self._sentence):
                continue
            if words.kind != "hostile_act" and self._is_complement(match):
                continue
            clause = self._clause_of(match.start())
            form = self._light(match, clause)
            if form:
                found.append(Trigger(words.kind, match.start(), match.end(), form, clause, passive=True))
        return found

    def _light(self, noun: re.Match[str], clause: int) -> Form | None:
        """The form that the light verb beside a noun gives it; noun where it has none."""
        stretch = self._clauses[clause]
        if _AHEAD.match(self._text[noun.end() : stretch.end]):
            return Form.PLANNED
        low, high = max(stretch.start, noun.start() - 60), min(stretch.end, noun.end() + 90)
        after = self._words.light_finite.search(self._text, noun.end(), high)
        before = list(self._words.light_finite.finditer(self._text, low, noun.start()))
        for match in [*before[-1:], *([after] if after else [])]:
            form = form_of(self._text, match.start(), match.end(), self._sentence.start)
            if form is None:
                return None
            if form[0] is Form.PLANNED and not self._is_planned(match.start()):
                return None
            return Form.PAST if form[0] is Form.PARTICIPLE else form[0]
        for bare in [*self._words.light_bare.finditer(self._text, low, noun.start())][-1:] or [
            *self._words.light_bare.finditer(self._text, noun.end(), high)
        ][:1]:
            form = _infinitive(self._text[max(self._sentence.start, bare.start() - 40) : bare.start()])
            return form[0] if form and self._is_planned(bare.start()) else None
        cues = list(self._words.planned.finditer(self._text, low, noun.start()))
        return Form.PLANNED if cues and noun.start() - cues[-1].end() < 20 else Form.NOUN


def _quoted(text: str, at: int, sentence: Stretch) -> bool:
    """Whether a character stands within quotation marks of the sentence; a single quoted word counts as the text's own."""
    opened = text.rfind("“", sentence.start, at)
    closed = text.find("”", opened) if opened >= 0 else -1
    return opened >= 0 and (closed < 0 or at < closed) and (closed < 0 or closed - opened > 30)
