"""Forms of English verbs: whether what a verb says happened, is planned, may have been, or is only named."""

from __future__ import annotations

import re
from enum import StrEnum


class Form(StrEnum):
    """How a happening is said."""

    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"
    NOUN = "noun"
    PLANNED = "planned"
    SUGGESTED = "suggested"


_ADVERBS = (
    r"(?:(?:\w+ly|also|not|never|again|already|since|later|then|first|last|only|once|now|been|being|in turn|at least"
    r"|,)\s+"
    r"|,\s+(?:at least, )?[\w ]{0,20},\s+)*"
)
_MODAL = rf"\s+{_ADVERBS}(?:be\s+)?{_ADVERBS}$"


def _before(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}", re.IGNORECASE)


_PERFECT = _before(rf"(?:had|has|have|having)\s+{_ADVERBS}$")
_MODAL_PERFECT = _before(rf"(?:may|might|could)\s+have\s+{_ADVERBS}$")
_WILL_PERFECT = _before(rf"(?:will|would)\s+have\s+{_ADVERBS}$")
_PASSIVE = _before(rf"(?:was|were|been|being|got)\s+{_ADVERBS}$")
_PRESENT = _before(rf"(?:is|are)\s+{_ADVERBS}$")
_FUTURE = _before(rf"(?:will|would|shall|to|is to|are to)\s+{_ADVERBS}(?:be|have been|have)\s+{_ADVERBS}$")
_TO_HAVE = _before(r"to have (?:\w+ )*$")
_POSSIBLE = _before(rf"(?:may|might|could){_MODAL}")
_OBLIGED = _before(rf"(?:should|must|can|cannot|need to){_MODAL}")
_WILL = _before(rf"(?:will|would|shall)\s+{_ADVERBS}$")
_DID = _before(rf"(?:did|does|do)\s+{_ADVERBS}$")
_TO = _before(r"to\s+(?:\w+ly\s+|again\s+|then\s+|help\s+)?$")
_BEGAN_TO = _before(r"(?:began|begun|started|continued|went on|came|resumed)\s+to\s+(?:\w+ly\s+)?$")
_TO_BEGIN = _before(r"to\s+(?:begin|start|resume|continue|finish|complete|cease|stop)\s+$")
_USED_TO = _before(r"(?:was|were|been)\s+used\s+(?:by\s+(?:[\w’]+\s+){1,4})?to\s+$")
_AND = _before(r"(?:and|or)\s+(?:then\s+|also\s+)?$")
_BEGAN = re.compile(
    r"\b(?:began|begun|started|resumed|continued|completed|finished|stopped|ceased|initiated|reported|admitted"
    r"|acknowledged|reports? of (?:[A-Z][\w’]+ ){1,3}|kept|denied|claimed)\s+(?:again\s+)?$"
)
_COORDINATED = re.compile(r"\b(?:was|were|been)\s+(?:\w+ly\s+)?\w+(?:ed|pt|nt|nd|id)\b[^.;]*\band\s+(?:\w+ly\s+)?$")
_SUBJECT = re.compile(
    r"(?:\b[A-Z][\w’.]*[a-zA-Z]|\b[Ii]t|\b[Tt]hey|\bwho)\s+(?:\w+ly\s+|also\s+|then\s+|later\s+|again\s+)?$"
)
_ADJECTIVAL = _before(
    r"(?:the|an?|of|any|newly|all|each|these|those|its|their|no|for)\s+(?:newly\s+|previously\s+|recently\s+)?$"
)
_INTRANSITIVE = frozenset(
    {"remained", "broke", "began", "became", "occurred", "happened", "ended", "expired", "lapsed"}
)
_BASES = re.compile(
    r"(?:emplace|lay|plant|send|deploy|suspend|halt|resume|mark|survey|reduce|cancel|clear|demine|release|remove"
    r"|destroy|dispose of|visit|sign|ratify|accede|join|conclude|strengthen|fortify|reinforce|complete|neutralise"
    r"|defuse|shift|displace|float|migrate|drift|kill|injure|undergo|receive|adhere|need|conduct|develop|adopt"
    r"|establish|issue|open|finalise|elaborate|update|re-mine|submit)",
    re.IGNORECASE,
)
PREPOSITION = re.compile(
    r"\s*(?:by|in|on|at|around|along|under|between|during|from|through|near|across|within|since|for|with|without"
    r"|prior"
    r"|before|as|(?:and|or)\s\w+ed|per|,|\.|$|\))(?:\s|$)",
    re.IGNORECASE,
)
"""What follows a participle that has no object of its own, such as "laid in 1961"."""


def form_of(text: str, start: int, end: int, since: int) -> tuple[Form, bool] | None:
    """The form of the verb ``text[start:end]`` in a sentence that begins at ``since``, and whether it is passive.

    None for what says nothing that happened or will: habits, purposes, duties.
    """
    before = text[max(since, start - 70) : start]
    first = re.match(r"[\w-]+", text[start:end])
    word = (first[0] if first else text[start:end]).lower()
    if word in ("was", "were", "took"):
        return Form.PAST, True
    if word in _INTRANSITIVE and not _PERFECT.search(before):
        return Form.PAST, False
    if word in ("be", "take"):
        return infinitive(before)
    if _ADJECTIVAL.search(before):
        return None
    if word.endswith("ing"):
        return _ing(before)
    if _BASES.fullmatch(text[start:end]) and not _PASSIVE.search(before):
        return infinitive(before)
    return _with_auxiliary(before) or _bare(text, start, end, since, word)


def infinitive(before: str) -> tuple[Form, bool] | None:
    """The form of an infinitive by the words before it; whether somebody plans it is for the caller to see."""
    if _BEGAN_TO.search(before) or _USED_TO.search(before) or _DID.search(before):
        return Form.PAST, False
    if _WILL.search(before) or _TO.search(before) or _AND.search(before):
        return Form.PLANNED, False
    return None


def _ing(before: str) -> tuple[Form, bool] | None:
    if _TO_BEGIN.search(before):
        return infinitive(_TO_BEGIN.sub("to ", before))
    if _PASSIVE.search(before):
        return Form.PAST, False
    if _POSSIBLE.search(before):
        return Form.SUGGESTED, False
    if _OBLIGED.search(before) or _PRESENT.search(before):
        return None
    return (Form.PAST, False) if _BEGAN.search(before) else (Form.GERUND, False)


def _with_auxiliary(before: str) -> tuple[Form, bool] | None:
    if _MODAL_PERFECT.search(before):
        return Form.SUGGESTED, bool(re.search(r"\bbeen\b", before))
    if _WILL_PERFECT.search(before):
        return Form.PLANNED, False
    if _FUTURE.search(before) and not _TO_HAVE.search(before):
        return Form.PLANNED, True
    if _PERFECT.search(before):
        return Form.PAST, bool(re.search(r"\bbeen\s+(?:\w+\s+)*$", before))
    return (Form.PAST, True) if _PASSIVE.search(before) else None


def _bare(text: str, start: int, end: int, since: int, word: str) -> tuple[Form, bool] | None:
    """A form in -ed without its auxiliary: simple past, second of two passives, or participle."""
    before = text[max(since, start - 70) : start]
    if _SUBJECT.search(before):
        return Form.PAST, False
    if _COORDINATED.search(text[max(since, start - 140) : start]):
        return Form.PAST, True
    if _POSSIBLE.search(before) or _PRESENT.search(before) or _OBLIGED.search(before):
        return None
    if word.endswith("s") and not word.endswith("ss"):
        return None
    return (Form.PARTICIPLE, True) if PREPOSITION.match(text, end) else (Form.PAST, False)
