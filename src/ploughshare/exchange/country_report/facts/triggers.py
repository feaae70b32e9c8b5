"""Triggers: the words of a clause that tell a kind of event, and whether they say that it happened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ploughshare.exchange.country_report.facts.forms import PREPOSITION, Form, form_of, infinitive
from ploughshare.exchange.country_report.facts.lexicon import Lexicon, Pattern, Words
from ploughshare.exchange.country_report.facts.sentences import Stretch


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


_AHEAD = re.compile(
    r"(?:\s+\([^)]*\))?(?:\s+(?:in|of|with|by|to)(?:\s+[\w’-]+){1,4})?\s+(?:(?:is|are|was|were|had been"
    r"|has been)\s+)?"
    r"(?:\w+ly\s+)?(?:expected|planned|scheduled|due|envisaged|foreseen|set)\b"
)
_OF_ITSELF = re.compile(
    r"(?:was|were|been|being|be|took|taken?|taking|occur|happen|beg[au]n|start|continu|resum|complet)", re.IGNORECASE
)
"""Light verbs that a happening is the subject of; whoever conducts or undertakes one is somebody."""
_NOT_KNOWN = re.compile(r"\b(?:not (?:clear|known)|unclear|unknown)\s*$")
_NO_NEGATION = re.compile(
    r"\bnot only\b|\bno (?:later|fewer|less|more) than\b|\bnot (?:yet )?(?:specified|disaggregated|clear)\b"
)
_DENIED_AFTER = re.compile(r"\s+(?:has|have|had|did|was|were) not\b")
_ERGATIVE = frozenset({"displacement", "accident", "breakdown", "resumption", "suspension"})
"""Kinds whose verbs are also said of the thing itself: mines shift, operations resume."""
_REACH = 110
_REACH_BACK = 220
"""Characters between a verb and what it is done to, after it and before it."""


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
        negated = bool(
            self._words.negative.search(before)
            or _DENIED_AFTER.match(self._text, trigger.end)
            or (clause.start > self._sentence.start and _NOT_KNOWN.search(self._text[: clause.start]))
        )
        negated = negated and not _NO_NEGATION.search(before)
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
        return bool(
            words.objects and last and words.objects.fullmatch(last[0]) and PREPOSITION.match(self._text, verb.end())
        )

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
        return bool(
            self._words.modified.match(self._text, match.end())
            or self._words.complement.search(self._text[max(0, match.start() - 80) : match.start()])
        )

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
                found.append(Trigger(words.kind, match.start(), match.end(), form[0], clause, form[1]))
        return found

    def _light(self, noun: re.Match[str], clause: int) -> tuple[Form, bool] | None:
        """The form that the light verb beside a noun gives it, and whether the noun is its subject."""
        stretch = self._clauses[clause]
        if _AHEAD.match(self._text[noun.end() : stretch.end]):
            return Form.PLANNED, True
        low, high = max(stretch.start, noun.start() - 60), min(stretch.end, noun.end() + 140)
        after = self._words.light_finite.search(self._text, noun.end(), high)
        after = after if after and _OF_ITSELF.match(after[0]) else None
        before = list(self._words.light_finite.finditer(self._text, low, noun.start()))
        for match in [*before[-1:], *([after] if after else [])]:
            form = form_of(self._text, match.start(), match.end(), self._sentence.start)
            if form is None or (form[0] is Form.PLANNED and not self._is_planned(match.start())):
                return None
            is_subject = match is after
            if re.search(r"(?:planned|scheduled)$", match[0]):
                return Form.PLANNED, is_subject
            return (Form.PAST if form[0] is Form.PARTICIPLE else form[0]), is_subject
        bare = [*self._words.light_bare.finditer(self._text, low, noun.start())][-1:]
        bare = bare or [*self._words.light_bare.finditer(self._text, noun.end(), high)][:1]
        for match in bare:
            form = infinitive(self._text[max(self._sentence.start, match.start() - 40) : match.start()])
            return (form[0], match.start() > noun.start()) if form and self._is_planned(match.start()) else None
        cues = list(self._words.planned.finditer(self._text, low, noun.start()))
        return (Form.PLANNED if cues and noun.start() - cues[-1].end() < 20 else Form.NOUN), True


def _quoted(text: str, at: int, sentence: Stretch) -> bool:
    """Whether a character stands within quotation marks; a quoted word or two count as the text's own."""
    opened = text.rfind("“", sentence.start, at)
    closed = text.find("”", opened) if opened >= 0 else -1
    return opened >= 0 and (closed < 0 or at < closed) and (closed < 0 or closed - opened > 30)
