"""The words of ``lexicon.yaml``, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one kind of event; a kind without ``objects`` is told by its verbs alone."""

    kind: str
    verbs: Pattern | None
    objects: Pattern | None
    nouns: Pattern | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words that the reading of sentences knows."""

    kinds: tuple[Words, ...]
    light_finite: Pattern
    light_bare: Pattern
    planned: Pattern
    believed: Pattern
    suggested: Pattern
    denied: Pattern
    negative: Pattern
    said: Pattern
    said_passive: Pattern
    modified: Pattern
    complement: Pattern


@cache
def lexicon() -> Lexicon:
    """The lexicon, read and compiled at its first use."""
    path = resources.files(__package__) / "lexicon.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    parts: Mapping[str, str] = content["parts"]

    def compiled(pattern: str) -> Pattern:
        return re.compile(rf"(?<![^\W\d])(?<!-)(?:{_filled(pattern, parts)})(?![\w])", re.IGNORECASE)

    return Lexicon(
        kinds=tuple(
            Words(kind, *(compiled(words[part]) if part in words else None for part in ("verbs", "objects", "nouns")))
            for kind, words in content["kinds"].items()
        ),
        light_finite=compiled(content["light_verbs"]["finite"]),
        light_bare=compiled(content["light_verbs"]["bare"]),
        **{name: re.compile(content[name], re.IGNORECASE) for name in _CUES},
        said=re.compile(rf"(?<![\w-])(?:{content['said']['verbs']})(?!\w)"),
        said_passive=re.compile(content["said"]["passive"], re.IGNORECASE),
        modified=re.compile(rf"[\s/-]+(?:and\s+(?:clearance|survey|TS)\s+)?(?:{content['modified']})\b"),
        complement=re.compile(
            rf"\b(?:{content['complement']})\s+(?:for|on|in|of|to|towards|from)\s+{_FILLERS}(?:[\w-]+\s+and\s+)?$"
            r"|\b(?:for|towards)\s+(?:the\s+|full\s+|further\s+)?$",
            re.IGNORECASE,
        ),
    )


_FILLERS = r"(?:(?:the|a|completion of|all|full|further|future)\s+)*"
_CUES = ("planned", "believed", "suggested", "denied", "negative")


def _filled(pattern: str, parts: Mapping[str, str]) -> str:
    """The pattern with {names} of parts put in; other braces are the pattern's own."""
    return re.sub(r"\{([a-z_]+)\}", lambda found: parts[found[1]], pattern)
