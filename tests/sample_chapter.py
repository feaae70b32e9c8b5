"""The sample chapter cut into its units, so that a list of statements can be held against it without its words.

A unit is a sentence, a line of a panel or table, a list item, or a numbered note.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(r"\s*(?:- )?(?P<number>\d{1,2}) (?=\S)")
_SENTENCE_END = re.compile(rf"(?<=[.!?])(?:[”\"]?\.?[{_SUPERSCRIPT}]*) (?=[A-Z“\"])")


@dataclass(frozen=True)
class Unit:
    """One unit of the chapter: its section, its place in that section from 1, and its words."""

    section: str
    place: int
    words: str

    @property
    def digest(self) -> str:
        """The first twelve digits of the SHA-256 of its letters and digits."""
        return hashlib.sha256(normal(self.words).encode()).hexdigest()[:12]


def normal(words: str) -> str:
    """Letters and digits of the words in lower case, without the numbers of notes."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(f"[{_SUPERSCRIPT}’']", "", words).lower()))


def units(text: str) -> list[Unit]:
    """All units of the laid-out form of the chapter, in order; notes are gathered in a section of their own."""
    found: list[Unit] = []
    section = ""
    for paragraph in _paragraphs(text):
        note = _NOTE.match(paragraph)
        if note is None and paragraph.isupper() and not paragraph.endswith(":"):
            section = paragraph
            continue
        if note is not None:
            found.append(_next(found, "NOTES", paragraph[note.end("number") :].strip()))
        else:
            for words in _SENTENCE_END.split(paragraph.removeprefix("- ")):
                found.append(_next(found, section, words.strip()))
    return found


def _paragraphs(text: str) -> list[str]:
    """Paragraphs of the text; one that a page break cut in two is joined again."""
    whole: list[str] = []
    for line in (line.strip() for line in text.splitlines()):
        if len(line) < 2:
            continue
        if whole and line[0].islower():
            whole[-1] += f" {line}"
        else:
            whole.append(line)
    return whole


def _next(found: list[Unit], section: str, words: str) -> Unit:
    return Unit(section, 1 + sum(unit.section == section for unit in found), words)
