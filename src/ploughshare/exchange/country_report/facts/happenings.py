"""Which triggers of a sentence are happenings worth an event, each happening once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from ploughshare import vocab
from ploughshare.exchange.country_report.facts.dating import Chosen, How, date_of
from ploughshare.exchange.country_report.facts.forms import Form
from ploughshare.exchange.country_report.facts.parsed import Parsed
from ploughshare.exchange.country_report.facts.triggers import Trigger


class Happening(NamedTuple):
    """A trigger that is a happening, and its date."""

    trigger: Trigger
    date: Chosen


_REPORTS_OF = re.compile(
    r"\b(?:reports? of|included|including|in addition to|admitted|denied|by|of)\s+(?:[A-Z][\w’]+\s+){0,3}$",
    re.IGNORECASE,
)
_WHILE = re.compile(r"\b(?:while|when|before|after|for|from|in|by|of|during|through)\s+(?:the\s+)?(?:\w+\s+)?$")
_ADMITTED = re.compile(r"\b(?:admitted|acknowledged|denied)\s+$")
_WHO = re.compile(r",?\s*who\b")
_FOLLOWING = re.compile(r",?\s*following\b")
_WILL = re.compile(r"\b(?:will|would)\s+(?:\w+\s+){0,2}$")
_AHEAD, _BEHIND = 90, 15
"""Characters from the name of a happening to its date after it or before it."""
_DATED_ONLY = frozenset(
    {"statement", "other", "report", "assistance", "meeting", "hostile_act", "agreement", "spot_task"}
)
"""Kinds of which only a dated one is a happening; the rest is standing practice."""
_FIRM = (Form.PAST, Form.SUGGESTED)


def happenings(parsed: Parsed) -> list[Happening]:
    """The happenings of a sentence, left to right."""
    found: list[Happening] = []
    for trigger in parsed.triggers:
        each = Happening(trigger, date_of(parsed, trigger, [earlier.trigger for earlier in found]))
        if not trigger.negated and _counts(parsed, *each) and not _is_manner(parsed, each, found):
            found.append(each)
        elif trigger.kind == "spot_task" and found and _is_manner(parsed, each, found):
            found[-1] = Happening(replace(found[-1].trigger, kind="spot_task"), found[-1].date)
    return _distinct(parsed, found)


def _is_manner(parsed: Parsed, each: Happening, found: Sequence[Happening]) -> bool:
    """Whether it only says in the course of what the other was done: "destroyed during spot tasks"."""
    if each.trigger.form not in (Form.NOUN, Form.GERUND) or each.trigger.kind in _harmful() or not found:
        return False
    last = found[-1]
    cue = _WHILE.search(parsed.text[: each.trigger.start][-40:])
    is_together = last.trigger.clause == each.trigger.clause or bool(cue and cue[0].startswith("while"))
    return (
        bool(cue)
        and is_together
        and last.date.dated == each.date.dated
        and last.trigger.kind not in ("statement", "other")
    )


def _counts(parsed: Parsed, trigger: Trigger, date: Chosen) -> bool:
    if _ADMITTED.search(parsed.text[: trigger.start]):
        return False  # to admit having done so is a statement
    if trigger.form is Form.NOUN:
        return _counts_as_name(parsed, trigger, date)
    if trigger.form is Form.PARTICIPLE and (date.how is How.LEADING or trigger.kind == "other"):
        return False
    if trigger.form is Form.PLANNED and date.how is How.LEADING and _is_forecast(parsed, trigger, date):
        return False
    if date.how in (How.OWN, How.LEADING, How.COVERING):
        return trigger.kind != "statement" or trigger.form is Form.PAST
    if trigger.kind in _DATED_ONLY:
        return date.how is How.NAMED and trigger.kind in ("statement", "report", "agreement")
    return date.how in (How.INHERITED, How.FOLLOWING) or _counts_undated(parsed, trigger)


def _counts_undated(parsed: Parsed, trigger: Trigger) -> bool:
    if trigger.form is Form.GERUND:
        return trigger.kind in _harmful() and bool(_REPORTS_OF.search(parsed.text[: trigger.start][-60:]))
    if trigger.form not in _FIRM:
        return False
    if trigger.kind in _harmful():
        return not parsed.opens(trigger.clause, _WHO)
    return trigger.kind in ("clearance", "marking", "training") and not parsed.is_relative(trigger.clause)


def _is_forecast(parsed: Parsed, trigger: Trigger, date: Chosen) -> bool:
    """Whether somebody said at that date what will be: the date is that of the saying alone."""
    will = _WILL.search(parsed.text[parsed.sentence.start : trigger.start])
    return bool(will) and any(date.dated and date.dated.end <= each.start < trigger.start for each in parsed.sayings)


def _counts_as_name(parsed: Parsed, trigger: Trigger, date: Chosen) -> bool:
    """Whether a happening that is only named counts: dated beside it, said to have been, or harm."""
    if trigger.kind in ("breakdown", "accident", "casualties"):
        return date.how in (How.NONE, How.LEADING, How.OWN)
    if date.dated is None:
        return trigger.kind == "hostile_act" and parsed.opens(trigger.clause, _FOLLOWING)
    if trigger.kind in ("assistance", "meeting") or (trigger.kind in ("visit", "training") and date.how is How.LEADING):
        return True
    ahead, behind = date.dated.start - trigger.end, trigger.start - date.dated.end
    verbs = [each for each in parsed.triggers if each.form is not Form.NOUN]
    has_own_verb = any(trigger.end <= verb.start < date.dated.start for verb in verbs)
    is_near = (0 <= ahead <= _AHEAD and not has_own_verb) or 0 <= behind <= _BEHIND or (ahead < 0 and behind < 0)
    return is_near or any(0 <= trigger.start - each.end <= 4 for each in parsed.sayings)


def _distinct(parsed: Parsed, found: Sequence[Happening]) -> list[Happening]:
    kept: list[Happening] = []
    for each in found:
        if _only_passes_on(each, found) or _is_object(each, found):
            continue
        if kept and (_is_part_of(kept[-1], each) or _is_coordinate(parsed, kept[-1], each)):
            continue
        twin = next((other for other in kept if _is_same(other, each)), None)
        if twin is None:
            kept.append(each)
        elif each.trigger.form is Form.PAST is not twin.trigger.form and twin.trigger.clause == each.trigger.clause:
            kept[kept.index(twin)] = each
    return kept


def _only_passes_on(each: Happening, found: Sequence[Happening]) -> bool:
    """Whether a statement only passes on another happening, or the general kind stands beside a particular one."""
    trigger, date = each
    rest = [other.trigger for other in found if other.trigger.kind not in ("other", "statement")]
    if trigger.kind == "statement" and any(
        other.trigger.start > trigger.start
        and other.trigger.kind != "statement"
        and not (other.trigger.form is Form.PLANNED and date.dated and date.dated.end <= other.trigger.start)
        for other in found
    ):
        return True
    return trigger.kind in ("other", "statement") and any(
        other.clause == trigger.clause and other.form is not Form.NOUN for other in rest
    )


def _is_object(each: Happening, found: Sequence[Happening]) -> bool:
    """Whether it is the work that was suspended or resumed."""
    return each.trigger.kind in ("clearance", "survey") and any(
        other.trigger.kind in ("suspension", "resumption") and other.trigger.clause == each.trigger.clause
        for other in found
    )


def _is_part_of(left: Happening, right: Happening) -> bool:
    """Whether the second only says what was agreed, or how the first was done."""
    if left.trigger.kind == "agreement" and right.trigger.start - left.trigger.end <= 20:
        return right.trigger.kind in ("clearance", "survey")
    if right.trigger.form is not Form.GERUND:
        return False
    if right.date.how is How.NONE:
        return left.trigger.kind == right.trigger.kind
    groups = {vocab.load("event_kinds")[each.trigger.kind].extra["group"] for each in (left, right)}
    return right.date.how is How.INHERITED and groups == {"land_release"}


def _is_coordinate(parsed: Parsed, left: Happening, right: Happening) -> bool:
    """Whether two names stand for one happening: "survey and clearance"."""
    between = parsed.text[left.trigger.end : right.trigger.start]
    return left.date.dated == right.date.dated and bool(re.fullmatch(r"\s*(?:\([^)]*\)\s*)?(?:,|and|or)\s*", between))


def _is_same(left: Happening, right: Happening) -> bool:
    """Whether two triggers tell the same happening: one kind, and one date or one clause."""
    harm = {"accident", "casualties"}
    if left.trigger.kind != right.trigger.kind and not {left.trigger.kind, right.trigger.kind} <= harm:
        return False
    is_one_date = left.date.dated == right.date.dated
    return is_one_date and (left.date.dated is not None or left.trigger.clause == right.trigger.clause)


@cache
def _harmful() -> frozenset[str]:
    """Kinds that matter even without a date: use, harm and displacement."""
    terms = vocab.load("event_kinds").terms.values()
    return frozenset(term.id for term in terms if term.extra["group"] in ("use", "harm", "displacement"))
