"""Which date of a sentence belongs to a happening, and which to a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ploughshare.exchange.country_report.facts.amounts import Amount
from ploughshare.exchange.country_report.facts.forms import Form
from ploughshare.exchange.country_report.facts.parsed import Parsed
from ploughshare.exchange.country_report.facts.sentences import Stretch
from ploughshare.exchange.country_report.facts.triggers import Trigger
from ploughshare.exchange.country_report.facts.when import Dated


class How(StrEnum):
    """How a date was found, from the surest way to the least sure."""

    OWN = "own"  # in the clause
    LEADING = "leading"  # at the head of the sentence
    COVERING = "covering"  # the year that a report covers
    INHERITED = "inherited"  # from the clause before
    FOLLOWING = "following"  # of what it followed
    NAMED = "named"  # the year that names the document
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The date of a happening."""

    dated: Dated | None
    how: How


_INHERITS = re.compile(r"[,;]?\s*(?:with|including|and|or|whereas|while|releasing|resulting|leading|of which)\b")
_WHEN = re.compile(r",?\s*when\b")
_FOLLOWING = re.compile(r",?\s*following\b")
_PUT_OFF = re.compile(r"\b(?:deadline|extend(?:ed)?|extension)\b[^.;]*?(?:,\s+|\s)(?:to|until|till|of)\s*$")
_TO = re.compile(r"(?:until|till|up to|to|of)\s+")
_COMPARED = re.compile(
    r"\b(?:compared|up from|down from|against|versus|than the|increase|decrease|drop|rise|from|highest|lowest|since)\b",
    re.IGNORECASE,
)
_NAMED_KINDS = ("statement", "report", "agreement", "hostile_act")


def date_of(parsed: Parsed, trigger: Trigger, earlier: Sequence[Trigger] = ()) -> Chosen:
    """The date of a trigger; ``earlier`` are those before it that are happenings."""
    return _in_clause(parsed, trigger) or _from_elsewhere(parsed, trigger, earlier)


def _usable(parsed: Parsed) -> list[Dated]:
    return [date for date in parsed.dates if date.role == "at" and not parsed.is_quoted(date)]


def _in_clause(parsed: Parsed, trigger: Trigger) -> Chosen | None:
    clause = parsed.clause_of(trigger)
    usable = _usable(parsed)
    others = [each for each in parsed.triggers if each.clause == trigger.clause and each.start > trigger.end]
    after = [
        date for date in usable if trigger.start <= date.start < clause.end and not _is_put_off_to(parsed.text, date)
    ]
    bound = min([clause.end, *(each.start for each in others)])
    near = [date for date in after if date.start < bound]
    if not near and len({date.date for date in after}) == 1:
        # One date after several verbs is that of all, unless a participle has it: "under the deal signed in 2018".
        taken = any(each.form is Form.PARTICIPLE and each.start < after[0].start for each in others)
        near = [] if taken else after
    if near:
        return Chosen(near[0], How.OWN)
    if not others and (followed := _followed(parsed, trigger.clause)):
        return Chosen(followed, How.FOLLOWING)
    before = [date for date in usable if clause.start - 3 <= date.start and date.end <= trigger.start]
    if before:
        return Chosen(before[-1], How.OWN if clause.start > parsed.sentence.start else How.LEADING)
    return None


def _is_put_off_to(text: str, date: Dated) -> bool:
    """Whether something is put off to a date: "the deadline was extended until 2030"."""
    to = _TO.match(text, date.start)
    return bool(_PUT_OFF.search(text[: to.end() if to else date.start][-200:]))


def _from_elsewhere(parsed: Parsed, trigger: Trigger, earlier: Sequence[Trigger]) -> Chosen:
    clause = parsed.clause_of(trigger)
    usable = _usable(parsed)
    beside = next((date for date in usable if 0 <= clause.start - date.end <= 2), None)
    if beside and parsed.opens(trigger.clause, _WHEN):
        return Chosen(replace(beside, date=beside.date.removesuffix("/..")), How.INHERITED)
    covering = next((date for date in parsed.dates if date.role == "covering"), None)
    if covering and (covering.start < trigger.start or trigger.kind in ("report", "statement")):
        return Chosen(covering, How.COVERING)
    leading = next((date for date in usable if parsed.leads(date)), None)
    is_aside = parsed.is_relative(trigger.clause) and trigger.kind in ("other", "statement")
    if leading and not is_aside:
        return Chosen(leading, How.LEADING)
    if parsed.opens(trigger.clause, _INHERITS):
        last = date_of(parsed, earlier[-1]).dated if earlier else None
        before = [date for date in usable if date.end <= clause.start]
        if last or before:
            return Chosen(last or before[-1], How.INHERITED)
    named = next((date for date in parsed.dates if date.role == "named" and date.end <= trigger.end + 40), None)
    return Chosen(named, How.NAMED) if named and trigger.kind in _NAMED_KINDS else Chosen(None, How.NONE)


def _followed(parsed: Parsed, index: int) -> Dated | None:
    """The date of what it followed, after which it was: "following floods in May 2020"."""
    if index + 1 >= len(parsed.clauses) or not parsed.opens(index + 1, _FOLLOWING):
        return None
    date = next((each for each in _usable(parsed) if parsed.clauses[index + 1].holds(each.start)), None)
    return replace(date, precision="after") if date and "/" not in date.date else None


def period_of(parsed: Parsed, amount: Amount, clause: Stretch, of_event: Dated | None) -> Chosen:
    """The period of a flow or the date of a stock: that of its clause, of its event, of its sentence."""
    usable = [date for date in parsed.dates if date.role != "named"]
    after = [date for date in usable if amount.end <= date.start < clause.end]
    if after and not _COMPARED.search(parsed.text[amount.end : after[0].start]):
        return Chosen(after[0], How.OWN)
    before = [date for date in usable if clause.start <= date.start < amount.start]
    if before:
        return Chosen(before[-1], How.OWN)
    if of_event:
        return Chosen(of_event, How.OWN)
    covering = next((date for date in usable if date.role == "covering"), None)
    leading = next((date for date in usable if parsed.leads(date)), None)
    alone = usable[0] if len(usable) == 1 and usable[0] not in after else None
    chosen = covering or leading or alone
    return Chosen(chosen, How.INHERITED if chosen else How.NONE)
