"""A sentence taken apart: clauses, dates, parties, places, sayings, triggers, and how they lie to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ploughshare.exchange.country_report.facts.parties import Named, is_governed
from ploughshare.exchange.country_report.facts.places import Placed
from ploughshare.exchange.country_report.facts.sayings import Saying
from ploughshare.exchange.country_report.facts.sentences import Stretch
from ploughshare.exchange.country_report.facts.triggers import Trigger
from ploughshare.exchange.country_report.facts.when import Dated

_RELATIVE = re.compile(r",?\s*(?:where|which|who|whose)\b")
_AND = re.compile(r",?\s*and\b")
_ADVERBIAL = re.compile(
    r"(?:However|Furthermore|Moreover|But|Also|Additionally|In addition|Similarly|In total|A total of|Only)?[\s,]*"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The parts of one sentence of a text; ``subject`` is that of the sentence before, for whom "it" may stand."""

    text: str
    sentence: Stretch
    clauses: list[Stretch]
    dates: list[Dated]
    named: list[Named]
    places: list[Placed]
    sayings: list[Saying]
    triggers: list[Trigger]
    subject: Named | None

    def clause_of(self, trigger: Trigger) -> Stretch:
        """The clause of a trigger."""
        return self.clauses[trigger.clause]

    def opens(self, index: int, pattern: re.Pattern[str]) -> bool:
        """Whether a clause begins with a pattern."""
        return bool(pattern.match(self.text, self.clauses[index].start, self.clauses[index].end))

    def is_relative(self, index: int) -> bool:
        """Whether a clause hangs on a noun ("which ..."), or goes on with one that does ("and ...")."""
        if index and self.opens(index, _AND):
            return self.is_relative(index - 1)
        return self.opens(index, _RELATIVE)

    def leads(self, date: Dated) -> bool:
        """Whether the sentence begins with a date, which then holds for all of it."""
        return bool(_ADVERBIAL.fullmatch(self.text[self.sentence.start : date.start]))

    def is_quoted(self, date: Dated) -> bool:
        """Whether a date stands within quoted words, which tell of something else."""
        opened = self.text.rfind("“", self.sentence.start, date.start)
        return opened >= 0 and date.end <= self.text.find("”", opened)

    def saying(self, start: int, end: int) -> Saying | None:
        """The nearest saying that governs these characters."""
        governing = [
            each for each in self.sayings if each.governs_from <= start and not (each.start < end and start < each.end)
        ]
        return governing[-1] if governing else None

    def free(self, before: int) -> list[Named]:
        """The parties before a character that may be subjects."""
        return [
            each for each in self.named if each.end <= before and not is_governed(self.text, self.sentence.start, each)
        ]
